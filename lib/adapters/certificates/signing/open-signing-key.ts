import { Failure } from '../../../kernel/failure.ts';
import type { OpenedKey } from './opened-key.ts';
import { PrivateKey } from './private-key.ts';

const kmsPrefix = 'kms:';

/**
 * Opens what the setting SIGNING_KEY names: `kms:` and a key's name there, or a private JWK as JSON (P-256 signs ES256, SM2 signs SM2 with SM3).
 * Says at once, by the Failure `signing-key-not-usable`, when the setting is neither; it tells the reason and nothing of the key. What only one
 * kind of key needs is loaded with it.
 */
export function openSigningKey(setting: string): () => Promise<OpenedKey> {
  if (setting.startsWith(kmsPrefix) && setting.length > kmsPrefix.length)
    return async () => await openKmsKey(setting.slice(kmsPrefix.length));
  const key = PrivateKey.safeParse(jsonOf(setting));
  if (!key.success)
    throw new Failure('signing-key-not-usable', {
      reason: 'no-private-jwk',
      at: key.error.issues.map(({ path }) => path.join('.')).join(' '),
    });
  const { data } = key;
  return data.crv === 'SM2'
    ? async () => (await import('./sm2-signer.ts')).sm2Signer(data)
    : async () => (await import('./es256-signer.ts')).es256Signer(data);
}

async function openKmsKey(name: string): Promise<OpenedKey> {
  const [{ KMSClient }, { kmsSigner }] = await Promise.all([import('@aws-sdk/client-kms'), import('./kms-signer.ts')]);
  return await kmsSigner(new KMSClient({}), name);
}

function jsonOf(setting: string): unknown {
  try {
    return JSON.parse(setting);
  } catch {
    throw new Failure('signing-key-not-usable', { reason: 'neither-kms-nor-json' }); // no cause: the parser's sentence holds a piece of the key
  }
}
