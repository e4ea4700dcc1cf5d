import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { zipSync, type ZipOptions } from 'fflate';
import { describe, expect, test } from 'vitest';
import { plainZipEntries } from '../../../lib/adapters/certificates/verifying/plain-zip.ts';
import { unzipPlain } from '../../../lib/adapters/certificates/verifying/unzip-plain.ts';

const text = (value: string) => new TextEncoder().encode(value);
const mtime = new Date(1980, 0, 1);
const zip = (entries: Readonly<Record<string, string>>, options: ZipOptions = {}) =>
  Uint8Array.from(
    zipSync(Object.fromEntries(Object.entries(entries).map(([name, content]) => [name, text(content)])), {
      mtime,
      ...options,
    }),
  );
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

/** Changes a field of the first entry in its header and in the directory. */
function withBoth(local: number, central: number, change: (byte: number) => number): Uint8Array<ArrayBuffer> {
  const copy = Uint8Array.from(plain);
  for (const position of [local, directory + central]) copy[position] = change(copy[position] ?? 0) & 0xff;
  return copy;
}

function commented(whole: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const copy = joined(whole, text('x'));
  copy[whole.length - 2] = 1;
  return copy;
}

/** One more byte counts as packed, in both places. */
function padded(): Uint8Array<ArrayBuffer> {
  const single = zip({ a: 'content '.repeat(20) });
  const from = at(single, 1);
  const whole = joined(single.subarray(0, from), Buffer.of(0), single.subarray(from));
  for (const position of [18, from + 1 + 20]) whole[position] = (whole[position] ?? 0) + 1;
  new DataView(whole.buffer).setUint32(whole.length - 6, from + 1, true);
  return whole;
}

test('an entry named `__proto__` is an entry like another, so that the seal signs it', () => {
  const named = Buffer.from(zip({ xxxxxxxxx: 'forged', 'OFD.xml': '1' }))
    .toString('latin1')
    .replaceAll('xxxxxxxxx', '__proto__');
  const unpacked = unzipPlain(Uint8Array.from(Buffer.from(named, 'latin1')));
  expect([...(unpacked?.keys() ?? [])]).toEqual(['__proto__', 'OFD.xml']);
});

test('accepts a zip as our writer makes it, and unpacks all of it', () => {
  expect([...(unzipPlain(plain)?.keys() ?? [])]).toEqual(['OFD.xml', 'Doc_0/Document.xml', 'Seal.jws']);
  expect(new TextDecoder().decode(unzipPlain(plain)?.get('Doc_0/Document.xml'))).toBe('内容');
  expect(unzipPlain(zip({ a: '' }, { level: 0 }))?.size).toBe(1);
  expect(unzipPlain(zip({}))?.size).toBe(0);
  const random = Buffer.from(randomBytes(300_000));
  expect(
    Buffer.from(unzipPlain(Uint8Array.from(zipSync({ a: random }, { mtime })))?.get('a') ?? []).equals(random),
  ).toBe(true);
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
    ['an entry named like another but for its case', zip({ 'ofd.xml': '1', 'OFD.xml': '2' })],
    ['a time', zip({ a: '1' }, { mtime: new Date(2026, 0, 1) })],
    ['a comment of the zip', commented(zip({ a: '1' }))],
    ['a comment of an entry', zip({ a: '1' }, { comment: 'x' })],
    [
      'a Unicode path, which some readers show as the name',
      zip({ a: '1' }, { extra: { 0x7075: text('\u0001crc_OFD.xml') } }),
    ],
    ['an extra field of any kind', zip({ a: '1' }, { extra: { 0x5455: text('12345') } })],
    ['attributes of the system', zip({ a: '1' }, { attrs: 0o644 << 16 })],
    ['another system', zip({ a: '1' }, { os: 3 })],
    ['a wrong checksum in both places', withBoth(14, 16, (byte) => byte ^ 1)],
    ['a wrong size in both places', withBoth(22, 24, (byte) => byte + 1)],
    ['bytes after a deflated content, within its size', padded()],
    ['an absolute name', zip({ '/a': '1' })],
    ['a name that leads outside', zip({ 'b/../../a': '1' })],
    ['a name with a backslash', zip({ 'b\\a': '1' })],
    ['a name that is not ASCII', zip({ 甲: '1' })],
    ['a folder', zip({ 'a/': '' })],
    ['more than 200 entries', zip(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`e${n}`, ''])))],
    ['no zip', text('%PDF-1.7')],
    ['nothing', new Uint8Array()],
  ])('%s', (_, bytes) => {
    expect(unzipPlain(bytes)).toBeNull();
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
        const unpacked = unzipPlain(copy);
        expect(unpacked === null || [...unpacked.values()].every((content) => content.length > 0)).toBe(true);
        expect(plainZipEntries(copy) === null || length === plain.length).toBe(true);
      },
    ),
    { numRuns: 2_000 },
  );
});
