import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAnswer } from '../../../lib/adapters/sources/parse-answer.ts';
import { SourceFault } from '../../../lib/kernel/source-fault.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const faultOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error instanceof SourceFault ? [error.code, error.facts] : error;
  }
};

describe('JSON', () => {
  test.each<[string, string, unknown]>([
    ['numbers, short ones', '[0,-1,1.50,1e3,123456789012345]', [0, -1, 1.5, 1000, 123456789012345]],
    ['the longest that is exact', '[9007199254740991,-9007199254740991]', [9007199254740991, -9007199254740991]],
    ['one more', '[9007199254740993,-9007199254740993]', ['9007199254740993', '-9007199254740993']],
    ['an id of 18 digits', '{"id":411102199003070016}', { id: '411102199003070016' }],
    [
      'a snowflake id, deep down',
      '{"data":{"list":[{"id":1790000000000000001,"n":1}]}}',
      { data: { list: [{ id: '1790000000000000001', n: 1 }] } },
    ],
    [
      'a snowflake id, wherever it stands',
      '{"a":\n\t-1790000000000000001 ,"b":[ 1790000000000000003,1790000000000000005]}',
      { a: '-1790000000000000001', b: ['1790000000000000003', '1790000000000000005'] },
    ],
    ['a snowflake id alone', '1790000000000000001', '1790000000000000001'],
    ['the same digits as a text', '{"id":"1790000000000000001"}', { id: '1790000000000000001' }],
    ['a fraction of many digits', '[12345678.123456789012]', ['12345678.123456789012']],
    ['zeros before', '[0.000000000000000123]', [1.23e-16]],
    ['beyond all numbers', '[1e400,-1e400]', ['1e400', '-1e400']],
    ['a mark before it', '\ufeff{"a":"值"}', { a: '值' }],
  ])('%s', (_, text, value) => {
    expect(parseAnswer(bytes(text), { format: 'json', charset: 'utf-8' })).toEqual(value);
  });

  test('`__proto__` and the like are plain names', () => {
    const answer = parseAnswer(bytes('{"__proto__":{"admin":true},"id":12345678901234567890}'), {
      format: 'json',
      charset: 'utf-8',
    });
    expect(Object.keys(answer ?? {})).toEqual(['__proto__', 'id']);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  test.each(['', ' ', '\ufeff', '\r\n'])('nothing is null: %j', (text) => {
    expect(parseAnswer(bytes(text), { format: 'json', charset: 'utf-8' })).toBeNull();
    expect(parseAnswer(bytes(text), { format: 'xml', charset: 'utf-8' })).toBeNull();
  });

  test.each([
    '{"a":1',
    '[1,]',
    "{'a':1}",
    'NaN',
    '<a/>',
    '{"a":1}{"a":2}',
    '{"a":"\u0001"}',
    `${'['.repeat(200_000)}1234567890123456`,
    `${'['.repeat(101)}${']'.repeat(101)}`,
    `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  ])('not readable: %.30s', (text) => {
    expect(faultOf(() => parseAnswer(bytes(text), { format: 'json', charset: 'utf-8' }))).toEqual([
      'answer-not-readable',
      { format: 'JSON' },
    ]);
  });

  test.each<[string, string]>([
    ['a value twice', '{"list":[{"name":"王芳","name":"李强"}]}'],
    ['the same value twice', '{"code":0,"code":0}'],
    ['one spelled otherwise', '{"a":1,"\\u0061":2}'],
    ['with blanks before the colon', '{"a":1,"a"\n :2}'],
    ['one behind a text of braces and quotes', '{"x":"{\\"a\\":1,\\\\","a":1,"b":{},"a":2}'],
    ['the whole list', '{"data":[{"no":1}],"data":[]}'],
    ['beside a long number', '{"id":411102199003070016,"id":1}'],
    ['`__proto__`', '{"__proto__":1,"__proto__":2}'],
  ])('a member twice is refused by name: %s', (_, text) => {
    expect(faultOf(() => parseAnswer(bytes(text), { format: 'json', charset: 'utf-8' }))).toEqual([
      'member-repeated',
      {},
    ]);
  });

  test('whatever JSON.stringify writes has no member twice', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 20 }), fc.integer({ min: 0, max: 2 }), (value, space) => {
        const text = JSON.stringify({ '"a":': value, a: '"a":' }, null, space);
        expect(parseAnswer(bytes(text), { format: 'json', charset: 'utf-8' })).toBeTypeOf('object');
      }),
    );
  });
});

test('a fault’s text has nothing of the answer, but it carries the bytes', () => {
  try {
    parseAnswer(bytes('王芳 412702199003070016'), { format: 'json', charset: 'utf-8' });
    expect.unreachable();
  } catch (error) {
    expect(error).toMatchObject({ code: 'answer-not-readable', raw: bytes('王芳 412702199003070016') });
    expect(error).not.toHaveProperty('cause');
  }
});

describe('XML', () => {
  test.each<[string, string, unknown]>([
    ['texts stay texts', '<a><no>007</no><n>1e3</n><t>true</t></a>', { a: { no: '007', n: '1e3', t: 'true' } }],
    ['several are a list, one is itself', '<a><r>1</r><r>2</r><s>3</s></a>', { a: { r: ['1', '2'], s: '3' } }],
    ['without prefixes', '<x:a xmlns:x="urn:x"><x:b x:c="1">t</x:b></x:a>', { a: { b: { '@c': '1', '#text': 't' } } }],
    ['empty elements', '<a><b/><c></c></a>', { a: { b: '', c: '' } }],
    [
      'entities and characters, once',
      '<a b="&quot;&#65;">&lt;&amp;amp;&gt; &#20013;&#x6587; &apos;</a>',
      { a: { '@b': '"A', '#text': "<&amp;> 中文 '" } },
    ],
    ['as many entities as there are', `<a>${'&amp;'.repeat(20_000)}</a>`, { a: '&'.repeat(20_000) }],
    ['text that is no markup', '<a><![CDATA[<b>&amp;<!DOCTYPE a>]]></a>', { a: '<b>&amp;<!DOCTYPE a>' }],
    [
      'remarks and instructions before',
      '<?xml version="1.0"?>\n<!-- a <b> -->\n<?style x?>\n<a>1<!-- 2 --></a>',
      { a: '1' },
    ],
    [
      'attributes beside children',
      '<a b="1" c=\'2\' ><d>x</d> y </a>',
      { a: { '@b': '1', '@c': '2', d: 'x', '#text': 'y' } },
    ],
    ['an element of one name inside itself', '<a><a><a>1</a></a></a>', { a: { a: { a: '1' } } }],
    [
      'names like those of the machine',
      '<a><constructor>1</constructor><toString/></a>',
      { a: { constructor: '1', toString: '' } },
    ],
    ['an end with a space', '<a><b>1</b ></a >', { a: { b: '1' } }],
    ['namespaces', '<a xmlns="urn:a" xmlns:b="urn:b" b:c="1"/>', { a: { '@xmlns': 'urn:a', '@c': '1' } }],
    ['text around parts', '<a> 1 <![CDATA[ & ]]> 2 </a>', { a: '1  &  2' }],
    ['words around a section', '<a>\n  John <![CDATA[Smith]]>\n</a>', { a: 'John Smith' }],
    ['a remark between words', '<a>漯<!-- x -->河 <!-- y -->市</a>', { a: '漯河 市' }],
    ['remarks between elements', '<a><!-- x --> <!-- y --> <b/></a>', { a: { b: '' } }],
    ['an attribute of two namespaces', '<a xmlns:x="u" id="1" x:id="2"/>', { a: { '@id': '1', '@x:id': '2' } }],
    ['the same, the other first', '<a xmlns:x="u" x:id="2" id="1"/>', { a: { '@id': '1', '@x:id': '2' } }],
    ['three of them', '<a x:id="1" y:id="2" id="3"/>', { a: { '@id': '3', '@x:id': '1', '@y:id': '2' } }],
    ['Chinese names', '<数据><姓名>王芳</姓名></数据>', { 数据: { 姓名: '王芳' } }],
    ['a mark before it', '\ufeff<?xml version="1.0" encoding="UTF-8"?><a>1</a>', { a: '1' }],
  ])('%s', (_, text, value) => {
    expect(parseAnswer(bytes(text), { format: 'xml', charset: 'utf-8' })).toEqual(value);
  });

  test.each([
    ['half', '<a><b>1</b>'],
    ['crossed', '<a><b></a></b>'],
    ['two roots', '<a/><b/>'],
    ['two roots of one name', '<a/><a/>'],
    ['text behind', '<a/>text'],
    ['JSON', '{"a":1}'],
    ['a bare ampersand', '<a>A&B</a>'],
    ['an attribute without quotes', '<a b=1/>'],
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['a DOCTYPE with an entity', '<?xml version="1.0"?><!-- x --><!DOCTYPE a [<!ENTITY e "v">]><a>&e;</a>'],
    ['a DOCTYPE with a file', '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'],
    ['many entities in each other', '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><a>&b;</a>'],
    ['a DOCTYPE where none can be', '<a><!DOCTYPE a [<!ENTITY e "v">]>&e;</a>'],
    ['an entity of nothing', '<a>&nbsp;</a>'],
    ['a character that is none', '<a>&#0;</a>'],
    ['half a character', '<a>&#xd800;</a>'],
    ['an attribute twice', '<a b="1" b="2"/>'],
    ['an attribute with a prefix twice', '<a x:b="1" x:b="2"/>'],
    ['an attribute with a prefix twice, beside one without', '<a x:b="1" b="0" x:b="2"/>'],
    ['attributes without a space', '<a b="1"c="2"/>'],
    ['an attribute without an end', '<a b="1/>'],
    ['markup in an attribute', '<a b="<c/>"/>'],
    ['a tag without an end', '<a><b'],
    ['an end without a name', '<a></>'],
    ['an end of more', '<a></ab>'],
    ['a name of no letter', '<1a/>'],
    ['a remark without an end', '<a><!-- </a>'],
    ['CDATA without an end', '<a><![CDATA[x</a>'],
    ['CDATA outside', '<![CDATA[x]]><a/>'],
    ['an end before a start', '</a>'],
    ['deeper than anything', `${'<a>'.repeat(500)}${'</a>'.repeat(500)}`],
  ])('not readable: %s', (_, text) => {
    expect(faultOf(() => parseAnswer(bytes(text), { format: 'xml', charset: 'utf-8' }))).toEqual([
      'answer-not-readable',
      { format: 'XML' },
    ]);
  });
});

describe('encodings', () => {
  const gb = Uint8Array.from([0x22, 0xd0, 0xed, 0xbf, 0xc9, 0xd6, 0xa4, 0x22]);
  const long = JSON.stringify('许可证编号和持有人的姓名');
  test.each<[string, Uint8Array, 'utf-8' | 'gb18030', string]>([
    ['GB 18030', gb, 'gb18030', '许可证'],
    ['four bytes of it', Uint8Array.from([0x22, 0x95, 0x32, 0x82, 0x36, 0x22]), 'gb18030', '𠀀'],
    ['UTF-8', bytes(long), 'utf-8', '许可证编号和持有人的姓名'],
    ['ASCII as either', bytes('"A-1"'), 'gb18030', 'A-1'],
  ])('%s', (_, given, charset, value) => {
    expect(parseAnswer(given, { format: 'json', charset })).toBe(value);
  });

  const utf16 = (text: string) => Uint8Array.from(Buffer.from(text, 'utf16le'));
  const xmlOf = (encoding: string, text: string) => `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;
  // 许可证编号和持有人的姓名
  const longGb = Uint8Array.from([
    0x22, 0xd0, 0xed, 0xbf, 0xc9, 0xd6, 0xa4, 0xb1, 0xe0, 0xba, 0xc5, 0xba, 0xcd, 0xb3, 0xd6, 0xd3, 0xd0, 0xc8, 0xcb,
    0xb5, 0xc4, 0xd0, 0xd5, 0xc3, 0xfb, 0x22,
  ]);
  const gbXml = (encoding: string) =>
    Uint8Array.from([...bytes(xmlOf(encoding, '')).slice(0, -4), 0xd0, 0xed, ...bytes('</a>')]);
  test.each<[string, Uint8Array, 'json' | 'xml', 'utf-8' | 'gb18030', unknown]>([
    ['GB 18030 for UTF-8', gb, 'json', 'utf-8', '许可证'],
    ['more GB 18030 for UTF-8', longGb, 'json', 'utf-8', '许可证编号和持有人的姓名'],
    ['UTF-8 for GB 18030', bytes(long), 'json', 'gb18030', '许可证编号和持有人的姓名'],
    ['UTF-8 for GB 18030, two characters', bytes('"张三"'), 'json', 'gb18030', '张三'],
    ['the mark of UTF-8 for GB 18030', bytes('\ufeff"a"'), 'json', 'gb18030', 'a'],
    ['the mark of UTF-16', utf16('\ufeff"许"'), 'json', 'utf-8', '许'],
    [
      'the mark of big-endian UTF-16',
      Uint8Array.from(Buffer.from(utf16('\ufeff"许"')).swap16()),
      'json',
      'gb18030',
      '许',
    ],
    ['UTF-16 without a mark', utf16('"许"'), 'json', 'utf-8', '许'],
    [
      'big-endian UTF-16 without a mark',
      Uint8Array.from(Buffer.from(utf16('<a>许</a>')).swap16()),
      'xml',
      'utf-8',
      { a: '许' },
    ],
    ['XML in UTF-16 that says so', utf16(xmlOf('UTF-16', '许')), 'xml', 'utf-8', { a: '许' }],
    ['XML in GBK that says so', gbXml('GBK'), 'xml', 'utf-8', { a: '许' }],
    ['XML in GBK that says nothing useful', gbXml('ISO-8859-1'), 'xml', 'gb18030', { a: '许' }],
    ['XML in GBK that says UTF-8', gbXml('UTF-8'), 'xml', 'gb18030', { a: '许' }],
    [
      'XML in UTF-8 that says GBK',
      bytes(xmlOf('gb2312', '许可证编号和持有人的姓名')),
      'xml',
      'utf-8',
      { a: '许可证编号和持有人的姓名' },
    ],
    ['XML in ASCII that says UTF-16', bytes(xmlOf('UTF-16', '1')), 'xml', 'utf-8', { a: '1' }],
    ['XML in UTF-8 that says Latin-1', bytes(xmlOf('ISO-8859-1', '许')), 'xml', 'utf-8', { a: '许' }],
    ['XML in UTF-8 that says UTF-8, for GB 18030', bytes(xmlOf('utf-8', '许')), 'xml', 'gb18030', { a: '许' }],
  ])('the bytes decide: %s', (_, given, ...[format, charset, value]) => {
    expect(parseAnswer(given, { format, charset })).toEqual(value);
  });

  test.each<[string, Uint8Array, 'json' | 'xml', 'utf-8' | 'gb18030']>([
    ['half a character', bytes('"许"').slice(0, 3), 'json', 'utf-8'],
    ['UTF-8 with half a character in it', Uint8Array.from([...bytes(long).slice(0, 20), 0x22]), 'json', 'utf-8'],
    [
      'UTF-8 with half a character in it, for GB 18030',
      Uint8Array.from([...bytes(long).slice(0, 9), 0xff, 0x22]),
      'json',
      'gb18030',
    ],
    ['half a unit of UTF-16', utf16('\ufeff"许"').slice(0, -1), 'json', 'utf-8'],
    ['Big5 that says so', gbXml('Big5'), 'xml', 'gb18030'],
  ])('%s is wrong', (_, given, format, charset) => {
    expect(faultOf(() => parseAnswer(given, { format, charset }))).toEqual([
      'encoding-wrong',
      { charset: charset.toUpperCase() },
    ]);
  });

  test('UTF-8 that also decodes as GB 18030', () => {
    expect(new TextDecoder('gb18030', { fatal: true }).decode(bytes(long))).toMatch(/^"璁稿彲/);
  });

  test.each(['GB2312', 'gbk', 'GB18030', 'us-ascii'])('XML may say %s for GB 18030', (encoding) => {
    expect(
      parseAnswer(bytes(`<?xml version="1.0" encoding="${encoding}"?><a>1</a>`), { format: 'xml', charset: 'gb18030' }),
    ).toEqual({ a: '1' });
  });
});
