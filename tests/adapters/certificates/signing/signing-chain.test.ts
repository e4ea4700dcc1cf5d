import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newLocalChain } from '../../../../infra/local/key-service/local-chain.ts';
import { localKey } from '../../../../infra/local/key-service/local-key.ts';
import { der } from '../../../../lib/adapters/certificates/signing/cms/der.ts';
import { readSigningChain } from '../../../../lib/adapters/certificates/signing/cms/signing-chain.ts';
import { openPrivateKey } from '../../../../lib/adapters/certificates/signing/open-signing-key.ts';
import { derElements } from '../../../../lib/kernel/der-elements.ts';
import { pdfSeal } from '../../../../schemas/certificates/pdf-seal.ts';
import { p256Key, sm2Key } from './keys.ts';

const { publicKey } = await openPrivateKey(p256Key);
const now = new Date('2026-11-29T00:00:00.000Z');
const pem = newLocalChain(localKey(p256Key).publicKey, now);
const parts = pem.split(/(?<=-----END CERTIFICATE-----\n)/);
const [signing = '', root = ''] = parts;

describe('a chain', () => {
  test('is read, the signing certificate first', () => {
    const chain = readSigningChain(pem, publicKey, now);
    expect(chain.map(({ der: bytes }) => new X509Certificate(bytes).subject)).toEqual([
      'CN=Guiji local signing',
      'CN=Guiji local authority',
    ]);
    expect(chain[0].validity).toEqual({ from: '2026-11-28T00:00:00.000Z', to: '2046-11-28T00:00:00.000Z' });
  });

  test('made locally is a chain for Node, too', () => {
    const [one, other] = parts.map((part) => new X509Certificate(part));
    expect(other === undefined ? false : one?.checkIssued(other)).toBe(true);
    expect(other === undefined ? false : one?.verify(other.publicKey)).toBe(true);
    expect(other?.ca).toBe(true);
  });

  test('of an SM2 key is read', async () => {
    const { publicKey: sm2 } = await openPrivateKey(sm2Key);
    expect(readSigningChain(newLocalChain(localKey(sm2Key).publicKey, now), sm2, now)).toHaveLength(2);
  });

  test.each<[string, string, Date]>([
    ['count', '', now],
    ['count', signing + root.repeat(5), now],
    ['other-key', root, now],
    ['order', signing + signing, now],
    ['out-of-date', pem, new Date('2026-11-27T00:00:00.000Z')],
    ['out-of-date', pem, new Date('2046-11-28T00:00:01.000Z')],
    ['no-certificate', '-----BEGIN CERTIFICATE-----\nMAMCAQE=\n-----END CERTIFICATE-----', now],
    ['no-certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', now],
  ])('is refused: %s', (reason, text, at) => {
    expect(() => readSigningChain(text, publicKey, at)).toThrow(
      expect.objectContaining({ code: 'signing-chain-not-usable', facts: expect.objectContaining({ reason }) }),
    );
  });
});

describe('DER', () => {
  test.each<[string, Uint8Array, string]>([
    ['a small number', der.integer(2), '020102'],
    ['a number with its highest bit', der.bigInteger(Buffer.from('00ff', 'hex')), '020200ff'],
    ['zero', der.bigInteger(Buffer.from('0000', 'hex')), '020100'],
    ['a long content', der.octets(Buffer.alloc(200)).subarray(0, 3), '0481c8'],
    ['a longer one', der.octets(Buffer.alloc(300)).subarray(0, 4), '0482012c'],
    ['an object identifier', der.oid('1.2.840.113549'), '06062a864886f70d'],
    ['the seal’s, a UUID', der.oid(pdfSeal.oid), pdfSeal.oidDer],
    ['a set, sorted', der.setOf(der.integer(2), der.integer(1)), '3106020101020102'],
  ])('%s', (_, bytes, hex) => expect(Buffer.from(bytes).toString('hex')).toBe(hex));

  test.each(['0282', '0203ff', '0480', '048500000000'])('cut off or without a length: %s', (hex) =>
    expect(derElements(Buffer.from(hex, 'hex'))).toBeNull(),
  );
});
