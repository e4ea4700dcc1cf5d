import { randomBytes } from 'node:crypto';

const accessKeyId = 'LOCAL';
/** A child process signs with the secret that its parent gave it. */
const inherited = process.env['AWS_ACCESS_KEY_ID'] === accessKeyId ? process.env['AWS_SECRET_ACCESS_KEY'] : undefined;

/** New at each start: everybody on the machine reaches the ports on 127.0.0.1, and this code is public. */
export const localCredentials = {
  accessKeyId,
  secretAccessKey: inherited ?? randomBytes(32).toString('base64url'),
} as const;

/** No secret: it hashes made-up people only. It never changes, so that an older state directory stays readable. */
export const localSubjectKey = 'local-subject-key-local-subject-key';
