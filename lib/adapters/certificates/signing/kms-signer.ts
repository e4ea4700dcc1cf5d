import { createPublicKey, hash } from 'node:crypto';
import { GetPublicKeyCommand, SignCommand, type KMSClient, type SigningAlgorithmSpec } from '@aws-sdk/client-kms';
import { Failure } from '../../../kernel/failure.ts';
import type { OpenedKey } from './opened-key.ts';
import { rawSignature } from './raw-signature.ts';
import { toPublicKey } from './to-public-key.ts';

/** What KMS needs for one kind of key. */
type KmsKey = {
  readonly publicKey: OpenedKey['publicKey'];
  readonly algorithm: SigningAlgorithmSpec;
  readonly digest: (bytes: Uint8Array) => Uint8Array;
  /** Throws for a first signature that nobody could verify. */
  readonly check?: (bytes: Uint8Array, signature: Uint8Array) => void;
};

const openers = { ECC_NIST_P256: openP256, SM2: openSm2 } as const;

/**
 * Signs ES256 or SM2 (China regions) in KMS, by digest: documents exceed the 4096 bytes of a message. Throws
 * `signing-key-not-usable` unless it is a signing key of the kind ECC_NIST_P256 or SM2.
 */
export async function kmsSigner(client: KMSClient, name: string): Promise<OpenedKey> {
  const { KeyId, KeySpec, KeyUsage, PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: name }));
  const open = KeySpec === 'ECC_NIST_P256' || KeySpec === 'SM2' ? openers[KeySpec] : undefined;
  if (open === undefined || KeyUsage !== 'SIGN_VERIFY' || KeyId === undefined || PublicKey === undefined)
    throw new Failure('signing-key-not-usable', {
      reason: 'kms-key-of-another-kind',
      spec: KeySpec ?? 'none',
      usage: KeyUsage ?? 'none',
    });
  const { publicKey, algorithm, digest, check } = await open(PublicKey);
  let checked = check === undefined;
  return {
    publicKey,
    signer: {
      keyId: publicKey.kid,
      algorithm: publicKey.alg,
      sign: async (bytes) => {
        // By key id: an alias may have moved.
        const { Signature } = await client.send(
          new SignCommand({ KeyId, Message: digest(bytes), MessageType: 'DIGEST', SigningAlgorithm: algorithm }),
        );
        if (Signature === undefined) throw new Failure('kms-signature-missing', {});
        const signature = rawSignature(Signature);
        if (!checked) check?.(bytes, signature);
        checked = true;
        return signature;
      },
    },
  };
}

async function openP256(spki: Uint8Array): Promise<KmsKey> {
  const { x = '', y = '' } = createPublicKey({ key: Buffer.from(spki), format: 'der', type: 'spki' }).export({
    format: 'jwk',
  });
  return {
    publicKey: toPublicKey({ crv: 'P-256', x, y }),
    algorithm: 'ECDSA_SHA_256',
    digest: (bytes) => hash('sha256', bytes, 'buffer'),
  };
}

async function openSm2(spki: Uint8Array): Promise<KmsKey> {
  const { readSm2Point, sm2Digest, verifiesSm2 } = await import('./sm2-digest.ts');
  const point = readSm2Point(spki);
  const [x, y] = [point.slice(2, 66), point.slice(66)].map((hex) => Buffer.from(hex, 'hex').toString('base64url'));
  return {
    publicKey: toPublicKey({ crv: 'SM2', x: x ?? '', y: y ?? '' }),
    algorithm: 'SM2DSA',
    digest: (bytes) => sm2Digest(bytes, point),
    check: (bytes, signature) => {
      if (!verifiesSm2(bytes, signature, point))
        throw new Failure('signing-key-not-usable', { reason: 'sm2-signature-does-not-verify' });
    },
  };
}
