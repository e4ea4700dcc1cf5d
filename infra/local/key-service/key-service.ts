import { z } from 'zod';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { JsonFault, jsonService, startJsonService, type Guard } from '../json-service.ts';
import type { Secrets } from '../object-store/sign-v4.ts';
import type { LocalKey } from './local-key.ts';

export type KeyServiceSettings = {
  readonly region: string;
  readonly keys: readonly LocalKey[];
  /** `alias/<name>` with the id of its key; may change while the service runs. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Fault injection: what is above it in one second is answered by ThrottlingException. */
  readonly requestsPerSecond?: number;
  /** Of every caller; by default the operator alone is known. */
  readonly secrets?: Secrets;
  /** Put in front of the server. */
  readonly guard?: Guard;
};

/** Counts the signatures given and the requests refused by the rate. */
export type KeyServiceCounts = { readonly signed: number; readonly throttled: number };

type KeyFaultCode = 'InvalidKeyUsageException' | 'NotFoundException' | 'ThrottlingException' | 'ValidationException';

const account = '000000000000';
const maxMessageBytes = 4096;
const digestBytes = 32;

const KeyId = z.string().min(1).max(2048);
const GetPublicKey = z.strictObject({ KeyId });
const Sign = z.strictObject({
  KeyId,
  Message: z.base64(),
  MessageType: z.enum(['RAW', 'DIGEST']).default('RAW'),
  SigningAlgorithm: z.string(),
});

/** Starts the stand-in for KMS on a free port of 127.0.0.1. */
export async function startKeyService(settings: KeyServiceSettings) {
  const counts = { signed: 0, throttled: 0 };
  const find = keyFinder(settings);
  const count = rateLimit(settings.requestsPerSecond);
  const limited = (operation: (input: unknown) => object) => (input: unknown) => {
    if (count()) return operation(input);
    counts.throttled += 1;
    throw fault(
      'ThrottlingException',
      'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.',
    );
  };
  const service = jsonService({
    service: 'kms',
    target: 'TrentService',
    ...definedOnly({ secrets: settings.secrets }),
    operations: new Map([
      ['GetPublicKey', limited((input) => describePublicKey(find(read(GetPublicKey, input).KeyId)))],
      [
        'Sign',
        limited((input) => {
          const request = read(Sign, input);
          const answer = sign(find(request.KeyId), request);
          counts.signed += 1;
          return answer;
        }),
      ],
    ]),
  });
  return { ...(await startJsonService(service, settings.guard)), counts: (): KeyServiceCounts => ({ ...counts }) };
}

type FoundKey = LocalKey & { readonly arn: string };

/** Accepts an id, an alias and the ARN of either. */
function keyFinder({ region, keys, aliases }: KeyServiceSettings): (name: string) => FoundKey {
  const arnPrefix = `arn:aws-cn:kms:${region}:${account}:`;
  return (name) => {
    const short = name.startsWith(arnPrefix) ? name.slice(arnPrefix.length).replace(/^key\//, '') : name;
    const id = aliases.get(short) ?? short;
    const key = keys.find((candidate) => candidate.id === id);
    if (key === undefined) throw fault('NotFoundException', `${name} is not found.`);
    return { ...key, arn: `${arnPrefix}key/${key.id}` };
  };
}

function describePublicKey({ arn, spec, usage, algorithm, publicKey }: FoundKey): object {
  return {
    KeyId: arn,
    KeySpec: spec,
    CustomerMasterKeySpec: spec,
    KeyUsage: usage,
    PublicKey: publicKey.toString('base64'),
    ...(usage === 'SIGN_VERIFY' ? { SigningAlgorithms: [algorithm] } : {}),
  };
}

function sign(key: FoundKey, { Message, MessageType, SigningAlgorithm }: z.output<typeof Sign>): object {
  if (key.usage !== 'SIGN_VERIFY')
    throw fault('InvalidKeyUsageException', `${key.arn} key usage is ${key.usage} which is not valid for Sign.`);
  if (SigningAlgorithm !== key.algorithm)
    throw fault('InvalidKeyUsageException', `Algorithm ${SigningAlgorithm} is incompatible with key spec ${key.spec}.`);
  const message = Buffer.from(Message, 'base64');
  if (message.length === 0 || message.length > maxMessageBytes)
    throw fault('ValidationException', `A message has 1 to ${maxMessageBytes} bytes.`);
  if (MessageType === 'DIGEST' && message.length !== digestBytes)
    throw fault('ValidationException', `Digest is invalid length for algorithm ${SigningAlgorithm}.`);
  const digest = MessageType === 'DIGEST' ? message : key.digest(message);
  return { KeyId: key.arn, Signature: key.sign(digest).toString('base64'), SigningAlgorithm };
}

/** Returns whether one more request fits into the current second. */
function rateLimit(perSecond = Number.POSITIVE_INFINITY, now = () => performance.now()): () => boolean {
  const recent: number[] = [];
  return () => {
    const at = now();
    while ((recent[0] ?? at) <= at - 1000) recent.shift();
    if (recent.length >= perSecond) return false;
    if (perSecond < Number.POSITIVE_INFINITY) recent.push(at);
    return true;
  };
}

function fault(code: KeyFaultCode, message: string): JsonFault<KeyFaultCode> {
  return new JsonFault(code, message);
}

function read<Input>(schema: z.ZodType<Input>, input: unknown): Input {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw fault('ValidationException', z.prettifyError(parsed.error));
  return parsed.data;
}
