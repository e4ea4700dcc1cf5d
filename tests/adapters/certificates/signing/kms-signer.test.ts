import { createPrivateKey, createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { sm2 } from 'sm-crypto-v2';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startKeyService } from '../../../../infra/local/key-service/key-service.ts';
import { localKey } from '../../../../infra/local/key-service/local-key.ts';
import { localCredentials } from '../../../../infra/local/local-credentials.ts';
import { kmsSigner } from '../../../../lib/adapters/certificates/signing/kms-signer.ts';
import { openPrivateKey, openSigningKey } from '../../../../lib/adapters/certificates/signing/open-signing-key.ts';
import { pace } from '../../../../lib/adapters/certificates/signing/paced-signer.ts';
import { PrivateKey } from '../../../../lib/adapters/certificates/signing/private-key.ts';
import { readSm2Point, sm2Digest } from '../../../../lib/adapters/certificates/signing/sm2-digest.ts';
import { verifyTools } from '../../../../lib/adapters/certificates/verifying/verify-tools.ts';
import { p256Key, sm2Key } from './keys.ts';
import { openssl, opensslFound } from './openssl.ts';

const content = Buffer.from('漯河市'.repeat(3000)); // above the 4 KB that KMS signs directly
const second = PrivateKey.parse(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
);
const keys = {
  first: localKey(p256Key),
  second: localKey(second),
  sm2: localKey(sm2Key),
  agreement: { ...localKey(p256Key, 'KEY_AGREEMENT'), id: 'for-agreement' },
  encryption: { ...localKey(sm2Key, 'ENCRYPT_DECRYPT'), id: 'for-encryption' },
  otherKind: { ...localKey(p256Key), id: 'other-kind', publicKey: Buffer.alloc(3), spec: 'RSA_2048' },
  /** Signs another digest than it is given, as a service with another signer id would. */
  otherId: { ...localKey(sm2Key), id: 'other-id', sign: () => localKey(sm2Key).sign(Buffer.alloc(32, 7)) },
} as const;
const aliases = new Map([
  ['alias/certificates', keys.first.id],
  ['alias/sm2', keys.sm2.id],
]);

let kms: Awaited<ReturnType<typeof startKeyService>>;
let client: KMSClient;
beforeAll(async () => {
  kms = await startKeyService({ region: 'cn-north-1', keys: Object.values(keys), aliases });
  client = new KMSClient({
    endpoint: kms.endpoint,
    region: 'cn-north-1',
    credentials: localCredentials,
    maxAttempts: 1,
  });
});
afterAll(async () => {
  client.destroy();
  await kms.close();
});

const isP256 = (key: typeof p256Key | typeof second, raw: Uint8Array) =>
  verify(
    'sha256',
    content,
    {
      key: createPublicKey(createPrivateKey({ format: 'jwk', key: { ...key } })),
      dsaEncoding: 'ieee-p1363',
    },
    raw,
  );

describe.each([
  ['P-256', 'alias/certificates', p256Key, 'ES256'],
  ['SM2', 'alias/sm2', sm2Key, 'SM2'],
] as const)('%s', (crv, alias, jwk, algorithm) => {
  test('signs content above the 4 KB limit of KMS, as every verifier expects it', async () => {
    const { signer, publicKey } = await kmsSigner(client, alias);
    const signature = await signer.sign(content);
    expect([signature.length, signer.algorithm]).toEqual([64, algorithm]);
    const key = { ...publicKey, since: '2026-01-01T00:00:00.000Z' };
    expect(await verifyTools.isSignature(key, content, Uint8Array.from(signature))).toBe(true);
    expect(await verifyTools.isSignature(key, Uint8Array.from(content.subarray(1)), Uint8Array.from(signature))).toBe(
      false,
    );
    expect(publicKey).toMatchObject({ crv, x: jwk.x, y: jwk.y, kid: signer.keyId });
  });

  test('has the same kid as the same key as a JWK', async () => {
    expect((await kmsSigner(client, alias)).publicKey).toEqual((await openPrivateKey(jwk)).publicKey);
  });
});

test('node:crypto verifies a P-256 signature', async () => {
  const { signer } = await kmsSigner(client, 'alias/certificates');
  expect(isP256(p256Key, await signer.sign(content))).toBe(true);
});

describe.skipIf(!opensslFound)('openssl', () => {
  test('verifies what the key service signed with SM2', () => {
    const message = '漯河市';
    const der = keys.sm2.sign(sm2Digest(Buffer.from(message), readSm2Point(keys.sm2.publicKey)));
    expect([openssl.verifies(sm2Key, message, der), openssl.verifies(sm2Key, `${message} `, der)]).toEqual([
      true,
      false,
    ]);
  });
});

test('the digest of SM2 is that of the standard (GM/T 0003.5, appendix A)', () => {
  const point = sm2.getPublicKeyFromPrivateKey('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8');
  expect(Buffer.from(sm2Digest(Buffer.from('message digest'), point)).toString('hex')).toBe(
    'f0b43e94ba45accaace692ed534382eb17e6ab5a19ce7b31f4486fdfc0d28640',
  );
});

test('is opened by the setting kms:…, with endpoint and credentials of the environment', async () => {
  const environment = {
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    const open = openSigningKey('kms:alias/certificates', { stage: 'prod', pace: pace(1000) });
    expect(isP256(p256Key, await (await open()).signer.sign(content))).toBe(true);
  } finally {
    vi.unstubAllEnvs();
  }
});

test('a moved alias does not change the key: kid and signature still match', async () => {
  const { signer } = await kmsSigner(client, 'alias/certificates');
  aliases.set('alias/certificates', keys.second.id);
  try {
    expect(isP256(p256Key, await signer.sign(content))).toBe(true);
  } finally {
    aliases.set('alias/certificates', keys.first.id);
  }
});

describe('refuses a key that cannot sign certificates', () => {
  test.each(['for-agreement', 'for-encryption', 'other-kind'])('%s', async (name) => {
    await expect(kmsSigner(client, name)).rejects.toMatchObject({
      code: 'signing-key-not-usable',
      facts: { reason: 'kms-key-of-another-kind' },
    });
  });
});

test('gives out no SM2 signature that nobody could verify', async () => {
  const { signer } = await kmsSigner(client, 'other-id');
  for (let attempt = 0; attempt < 2; attempt += 1)
    await expect(signer.sign(content)).rejects.toMatchObject({
      code: 'signing-key-not-usable',
      facts: { reason: 'sm2-signature-does-not-verify' },
    });
});

describe('an SM2 public key', () => {
  const spki = keys.sm2.publicKey;
  const offCurve = Buffer.concat([spki.subarray(0, -1), Buffer.of((spki.at(-1) ?? 0) ^ 1)]);
  test.each<[string, Buffer, string]>([
    ['of P-256', keys.first.publicKey, 'no-sm2-public-key'],
    ['that is cut off', spki.subarray(0, -1), 'no-sm2-public-key'],
    ['that is too long', Buffer.concat([spki, Buffer.of(0)]), 'no-sm2-public-key'],
    ['off the curve', offCurve, 'not-on-the-curve'],
  ])('%s is refused', (_, bytes, reason) => {
    expect(() => readSm2Point(bytes)).toThrow(
      expect.objectContaining({ code: 'signing-key-not-usable', facts: { reason } }),
    );
  });
});

test('passes on KMS’s failure for an unknown key', async () => {
  await expect(kmsSigner(client, 'alias/none')).rejects.toMatchObject({ name: 'NotFoundException' });
});
