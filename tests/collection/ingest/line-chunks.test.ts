import { describe, expect, test } from 'vitest';
import { LineChunks, partLine, StagedRecord } from '../../../lib/collection/staging.ts';
import { JsonBytes } from '../../../lib/kernel/json-bytes.ts';

/** A store that writes late: it looks at the bytes only when it is let go on. */
function slowStore() {
  const chunks: string[] = [];
  const waiting: (() => void)[] = [];
  const hand = (chunk: number, lines: Uint8Array) =>
    new Promise<void>((resolve) => {
      waiting.push(() => {
        chunks[chunk - 1] = new TextDecoder().decode(lines);
        resolve();
      });
    });
  return { chunks, hand, letGo: () => waiting.splice(0).forEach((go) => go()), underWay: () => waiting.length };
}

describe('lines in chunks', () => {
  test('of so many lines, the rest in the last, in order and whole though memory is used again', async () => {
    const store = slowStore();
    const lines = new LineChunks(3, store.hand);
    for (let n = 1; n <= 20; n += 1) {
      lines.add(`第 ${n} 行`);
      if (!lines.isFull) continue;
      if (store.underWay() === 2) setImmediate(store.letGo);
      await lines.write();
    }
    setImmediate(store.letGo);
    setTimeout(store.letGo, 20);
    await lines.end();
    expect(lines.chunks).toBe(7);
    expect(store.chunks.join('')).toBe(Array.from({ length: 20 }, (_, i) => `第 ${i + 1} 行\n`).join(''));
    expect(store.chunks[6]).toBe('第 19 行\n第 20 行\n');
  });

  test('no line, no chunk', async () => {
    const store = slowStore();
    const lines = new LineChunks(3, store.hand);
    await lines.end();
    expect(lines.chunks).toBe(0);
  });

  test('a few very long lines fill a chunk too', () => {
    const lines = new LineChunks(5000, () => Promise.resolve());
    for (let n = 0; n < 9; n += 1) lines.add('长'.repeat(350_000));
    expect(lines.isFull).toBe(true);
  });

  test('a failed write shows at the end at the latest', async () => {
    const lines = new LineChunks(1, () => Promise.reject(new Error('the store is away')));
    lines.add('1');
    await lines.write();
    await expect(lines.end()).rejects.toThrow('the store is away');
  });
});

describe('a record’s line in a part', () => {
  const key = new Uint32Array([0x01234567, 0x89abcdef, 0, 0xffffffff]);
  const subject = new Uint32Array([1, 2, 3, 4]);
  const write = partLine(['id_number', 'name', 'remark']);

  test.each<[string, (string | null)[], Uint32Array | null, StagedRecord]>([
    [
      'every field',
      ['41110219900307001X', '王芳', '“”"\\\n'],
      subject,
      {
        k: '0123456789abcdef00000000ffffffff',
        s: '00000001000000020000000300000004',
        v: { id_number: '41110219900307001X', name: '王芳', remark: '“”"\\\n' },
        r: 12,
      },
    ],
    [
      'the first field empty',
      [null, '王芳', null],
      null,
      { k: '0123456789abcdef00000000ffffffff', v: { name: '王芳' }, r: 12 },
    ],
    ['all empty', [null, null, null], null, { k: '0123456789abcdef00000000ffffffff', v: {}, r: 12 }],
  ])('%s', (_, values, ofSubject, record) => {
    const lines = new JsonBytes();
    write(lines, { key, subject: ofSubject, values }, { row: 12 });
    const text = new TextDecoder().decode(lines.written);
    expect(text.endsWith('}\n')).toBe(true);
    expect(StagedRecord.parse(JSON.parse(text))).toEqual(record);
  });
});
