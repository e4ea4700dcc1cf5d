import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newPrivateKey } from '../../../lib/adapters/certificates/signing/new-private-key.ts';
import { openPrivateKey } from '../../../lib/adapters/certificates/signing/open-signing-key.ts';
import { PrivateKey } from '../../../lib/adapters/certificates/signing/private-key.ts';
import { Failure } from '../../../lib/kernel/failure.ts';

/** ES256, or SM2 (GB/T 32918). */
export type SigningKind = 'es256' | 'sm2';

const files = { es256: 'signing-key.json', sm2: 'signing-key-sm2.json' } as const satisfies Record<SigningKind, string>;

/** Makes a private JWK when there is none, for its owner only. Throws for a damaged file. */
export async function readSigningKey(stateDirectory: string, kind: SigningKind): Promise<PrivateKey> {
  const file = join(stateDirectory, files[kind]);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, JSON.stringify(newPrivateKey(kind === 'sm2' ? 'SM2' : 'P-256')), { mode: 0o600 });
    renameSync(`${file}.new`, file); // A killed process leaves no half file.
  }
  const { data: key } = PrivateKey.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (key === undefined) throw new Failure('signing-key-not-usable', { reason: 'no-private-jwk' });
  await openPrivateKey(key);
  return key;
}
