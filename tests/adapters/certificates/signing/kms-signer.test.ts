import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { kmsSigner } from '../../../../lib/adapters/certificates/signing/kms-signer.ts';
import { openSigningKey } from '../../../../lib/adapters/certificates/signing/open-signing-key.ts';
import { p256Key } from './keys.ts';
import { digestsOf, isSignatureOf, startKms } from './kms-stand-in.ts';

const content = Buffer.from('漯河市'.repeat(3000)); // above the 4 KB that KMS signs directly
const first = createPrivateKey({ format: 'jwk', key: p256Key });
const second = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
const keys = new Map([
  ['key-1', { privateKey: first, spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' }],
  ['key-2', { privateKey: second, spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY' }],
  [
    'other-curve',
    {
      privateKey: generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
      spec: 'ECC_NIST_P384',
      usage: 'SIGN_VERIFY',
    },
  ],
  ['for-agreement', { privateKey: first, spec: 'ECC_NIST_P256', usage: 'KEY_AGREEMENT' }],
]);
const aliases = new Map([['alias/certificates', 'key-1']]);
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

let kms: Awaited<ReturnType<typeof startKms>>;
let client: KMSClient;
beforeAll(async () => {
  kms = await startKms(keys, aliases, digestsOf([content]));
  client = new KMSClient({ endpoint: kms.endpoint, region: 'cn-north-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await kms.close();
});

test('signs content above the 4 KB limit of KMS by its digest', async () => {
  const { signer, publicKey } = await kmsSigner(client, 'alias/certificates');
  const signature = await signer.sign(content);
  expect([signature.length, isSignatureOf(first, content, signature), signer.algorithm]).toEqual([64, true, 'ES256']);
  expect(publicKey).toMatchObject({ crv: 'P-256', x: p256Key.x, y: p256Key.y, kid: signer.keyId });
});

test('has the same kid as the same key as a JWK', async () => {
  expect((await kmsSigner(client, 'alias/certificates')).publicKey).toEqual(
    (await openSigningKey(JSON.stringify(p256Key))()).publicKey,
  );
});

test('is opened by the setting kms:…, with endpoint and credentials of the environment', async () => {
  const environment = {
    AWS_ENDPOINT_URL_KMS: kms.endpoint,
    AWS_REGION: 'cn-north-1',
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    const { signer } = await openSigningKey('kms:alias/certificates')();
    expect(isSignatureOf(first, content, await signer.sign(content))).toBe(true);
  } finally {
    vi.unstubAllEnvs();
  }
});

test('a moved alias does not change the key: kid and signature still match', async () => {
  const { signer } = await kmsSigner(client, 'alias/certificates');
  aliases.set('alias/certificates', 'key-2');
  try {
    expect(isSignatureOf(first, content, await signer.sign(content))).toBe(true);
  } finally {
    aliases.set('alias/certificates', 'key-1');
  }
});

describe('refuses a key that cannot sign certificates', () => {
  test.each(['other-curve', 'for-agreement'])('%s', async (name) => {
    await expect(kmsSigner(client, name)).rejects.toMatchObject({
      code: 'signing-key-not-usable',
      facts: { reason: 'kms-key-of-another-kind' },
    });
  });
});

test('passes on KMS’s failure for an unknown key', async () => {
  await expect(kmsSigner(client, 'alias/none')).rejects.toThrow('not found');
});
