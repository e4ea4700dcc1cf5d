import { createHash } from 'node:crypto';
import {
  DescribeKeyCommand,
  GetPublicKeyCommand,
  KMSClient,
  KMSServiceException,
  SignCommand,
  type SignCommandInput,
} from '@aws-sdk/client-kms';
import { sm2 } from 'sm-crypto-v2';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startKeyService } from '../../../../infra/local/key-service/key-service.ts';
import { localKey } from '../../../../infra/local/key-service/local-key.ts';
import { localCredentials } from '../../../../infra/local/local-credentials.ts';
import { rawSignature } from '../../../../lib/adapters/certificates/signing/raw-signature.ts';
import { verifyTools } from '../../../../lib/adapters/certificates/verifying/verify-tools.ts';
import { p256Key, sm2Key } from '../../../adapters/certificates/signing/keys.ts';

const p256 = localKey(p256Key);
const chinese = localKey(sm2Key);
const agreement = { ...localKey(p256Key, 'KEY_AGREEMENT'), id: 'for-agreement' };

let kms: Awaited<ReturnType<typeof startKeyService>>;
let client: KMSClient;
const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
  new KMSClient({ endpoint: kms.endpoint, region: 'cn-north-1', credentials, maxAttempts: 1 });
const open = async (requestsPerSecond?: number) => {
  kms = await startKeyService({
    region: 'cn-north-1',
    keys: [p256, chinese, agreement],
    aliases: new Map([['alias/certificates', p256.id]]),
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
  });
  client = clientOf(localCredentials);
};
const close = async () => {
  client.destroy();
  await kms.close();
};
beforeEach(async () => await open());
afterEach(close);

const errorOf = async (sending: Promise<unknown>) =>
  await sending.then(
    () => 'done',
    (error: unknown) => (error instanceof KMSServiceException ? error.name : String(error)),
  );
const sign = async (input: Partial<SignCommandInput>) =>
  await client.send(
    new SignCommand({ KeyId: p256.id, Message: Buffer.from('漯河'), SigningAlgorithm: 'ECDSA_SHA_256', ...input }),
  );

describe('a key', () => {
  test.each([
    ['its alias', 'alias/certificates'],
    ['its id', p256.id],
    ['its ARN', `arn:aws-cn:kms:cn-north-1:000000000000:key/${p256.id}`],
    ['the ARN of its alias', 'arn:aws-cn:kms:cn-north-1:000000000000:alias/certificates'],
  ])('is found by %s', async (_, KeyId) => {
    expect(await client.send(new GetPublicKeyCommand({ KeyId }))).toMatchObject({
      KeyId: `arn:aws-cn:kms:cn-north-1:000000000000:key/${p256.id}`,
      KeySpec: 'ECC_NIST_P256',
      KeyUsage: 'SIGN_VERIFY',
      SigningAlgorithms: ['ECDSA_SHA_256'],
      PublicKey: Uint8Array.from(p256.publicKey),
    });
  });

  test('keeps its id: it follows from the public half', () => {
    expect(localKey(p256Key).id).toBe(p256.id);
    expect(p256.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(chinese.id).not.toBe(p256.id);
  });
});

const message = Uint8Array.from(Buffer.from('漯河'));
const point = sm2.getPublicKeyFromPrivateKey(Buffer.from(sm2Key.d, 'base64url').toString('hex'));

describe('a signature', () => {
  test.each([
    ['P-256', { local: p256, jwk: p256Key, digest: createHash('sha256').update(message).digest() }],
    ['SM2', { local: chinese, jwk: sm2Key, digest: Buffer.from(sm2.getHash(message, point), 'hex') }],
  ] as const)('of %s over a message or its digest verifies', async (_, { local: { id, algorithm }, jwk, digest }) => {
    const { crv, x, y } = jwk;
    const key = { kty: 'EC', crv, x, y, kid: '', alg: 'ES256', use: 'sig', since: '' } as const;
    for (const input of [
      { Message: message, MessageType: 'RAW' },
      { Message: message },
      { Message: digest, MessageType: 'DIGEST' },
    ] as const) {
      const { Signature = new Uint8Array() } = await sign({ ...input, KeyId: id, SigningAlgorithm: algorithm });
      expect(await verifyTools.isSignature(key, message, Uint8Array.from(rawSignature(Signature)))).toBe(true);
    }
  });

  test('of P-256: a thousand verify, short numbers among them', async () => {
    const key = { crv: 'P-256', x: p256Key.x, y: p256Key.y } as const;
    const lengths = new Set<number>();
    for (let n = 0; n < 1000; n += 1) {
      const text = Uint8Array.from(Buffer.from(`${n}`));
      const der = p256.sign(p256.digest(text));
      lengths.add(der.length);
      const signature = Uint8Array.from(rawSignature(der));
      expect(await verifyTools.isSignature(key, text, signature)).toBe(true);
    }
    expect(lengths.size).toBeGreaterThan(2);
  });
});

describe('refused like the real one', () => {
  test.each<[string, Partial<SignCommandInput>, string]>([
    ['an unknown key', { KeyId: 'alias/none' }, 'NotFoundException'],
    ['a key for another use', { KeyId: 'for-agreement' }, 'InvalidKeyUsageException'],
    ['SM2 by a key of P-256', { SigningAlgorithm: 'SM2DSA' }, 'InvalidKeyUsageException'],
    ['P-256 by a key of SM2', { KeyId: chinese.id }, 'InvalidKeyUsageException'],
    ['a message of 4097 bytes', { Message: Buffer.alloc(4097) }, 'ValidationException'],
    ['a digest of 31 bytes', { Message: Buffer.alloc(31), MessageType: 'DIGEST' }, 'ValidationException'],
    ['a wish that is not fulfilled', { DryRun: true }, 'ValidationException'],
  ])('%s', async (_, input, code) => {
    expect(await errorOf(sign(input))).toBe(code);
    expect(kms.counts()).toEqual({ signed: 0, throttled: 0 });
  });

  test('a message of 4096 bytes is not', async () => {
    expect(await errorOf(sign({ Message: Buffer.alloc(4096, 1) }))).toBe('done');
  });

  test.each([
    ['another secret key', { ...localCredentials, secretAccessKey: 'guessed' }, 'InvalidSignatureException'],
    ['another access key', { ...localCredentials, accessKeyId: 'AKIAOTHER' }, 'UnrecognizedClientException'],
  ])('%s', async (_, credentials, code) => {
    const other = clientOf(credentials);
    expect(await errorOf(other.send(new GetPublicKeyCommand({ KeyId: p256.id })))).toBe(code);
    other.destroy();
  });

  test('an operation that it does not know', async () => {
    expect(await errorOf(client.send(new DescribeKeyCommand({ KeyId: p256.id })))).toBe('UnknownOperationException');
  });

  test('requests above the rate', async () => {
    await close();
    await open(5);
    const answers = await Promise.all(Array.from({ length: 12 }, async () => await errorOf(sign({}))));
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(5);
    expect(answers.filter((answer) => answer === 'ThrottlingException')).toHaveLength(7);
    expect(kms.counts()).toEqual({ signed: 5, throttled: 7 });
  });
});
