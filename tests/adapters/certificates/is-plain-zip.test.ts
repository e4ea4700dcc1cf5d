import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { isPlainZip } from '../../../lib/adapters/certificates/verifying/is-plain-zip.ts';
import { unzipAll } from '../../../lib/adapters/certificates/verifying/unzip-all.ts';

const text = (value: string) => new TextEncoder().encode(value);
const zip = (entries: Readonly<Record<string, string>>) =>
  Uint8Array.from(zipSync(Object.fromEntries(Object.entries(entries).map(([name, content]) => [name, text(content)]))));
const plain = zip({ 'OFD.xml': '<ofd/>'.repeat(50), 'Doc_0/Document.xml': '内容', 'Seal.jws': 'a.b.c' });
const joined = (...pieces: readonly Uint8Array[]) => Uint8Array.from(Buffer.concat(pieces));
const at = (bytes: Uint8Array, signature: number) =>
  Buffer.from(bytes).indexOf(Buffer.from([0x50, 0x4b, signature, signature + 1]));
const changed = (position: number, value: number) => {
  const copy = Uint8Array.from(plain);
  copy[position] = value;
  return copy;
};
const directory = at(plain, 1);

test('accepts a zip as our writer makes it, and unpacks all of it', () => {
  expect(isPlainZip(plain)).toBe(true);
  expect([...(unzipAll(plain)?.keys() ?? [])]).toEqual(['OFD.xml', 'Doc_0/Document.xml', 'Seal.jws']);
  expect(isPlainZip(Uint8Array.from(zipSync({})))).toBe(true);
});

describe('refuses an ambiguous zip', () => {
  test.each<[string, Uint8Array<ArrayBuffer>]>([
    ['bytes before the first entry', joined(zip({ 'Other.xml': 'x' }), plain)],
    ['bytes after the end', joined(plain, text('\n'))],
    ['a local header with another name', changed(30, 0x51)],
    ['a directory with another name', changed(directory + 46, 0x51)],
    ['a local header with another size', changed(18, (plain[18] ?? 0) + 1)],
    ['a local header with another checksum', changed(14, (plain[14] ?? 0) ^ 1)],
    [
      'an encrypted entry',
      (() => {
        const copy = changed(6, 1);
        copy[directory + 8] = 1;
        return copy;
      })(),
    ],
    [
      'fewer entries than the directory holds',
      (() => {
        const copy = changed(plain.length - 12, 2);
        copy[plain.length - 14] = 2;
        return copy;
      })(),
    ],
    [
      'an entry between the others that the directory leaves out',
      (() => {
        const hidden = zip({ 'Hidden.xml': 'x' });
        const local = hidden.subarray(0, at(hidden, 1));
        const whole = joined(plain.subarray(0, directory), local, plain.subarray(directory));
        new DataView(whole.buffer).setUint32(whole.length - 6, directory + local.length, true);
        return whole;
      })(),
    ],
    ['no zip', text('%PDF-1.7')],
    ['nothing', new Uint8Array()],
  ])('%s', (_, bytes) => {
    expect(isPlainZip(bytes)).toBe(false);
    expect(unzipAll(bytes)).toBeNull();
  });
});

test('never throws, whatever bytes are changed or cut off', () => {
  fc.assert(
    fc.property(
      fc.nat(plain.length - 1),
      fc.integer({ min: 1, max: 255 }),
      fc.nat(plain.length),
      (position, change, length) => {
        const copy = changed(position, (plain[position] ?? 0) ^ change).slice(0, length);
        expect(typeof isPlainZip(copy)).toBe('boolean');
      },
    ),
    { numRuns: 2_000 },
  );
});
