import { expect, test } from 'vitest';
import { escapeMarkup, escapeXml } from '../../schemas/kernel/escape-markup.ts';

test.each([
  ['the five predefined entities', `<a b="c" d='e'>&`, '&lt;a b=&quot;c&quot; d=&apos;e&apos;&gt;&amp;'],
  ['an entity is escaped itself', '&amp;', '&amp;amp;'],
  ['all other text is unchanged', '漯河市\r\n𠮷', '漯河市\r\n𠮷'],
])('escapeMarkup: %s', (_, text, escaped) => {
  expect(escapeMarkup(text)).toBe(escaped);
});

test.each([
  ['a carriage return is kept as a reference', 'a\r\nb', 'a&#13;\nb'],
  ['a control character becomes U+FFFD', 'a\u0000\u001f\uffffb', 'a\ufffd\ufffd\ufffdb'],
  ['half a surrogate pair becomes U+FFFD', 'a\ud842', 'a\ufffd'],
])('escapeXml: %s', (_, text, escaped) => {
  expect(escapeXml(text)).toBe(escaped);
});
