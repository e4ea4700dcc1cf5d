import { sm2 } from 'sm-crypto-v2';
import { describe, expect, test } from 'vitest';
import { openPrivateKey } from '../../../../lib/adapters/certificates/signing/open-signing-key.ts';
import { rawSignature } from '../../../../lib/adapters/certificates/signing/raw-signature.ts';
import { sm2Key } from './keys.ts';
import { openssl, opensslFound } from './openssl.ts';

const { signer } = await openPrivateKey(sm2Key);
const hexOf = (coordinate: string) => Buffer.from(coordinate, 'base64url').toString('hex');
const pointOf = ({ x, y }: { readonly x: string; readonly y: string }) => `04${hexOf(x)}${hexOf(y)}`;
const genuine = (message: string, signature: Uint8Array, point = pointOf(sm2Key)) =>
  sm2.doVerifySignature(Buffer.from(message), Buffer.from(signature).toString('hex'), point, { hash: true });

/** Converts r‖s to DER. */
function derOf(raw: Uint8Array): Buffer {
  const number = (bytes: Uint8Array) => {
    const short = bytes.subarray(
      Math.max(
        0,
        bytes.findIndex((byte) => byte !== 0),
      ),
    );
    const signed = (short[0] ?? 0) < 0x80 ? short : Buffer.concat([Buffer.of(0), short]);
    return Buffer.concat([Buffer.of(0x02, signed.length), signed]);
  };
  const body = Buffer.concat([number(raw.subarray(0, 32)), number(raw.subarray(32))]);
  return Buffer.concat([Buffer.of(0x30, body.length), body]);
}

/** Signed by openssl 3.0 with the key of keys.ts: `openssl dgst -sm3 -sign … -sigopt distid:1234567812345678`. */
const signedByOpenssl: readonly (readonly [message: string, der: string])[] = [
  [
    '',
    '3046022100d805a87328f704f22864a5ba64cda42e88fae7b9c14c1a5f9ae9d11bb15af5680221009f1280a88cc99064ee0e7822536ce5490b185299d03ae9ed0721f8868a025a25',
  ],
  [
    '漯河市',
    '3046022100ed4637ba8f1e806c89dd33af1fcd0ac5d2e8b05a143ba795251c2d282493989c022100d7e1302bfdc64158ad23f23866c542940d49f2124e50a512ccdea9cd7c53dc5f',
  ],
  [
    'eyJhbGciOiJTTTIifQ.eyJhIjoxfQ',
    '3046022100b42eb94e5e9da9b26e4d4e608ac7f57178d864976ebbda255ba0d59ac6fedfcf0221009238f11b8886d3895b796e5638aae92811e2c7ad320927e6c41109ec4976e140',
  ],
  [
    'x'.repeat(5000),
    '304502200277b74947151b3ed7c0df244be902fe77d539cea947cec40576df39bba4690b02210092fd4c391dc647fb90934440ce411e524e0bcc83a6377e379079104d8c39eaf1',
  ],
];

describe('vectors', () => {
  test('the example of the standard (GM/T 0003.5, appendix A)', () => {
    const point =
      '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
    const signature = Buffer.from(
      'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa',
      'hex',
    );
    expect(sm2.getPublicKeyFromPrivateKey('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8')).toBe(
      point,
    );
    expect([genuine('message digest', signature, point), genuine('message digesT', signature, point)]).toEqual([
      true,
      false,
    ]);
  });

  test.each(signedByOpenssl.map(([message, der]) => [message.slice(0, 12), message, der] as const))(
    'verifies what openssl signed: “%s”',
    (_, message, der) => {
      const signature = rawSignature(Buffer.from(der, 'hex'));
      expect([genuine(message, signature), genuine(`${message} `, signature)]).toEqual([true, false]);
    },
  );
});

test('300 signatures of 64 bytes each all verify and all differ', async () => {
  const signatures = await Promise.all(
    Array.from({ length: 300 }, async () => await signer.sign(Buffer.from('漯河市'))),
  );
  expect(signatures.every((signature) => signature.length === 64 && genuine('漯河市', signature))).toBe(true);
  expect(new Set(signatures.map((signature) => Buffer.from(signature).toString('hex'))).size).toBe(300);
});

describe.skipIf(!opensslFound)('with an openssl that knows SM2', () => {
  const messages = ['', '漯河市', JSON.stringify({ 证照: '不动产权证书' }), 'x'.repeat(10_000)];

  test.each(messages.map((message) => [message.slice(0, 12), message] as const))(
    'we verify its signatures: “%s”',
    (_, message) => {
      expect(genuine(message, rawSignature(openssl.sign(sm2Key, message)))).toBe(true);
    },
  );

  test.each(messages.map((message) => [message.slice(0, 12), message] as const))(
    'it verifies our signatures, and refuses changed content: “%s”',
    async (_, message) => {
      const signature = derOf(await signer.sign(Buffer.from(message)));
      expect([
        openssl.verifies(sm2Key, message, signature),
        openssl.verifies(sm2Key, `${message} `, signature),
      ]).toEqual([true, false]);
    },
  );
});
