import { Failure } from '../../../kernel/failure.ts';
import type { OpenedKey } from './opened-key.ts';
import { PrivateKey } from './private-key.ts';

const kmsPrefix = 'kms:';

/** Opens `kms:<key>` or a private JWK. Throws `signing-key-not-usable` without revealing it. */
export function openSigningKey(setting: string): () => Promise<OpenedKey> {
  if (setting.startsWith(kmsPrefix) && setting.length > kmsPrefix.length)
    return async () => await openKmsKey(setting.slice(kmsPrefix.length));
  const key = PrivateKey.safeParse(parseSetting(setting));
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

function parseSetting(setting: string): unknown {
  try {
    return JSON.parse(setting);
  } catch {
    // No cause: the parser's message would contain a part of the key.
    throw new Failure('signing-key-not-usable', { reason: 'neither-kms-nor-json' });
  }
}
