import { expect, test } from 'vitest';
import { HotTexts } from '../../../lib/adapters/xlsx/hot-texts.ts';
import { StringArena } from '../../../lib/adapters/xlsx/string-arena.ts';

test('a remembered text is never taken for another, however they meet', () => {
  const texts = new HotTexts();
  const wrong: string[] = [];
  for (let index = 0; index < 100_000; index += 1) {
    const bytes = Buffer.from(String(index % 50_000));
    if (texts.text(bytes, 0, bytes.length, true, index % 256) !== String(index % 50_000)) wrong.push(String(index));
  }
  expect(wrong).toEqual([]);
});

// 4 MiB hold some 4,190 of these: one length or another ends right at, right before or right behind the end of a block.
test.each(Array.from({ length: 16 }, (_, index) => 996 + index))('texts of %i bytes, over the end of a block', (size) => {
  const arena = new StringArena(64 * 1024 * 1024);
  const text = (index: number) => String(index).padStart(size, 'x');
  for (let index = 0; index < 4400; index += 1) arena.add(Buffer.from(text(index)), 0, size, index % 2 === 0);
  const wrong = Array.from({ length: 4400 }, (_, index) => index).filter((index) => arena.at(index) !== text(index));
  expect([wrong, arena.length, arena.at(4400)]).toEqual([[], 4400, undefined]);
});
