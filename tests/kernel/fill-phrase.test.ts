import { expect, test } from 'vitest';
import { fillPhrase } from '../../lib/kernel/fill-phrase.ts';

test.each([
  ['names and limits', { sheet: '一月', limit: 3 }, '工作表“一月”最多 3 行'],
  ['a name that would move the line', { sheet: '\u202e一\n月\ud83d\uffff', limit: 3 }, '工作表“一月”最多 3 行'],
  ['a blank without a fact', { limit: 3 }, '工作表“{sheet}”最多 3 行'],
])('%s', (_name, facts, sentence) => {
  expect(fillPhrase('工作表“{sheet}”最多 {limit} 行', facts)).toBe(sentence);
});

test('a name that every object has is no fact', () => {
  expect(fillPhrase('{constructor}', {})).toBe('{constructor}');
});
