import { createECDH, generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint, importJWK, compactVerify } from 'jose';
import { sm2 } from 'sm-crypto-v2';
import { describe, expect, test } from 'vitest';
import { signJws } from '../../../../lib/adapters/certificates/signing/sign-jws.ts';
import { openSigningKey } from '../../../../lib/adapters/certificates/signing/open-signing-key.ts';
import { PublicKey } from '../../../../schemas/certificates/key-set.ts';
import { p256Key, sm2Key } from './keys.ts';

const open = async (key: object | string) =>
  await openSigningKey(typeof key === 'string' ? key : JSON.stringify(key))();

describe('a private JWK opens', () => {
  test.each([
    ['P-256', p256Key, 'ES256'],
    ['SM2', sm2Key, 'SM2'],
    ['one that says more of itself', { ...p256Key, kid: 'own', use: 'sig', key_ops: ['sign'] }, 'ES256'],
  ])('%s', async (_, key, algorithm) => {
    const { signer, publicKey } = await open(key);
    expect([signer.algorithm, publicKey.alg, publicKey.kid]).toEqual([algorithm, algorithm, signer.keyId]);
    expect(PublicKey.parse({ ...publicKey, since: '2026-01-01T00:00:00.000Z' })).not.toHaveProperty('d');
    expect(await signer.sign(Buffer.from('漯河'))).toHaveLength(64);
  });

  test('its name is its thumbprint, whoever computes it', async () => {
    const { publicKey } = await open(p256Key);
    expect(publicKey.kid).toBe(await calculateJwkThumbprint({ kty: 'EC', crv: 'P-256', x: p256Key.x, y: p256Key.y }));
  });

  test('one that the local stack made', async () => {
    const made = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
    expect((await open(made)).publicKey).toMatchObject({ x: made.x, y: made.y });
  });
});

const another = createECDH('prime256v1').generateKeys();
const shorter = Buffer.alloc(31, 7).toString('base64url');
const beyond = Buffer.alloc(32, 0xff).toString('base64url');
const none = Buffer.alloc(32).toString('base64url');

describe('what is no key stops at once, by its reason and without a word of the key', () => {
  test.each<[string, object | string, string]>([
    ['nothing', ' ', 'neither-kms-nor-json'],
    ['a name without its prefix', 'alias/guiji', 'neither-kms-nor-json'],
    ['a prefix without a name', 'kms:', 'neither-kms-nor-json'],
    ['a key in PEM', '-----BEGIN PRIVATE KEY-----', 'neither-kms-nor-json'],
    ['a public key', { ...p256Key, d: undefined }, 'no-private-jwk'],
    ['a key on another curve', { ...p256Key, crv: 'P-384' }, 'no-private-jwk'],
    ['a key of another kind', { kty: 'RSA', n: 'x', e: 'AQAB', d: 'x' }, 'no-private-jwk'],
    ['a number that is too short', { ...p256Key, d: shorter }, 'no-private-jwk'],
  ])('%s', (_, key, reason) => {
    expect(() => openSigningKey(typeof key === 'string' ? key : JSON.stringify(key))).toThrow(
      expect.objectContaining({ code: 'signing-key-not-usable', facts: expect.objectContaining({ reason }) }),
    );
    expect(() => openSigningKey(typeof key === 'string' ? key : JSON.stringify(key))).not.toThrow(p256Key.d);
  });

  test.each<[string, object, string]>([
    [
      'a public half of another key',
      { ...p256Key, x: another.toString('base64url', 1, 33), y: another.toString('base64url', 33) },
      'halves-differ',
    ],
    ['a public half that is right to its middle', { ...p256Key, y: p256Key.x }, 'halves-differ'],
    ['a public half of another SM2 key', { ...sm2Key, y: sm2Key.x }, 'halves-differ'],
    ['a number beyond P-256', { ...p256Key, d: beyond }, 'not-on-the-curve'],
    ['zero on P-256', { ...p256Key, d: none }, 'not-on-the-curve'],
    ['a number beyond SM2', { ...sm2Key, d: beyond }, 'not-on-the-curve'],
    ['zero on SM2', { ...sm2Key, d: none }, 'not-on-the-curve'],
    [
      'n−1 on SM2, which cannot sign',
      {
        ...sm2Key,
        d: Buffer.from('fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122', 'hex').toString('base64url'),
      },
      'not-on-the-curve',
    ],
  ])('%s', async (_, key, reason) => {
    await expect(open(key)).rejects.toMatchObject({ code: 'signing-key-not-usable', facts: { reason } });
  });
});

describe('a JWS', () => {
  const value = { b: '二', a: 1, 甲: [true, null], e: 1e21 };

  test('has a canonical payload, and a header of three members', async () => {
    const { signer } = await open(p256Key);
    const [header = '', payload = ''] = (await signJws(signer, 'guiji-file-seal', value)).split('.');
    expect(Buffer.from(payload, 'base64url').toString()).toBe('{"a":1,"b":"二","e":1e+21,"甲":[true,null]}');
    expect(Buffer.from(header, 'base64url').toString()).toBe(
      `{"alg":"ES256","kid":"${signer.keyId}","typ":"guiji-file-seal"}`,
    );
  });

  test('by ES256 is what another library takes for genuine', async () => {
    const { signer, publicKey } = await open(p256Key);
    const { payload, protectedHeader } = await compactVerify(
      await signJws(signer, 'some-typ', value),
      await importJWK({ ...publicKey }),
    );
    expect([JSON.parse(Buffer.from(payload).toString()), protectedHeader.typ]).toEqual([value, 'some-typ']);
  });

  test('that is detached lacks the payload and nothing else', async () => {
    const { signer, publicKey } = await open(p256Key);
    const [header, middle, signature] = (await signJws(signer, 'guiji-certificate', value, { detached: true })).split('.');
    expect(middle).toBe('');
    const [, payload] = (await signJws(signer, 'guiji-certificate', value)).split('.');
    await compactVerify(`${header}.${payload}.${signature}`, await importJWK({ ...publicKey }));
    await expect(
      compactVerify(
        `${header}.${Buffer.from('{"a":1}').toString('base64url')}.${signature}`,
        await importJWK({ ...publicKey }),
      ),
    ).rejects.toThrow('signature');
  });

  test('by SM2 signs header and payload as they stand there', async () => {
    const { signer } = await open(sm2Key);
    const [header = '', payload = '', signature = ''] = (await signJws(signer, 'guiji-file-seal', value)).split('.');
    const point = `04${Buffer.from(sm2Key.x, 'base64url').toString('hex')}${Buffer.from(sm2Key.y, 'base64url').toString('hex')}`;
    const genuine = (signed: string): boolean =>
      sm2.doVerifySignature(Buffer.from(signed), Buffer.from(signature, 'base64url').toString('hex'), point, {
        hash: true,
      });
    expect([genuine(`${header}.${payload}`), genuine(`${header}.${payload}A`)]).toEqual([true, false]);
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'SM2',
      kid: signer.keyId,
      typ: 'guiji-file-seal',
    });
  });

  test('of what is no JSON is not made', async () => {
    const { signer } = await open(p256Key);
    await expect(signJws(signer, 'typ', { a: Number.NaN })).rejects.toThrow();
  });
});
