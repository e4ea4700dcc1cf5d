import { Failure } from '../../../kernel/failure.ts';
import type { OpenedKey } from './opened-key.ts';
import { pacedSigner, type Pace } from './paced-signer.ts';
import { PrivateKey } from './private-key.ts';

const kmsPrefix = 'kms:';
const localStage = 'local';

export type SigningKeySettings = {
  /** A private JWK is accepted in the stage `local` only. */
  readonly stage: string;
  /** Spaces the signatures of a KMS key. */
  readonly pace: Pace;
};

/** Opens `kms:<key>` or a private JWK. Throws `signing-key-not-usable` without revealing it. */
export function openSigningKey(setting: string, { stage, pace }: SigningKeySettings): () => Promise<OpenedKey> {
  if (setting.startsWith(kmsPrefix) && setting.length > kmsPrefix.length)
    return async () => await openKmsKey(setting.slice(kmsPrefix.length), pace);
  const key = PrivateKey.safeParse(parseSetting(setting));
  if (!key.success)
    throw new Failure('signing-key-not-usable', {
      reason: 'no-private-jwk',
      at: key.error.issues.map(({ path }) => path.join('.')).join(' '),
    });
  if (stage !== localStage) throw new Failure('signing-key-not-usable', { reason: 'private-key-outside-local', stage });
  const { data } = key;
  return async () => await openPrivateKey(data);
}

/** Opens a private JWK, P-256 or SM2. Throws `signing-key-not-usable` when its halves do not belong together. */
export async function openPrivateKey(key: PrivateKey): Promise<OpenedKey> {
  return key.crv === 'SM2'
    ? (await import('./sm2-signer.ts')).sm2Signer(key)
    : (await import('./es256-signer.ts')).es256Signer(key);
}

async function openKmsKey(name: string, pace: Pace): Promise<OpenedKey> {
  const [{ kmsClient }, { kmsSigner }] = await Promise.all([import('./kms-client.ts'), import('./kms-signer.ts')]);
  const { signer, publicKey } = await kmsSigner(kmsClient(), name);
  return { signer: pacedSigner(signer, pace), publicKey };
}

function parseSetting(setting: string): unknown {
  try {
    return JSON.parse(setting);
  } catch {
    // No cause: the parser's message would contain a part of the key.
    throw new Failure('signing-key-not-usable', { reason: 'neither-kms-nor-json' });
  }
}
