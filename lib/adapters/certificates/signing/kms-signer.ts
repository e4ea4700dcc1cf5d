import { createPublicKey, hash } from 'node:crypto';
import { GetPublicKeyCommand, SignCommand, type KMSClient } from '@aws-sdk/client-kms';
import { Failure } from '../../../kernel/failure.ts';
import type { OpenedKey } from './opened-key.ts';
import { rawSignature } from './raw-signature.ts';
import { toPublicKey } from './to-public-key.ts';

/** Signs ES256 in KMS. Throws `signing-key-not-usable` unless it is a P-256 signing key. */
export async function kmsSigner(client: KMSClient, name: string): Promise<OpenedKey> {
  const { KeyId, KeySpec, KeyUsage, PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: name }));
  if (KeySpec !== 'ECC_NIST_P256' || KeyUsage !== 'SIGN_VERIFY' || KeyId === undefined || PublicKey === undefined)
    throw new Failure('signing-key-not-usable', {
      reason: 'kms-key-of-another-kind',
      spec: KeySpec ?? 'none',
      usage: KeyUsage ?? 'none',
    });
  const { x = '', y = '' } = createPublicKey({ key: Buffer.from(PublicKey), format: 'der', type: 'spki' }).export({
    format: 'jwk',
  });
  const publicKey = toPublicKey({ crv: 'P-256', x, y });
  return {
    publicKey,
    signer: {
      keyId: publicKey.kid,
      algorithm: 'ES256',
      sign: async (bytes) => {
        // By key id: an alias may have moved.
        const { Signature } = await client.send(
          new SignCommand({
            KeyId,
            Message: hash('sha256', bytes, 'buffer'),
            MessageType: 'DIGEST',
            SigningAlgorithm: 'ECDSA_SHA_256',
          }),
        );
        if (Signature === undefined) throw new Failure('kms-signature-missing', {});
        return rawSignature(Signature);
      },
    },
  };
}
