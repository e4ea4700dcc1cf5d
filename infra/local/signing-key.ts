import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sm2 } from 'sm-crypto-v2';
import { openSigningKey } from '../../lib/adapters/certificates/signing/open-signing-key.ts';

/** ES256, or SM2 (GB/T 32918). */
export type SigningKind = 'es256' | 'sm2';

const files = { es256: 'signing-key.json', sm2: 'signing-key-sm2.json' } as const satisfies Record<SigningKind, string>;

/** Makes a private JWK when there is none, for its owner only. Throws for a damaged file. */
export async function readSigningKey(stateDirectory: string, kind: SigningKind): Promise<string> {
  const file = join(stateDirectory, files[kind]);
  if (!existsSync(file)) {
    writeFileSync(`${file}.new`, JSON.stringify(kind === 'sm2' ? newSm2Key() : newEs256Key()), { mode: 0o600 });
    renameSync(`${file}.new`, file); // A killed process leaves no half file.
  }
  const key = readFileSync(file, 'utf8');
  await openSigningKey(key)();
  return key;
}

function newEs256Key(): object {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
}

function newSm2Key(): object {
  const { privateKey, publicKey } = sm2.generateKeyPairHex();
  const [d, x, y] = [privateKey.padStart(64, '0'), publicKey.slice(2, 66), publicKey.slice(66)].map((hex) =>
    Buffer.from(hex, 'hex').toString('base64url'),
  );
  return { kty: 'EC', crv: 'SM2', d, x, y };
}
