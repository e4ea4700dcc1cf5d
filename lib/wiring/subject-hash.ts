import { keyedHash } from '../adapters/keyed-hash.ts';
import { readSecretParameter } from '../adapters/secrets/read-secret-parameter.ts';
import { secretClient } from '../adapters/secrets/secret-client.ts';
import type { KeyedHash } from '../collection/ports.ts';
import { memoizeAsync } from './memoize.ts';
import { setting } from './setting.ts';

/**
 * Hashes by the city's subject key, the parameter named by SUBJECT_KEY_PARAMETER. It is read once per process; a failed
 * read is repeated. Throws `secret-missing` and `hash-key-too-short`.
 */
export const subjectHash = memoizeAsync(async (): Promise<KeyedHash> =>
  keyedHash(await readSecretParameter(secretClient(), setting('SUBJECT_KEY_PARAMETER'))),
);
