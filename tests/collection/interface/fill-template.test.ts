import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fillTemplate, type TemplateContext } from '../../../lib/collection/interface/fill-template.ts';
import { epochToShanghaiTime, formatTime } from '../../../lib/collection/interface/time-formats.ts';
import type { TimeForm } from '../../../schemas/collection/sources/interface-declaration.ts';

test.each<[TemplateContext, string, string, string]>([
  ['address', '/rows/{{v}}', '../a b?&#%/许', '/rows/..%2Fa%20b%3F%26%23%25%2F%E8%AE%B8'],
  ['address', '{{v}}', "(it's)*!", '%28it%27s%29%2A%21'],
  ['address', '{{v}}', '\ud800', '%EF%BF%BD'],
  ['form', 'a={{v}}&b=1', 'x y&c=2+', 'a=x+y%26c%3D2%2B&b=1'],
  ['json', '{"a":"{{v}}"}', '"\\\n,"b":1', '{"a":"\\"\\\\\\n,\\"b\\":1"}'],
  ['json', '{"page":{{v}}}', '7', '{"page":7}'],
  ['xml', '<a b="{{v}}">{{v}}</a>', '"<&>\'\u0001', '<a b="&quot;&lt;&amp;&gt;&apos;">&quot;&lt;&amp;&gt;&apos;</a>'],
  ['plain', 'after {{v}}', '许"<&', 'after 许"<&'],
  ['raw', '{{v}}\n{{v}}', '\n', '\n\n\n'],
  [
    'json',
    '{"a":{"b":"{{v}}"},"c":"{{other}} { {v}} {{ v }}"}',
    '{{v}}',
    '{"a":{"b":"{{v}}"},"c":"{{other}} { {v}} {{ v }}"}',
  ],
  ['plain', '{{constructor}}', '', '{{constructor}}'],
])('in %s, %s', (context, template, v, filled) => {
  expect(fillTemplate(template, { v }, context)).toBe(filled);
});

test.each(['a\r\nX: 1', 'a\nb', '\r', '\0'])('a header refuses a line break: %j', (v) => {
  expect(() => fillTemplate('{{v}}', { v }, 'plain')).toThrow('answer-not-readable');
});

test('any value survives encoding and decoding', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (v) => {
      expect(JSON.parse(fillTemplate('{"a":"{{v}}","b":1}', { v }, 'json'))).toEqual({ a: v, b: 1 });
      expect([...new URLSearchParams(fillTemplate('a={{v}}&b=1', { v }, 'form'))]).toEqual([
        ['a', v],
        ['b', '1'],
      ]);
      expect(new URL(fillTemplate('http://h/x-{{v}}/y', { v }, 'address')).pathname.split('/')).toHaveLength(3);
      expect(fillTemplate('<a>{{v}}</a>', { v }, 'xml').match(/[<>]/g)).toHaveLength(4);
    }),
  );
});

test.each<[TimeForm, string]>([
  ['yyyy-MM-dd HH:mm:ss', '2026-07-01 00:30:05'],
  ['yyyyMMddHHmmss', '20260701003005'],
  ['yyyy-MM-dd', '2026-07-01'],
  ['rfc3339', '2026-07-01T00:30:05+08:00'],
  ['epoch-seconds', '1782837005'],
  ['epoch-milliseconds', '1782837005999'],
])('00:30 in Shanghai as %s', (form, written) => {
  expect(formatTime('2026-06-30T16:30:05.999Z', form)).toBe(written);
});

test.each([
  ['', null],
  ['1e9', null],
  ['0x10', null],
  ['1.5', '1970-01-01 08:00:01'],
  ['253402271999', null],
  ['253402214400', null],
  ['-62135510400', '0001-01-02 08:05:43'],
  ['-62135510401', null],
  ['253402214399', '9999-12-31 07:59:59'],
])('%s seconds after 1970: %s', (count, time) => {
  expect(epochToShanghaiTime(count, 'epoch-seconds')).toBe(time);
});
