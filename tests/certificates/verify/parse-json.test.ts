import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '../../../lib/certificates/verify/parse-json.ts';

test.each<[string, string]>([
  ['a member twice', '{"a":1,"a":1}'],
  ['a member twice, spelled otherwise', '{"a":1,"\\u0061":2}'],
  ['a member twice, apart', '{"a":{"b":1},"c":[{"x":1}],"a":2}'],
  ['a member twice inside', '{"x":[{"b":1,"c":"{","b":2}]}'],
  ['`__proto__` twice', '{"__proto__":1,"__proto__":2}'],
  ['half a surrogate pair in a value', '{"a":"\\ud800"}'],
  ['half a surrogate pair in a name', '{"\\udc00":1}'],
  ['no JSON', '{"a":1,}'],
  ['nothing', ''],
])('refuses %s', (_, text) => expect(parseJson(text)).toBeUndefined());

test.each<[string, string]>([
  ['the same name in two objects', '{"a":{"a":1},"b":[{"a":1},{"a":2}]}'],
  ['a value that is written like a member', '{"a":"\\"a\\":1","b":"a"}'],
  ['equal values', '["a","a"]'],
  ['a whole surrogate pair', '"\\ud83d\\ude00"'],
  ['a text', '"{:}"'],
])('parses %s', (_, text) => expect(parseJson(text)).toEqual(JSON.parse(text)));

test('parses whatever JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});
