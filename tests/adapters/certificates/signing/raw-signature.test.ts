import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { rawSignature } from '../../../../lib/adapters/certificates/signing/raw-signature.ts';

const der = (r: string, s: string) => {
  const body = [r, s].map((hex) => `02${(hex.length / 2).toString(16).padStart(2, '0')}${hex}`).join('');
  return Buffer.from(`30${(body.length / 2).toString(16).padStart(2, '0')}${body}`, 'hex');
};
const full = 'ab'.repeat(32);
const low = `7f${'01'.repeat(31)}`;
const padded = (hex: string) => hex.padStart(64, '0');

describe('r and s take 32 bytes each', () => {
  test.each<[string, Buffer, string]>([
    ['numbers of full length', der(low, low), low + low],
    ['a first bit that is set has a zero in front', der(`00${full}`, `00${full}`), full + full],
    ['a short r', der('01', low), padded('01') + low],
    ['a short s', der(low, '7f02'), low + padded('7f02')],
    ['a short one whose first bit is set', der(`00ff`, `00${full}`), padded('ff') + full],
    ['31 bytes and a zero in front', der(`00${'cd'.repeat(31)}`, low), padded('cd'.repeat(31)) + low],
  ])('%s', (_, signature, raw) => {
    expect(Buffer.from(rawSignature(signature)).toString('hex')).toBe(raw);
  });

  test('converts a thousand real signatures, short ones among them', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const lengths = new Set<number>();
    for (let n = 0; n < 1000; n += 1) {
      const data = createHash('sha256').update(`${n}`).digest();
      const signature = sign('sha256', data, privateKey);
      lengths.add(signature.length);
      expect(verify('sha256', data, { key: publicKey, dsaEncoding: 'ieee-p1363' }, rawSignature(signature))).toBe(true);
    }
    expect(lengths.size).toBeGreaterThan(2);
  });
});

describe('refuses any other bytes', () => {
  test.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['another outer tag', Buffer.concat([Buffer.of(0x31), der(low, low).subarray(1)])],
    ['another inner tag', Buffer.from(der(low, low).toString('hex').replace('0220', '0420'), 'hex')],
    ['one byte too few', der(low, low).subarray(0, -1)],
    ['one byte too many', Buffer.concat([der(low, low), Buffer.of(0)])],
    [
      'one byte too many that the length counts',
      Buffer.concat([Buffer.of(0x30, 69), der(low, low).subarray(2), Buffer.of(0)]),
    ],
    ['an s beyond the end', Buffer.from('300602010102057f', 'hex')],
    ['a number of 33 bytes', der(`01${full}`, low)],
    ['a number of no bytes', der('', low)],
    ['one number only', Buffer.from('3003020101', 'hex')],
  ])('%s', (_, bytes) => {
    expect(() => rawSignature(bytes)).toThrow(expect.objectContaining({ code: 'signature-not-der' }));
  });
});
