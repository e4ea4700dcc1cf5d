import { expect, test } from 'vitest';
import { TextCache } from '../../../lib/adapters/xlsx/cells/text-cache.ts';
import { StringArena } from '../../../lib/adapters/xlsx/parts/string-arena.ts';

test('a remembered text is never taken for another, however they meet', () => {
  const texts = new TextCache();
  const wrong: string[] = [];
  for (let index = 0; index < 100_000; index += 1) {
    const bytes = Buffer.from(String(index % 50_000));
    if (texts.text(bytes, 0, bytes.length, true, index % 256) !== String(index % 50_000)) wrong.push(String(index));
  }
  expect(wrong).toEqual([]);
});

// With a header of two bytes, texts of these lengths end with a block of 4 MiB, or would end 1, 2 or 6 bytes later.
test.each([510, 1022, 395, 1983, 385, 772, 588])('texts of %i bytes, over the end of a block', (size) => {
  const arena = new StringArena(64 * 1024 * 1024);
  const count = Math.ceil((9 * 1024 * 1024) / size);
  const text = (index: number) => String(index).padStart(size, 'x');
  for (let index = 0; index < count; index += 1) arena.add(Buffer.from(text(index)), 0, size, index % 2 === 0);
  const wrong = Array.from({ length: count }, (_, index) => index).filter((index) => arena.at(index) !== text(index));
  expect([wrong, arena.length, arena.at(count)]).toEqual([[], count, undefined]);
});
