import { describe, expect, test } from 'vitest';
import { getTextAt, getValueAt } from '../../../lib/collection/interface/json-path.ts';
import { mapAnswerRows } from '../../../lib/collection/interface/map-answer-rows.ts';
import { SourceFault } from '../../../lib/kernel/source-fault.ts';
import { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';

type Shape = Readonly<Record<string, unknown>>;
const declared = (answer: Shape, fields: readonly Shape[], more: Shape = {}) =>
  InterfaceDeclaration.parse({
    channel: 'interface',
    name: '许可',
    request: { method: 'GET', url: 'http://data.example.cn/' },
    authentication: { kind: 'none' },
    answer: { format: 'json', records: 'data', ...answer },
    fields,
    paging: { kind: 'none' },
    increment: { kind: 'full' },
    ...more,
  });
const licence = { field: 'licence', from: 'no' };
const faultOf = (work: () => unknown) => {
  try {
    return work();
  } catch (error) {
    return error instanceof SourceFault ? [error.code, error.facts] : error;
  }
};

test.each<[unknown, string, unknown]>([
  [{ data: { list: [1] } }, 'data.list', [1]],
  [{ result: [{ rows: [2] }] }, 'result.0.rows', [2]],
  [{ result: { rows: [2] } }, 'result.0.rows', [2]],
  [{ a: { 0: 'x' } }, 'a.0', 'x'],
  [[[7]], '0.0', 7],
  [[1, 2], '$', [1, 2]],
  [{ a: null }, 'a', null],
  [{ a: null }, 'a.b', undefined],
  [{ a: 'text' }, 'a.length', undefined],
  [{ a: [1] }, 'a.length', undefined],
  [{ a: [1] }, 'a.9', undefined],
  [{}, 'constructor', undefined],
  [{}, '__proto__.x', undefined],
  [null, 'a', undefined],
  ['text', '0', undefined],
])('in %j at %s: %j', (answer, path, value) => {
  expect(getValueAt(answer, path)).toEqual(value);
});

test.each<[unknown, string | null]>([
  [0, '0'],
  [true, 'true'],
  ['', ''],
  [null, null],
  [undefined, null],
  [{ '@a': '1', '#text': 't' }, 't'],
  [{ '@nil': 'true' }, null],
  [{ '@a': '1' }, ''],
  [[1], '[1]'],
])('the text of %j is %j', (a, text) => {
  expect(getTextAt({ a }, 'a')).toBe(text);
});

describe('records', () => {
  const xml = { format: 'xml', records: 'list.row' };
  test.each<[string, unknown, Shape, number]>([
    ['a list', { data: [{}, {}] }, {}, 2],
    ['an empty list', { data: [] }, {}, 0],
    ['null', { data: null }, {}, 0],
    ['an empty text', { data: '' }, {}, 0],
    ['none where the total says 0', { total: '0' }, { total: 'total' }, 0],
    ['a success as a number', { code: 200, data: [{}] }, { success: { path: 'code', is: ['200', 'ok'] } }, 1],
    ['a success as a text', { code: '200', data: [{}] }, { success: { path: 'code', is: ['200'] } }, 1],
    ['a success as yes', { success: true, data: [{}] }, { success: { path: 'success', is: ['true'] } }, 1],
    ['no error is a success', { error: null, data: [{}] }, { success: { path: 'error', is: [''] } }, 1],
    ['a list in XML', { list: { row: [{}, {}] } }, xml, 2],
    ['an element in XML', { list: { row: { no: '1' } } }, xml, 1],
    ['an empty element in XML', { list: { row: '' } }, xml, 0],
    ['a list without children in XML', { list: '' }, xml, 0],
    ['no answer', null, {}, 0],
    ['no answer, where a success is asked for', '', { success: { path: 'code', is: ['200'] } }, 0],
    ['an empty object', { data: {} }, {}, 0],
    ['the text null', { data: 'null' }, {}, 0],
    ['white space', { data: ' ' }, {}, 0],
    ['a record beside one without the field', { data: [{ no: 1 }, { NO: 2 }, null] }, {}, 3],
    ['records that are texts', { data: ['{"no":1}', '{"no":2}'] }, {}, 2],
    ['batches', { data: [[{ no: 1 }, { no: 2 }], [{ no: 3 }]] }, { records: 'data' }, 3],
    ['null above the list', { code: 0, data: null }, { records: 'data.list' }, 0],
    ['an empty object above the list', { data: {} }, { records: 'data.list.rows' }, 0],
    ['an empty list above the list', { data: [] }, { records: 'data.list' }, 0],
    ['a list as a text', { data: '[{},{}]' }, {}, 2],
    ['an empty list as a text', { data: ' [] ' }, {}, 0],
    ['a list as a text of a text', { data: JSON.stringify(JSON.stringify([{}])) }, {}, 1],
    ['a map with the numbers of the rows', { data: { 0: { no: 1 }, 2: { no: 2 } } }, {}, 2],
    ['a map with the numbers of rows without the field', { data: { 1: {} } }, {}, 1],
    ['a map with the ids of the rows', { data: { 'A-1': { no: 1 }, 'A-2': { no: 2 } } }, {}, 2],
    ['a single record', { data: { no: 1, more: { no: 2 } } }, {}, 1],
    ['a single record in XML', { list: { row: { '@no': '1' } } }, { ...xml, from: '@no' }, 1],
    ['a nil list in XML', { list: { row: { '@nil': 'true' } } }, xml, 0],
    ['XML in a text', { return: '<rows><row><no>1</no></row><row/></rows>' }, { records: 'return.rows.row' }, 2],
    ['XML in a text, by name', { return: ' <rows/> ' }, { records: 'return.(xml).rows.row' }, 0],
    ['JSON in a text, by name', { d: '{"rows":[{}]}' }, { records: 'd.(json).rows' }, 1],
    [
      'JSON in an element',
      { Envelope: { Body: { q: { return: { '@t': 's', '#text': '{"list":[{},{}]}' } } } } },
      { format: 'xml', records: 'Envelope.Body.q.return.list' },
      2,
    ],
    ['nothing in an element, by name', { q: { return: '' } }, { format: 'xml', records: 'q.return.(json).list' }, 0],
    [
      'a success and a total in a text',
      { d: '{"code":"0","total":0}' },
      { records: 'd.list', success: { path: 'd.code', is: ['0'] }, total: 'd.total' },
      0,
    ],
    ['a list with attributes alone in XML', { list: { '@count': '0' } }, xml, 0],
  ])('%s', (_, answer, { from = 'no', ...shape }, count) => {
    expect(mapAnswerRows(answer, declared(shape, [{ field: 'licence', from }]), ['licence'])).toHaveLength(count);
  });

  test.each<[string, unknown, Shape, unknown]>([
    ['no such path', { rows: [] }, {}, ['records-not-found', { path: 'data' }]],
    ['a number', { data: 7 }, {}, ['records-not-found', { path: 'data' }]],
    ['an object without a mapped field', { data: { page: 1, rows: [] } }, {}, ['records-not-found', { path: 'data' }]],
    [
      'objects, some without a mapped field',
      { data: { page: {}, row: { no: 1 } } },
      {},
      ['records-not-found', { path: 'data' }],
    ],
    ['records whose field has another name', { data: [{ NO: 1 }, {}] }, {}, ['fields-not-found', { path: 'data' }]],
    ['texts instead of records', { data: ['暂无'] }, {}, ['fields-not-found', { path: 'data' }]],
    ['an empty answer', {}, {}, ['records-not-found', { path: 'data' }]],
    ['a text that is no document', { data: '无数据' }, {}, ['records-not-found', { path: 'data' }]],
    ['half a document', { d: '{"list":[' }, { records: 'd.list' }, ['records-not-found', { path: 'd.list' }]],
    [
      'another kind of document',
      { d: '<a/>' },
      { records: 'd.(json).list' },
      ['records-not-found', { path: 'd.(json).list' }],
    ],
    ['no path, and a total', { total: 3 }, { total: 'total' }, ['records-not-found', { path: 'data' }]],
    ['no path in XML', { list: { error: '1' } }, xml, ['records-not-found', { path: 'list.row' }]],
    ['no list in XML', { other: '' }, xml, ['records-not-found', { path: 'list.row' }]],
    ['another code', { code: 500, data: [] }, { success: { path: 'code', is: ['200'] } }, ['business-error', {}]],
    ['no code', { data: [] }, { success: { path: 'code', is: ['200'] } }, ['business-error', {}]],
    ['a SOAP fault', { Envelope: { Body: { Fault: { faultcode: 'x' } } } }, xml, ['business-error', {}]],
  ])('%s is a fault', (_, answer, shape, fault) => {
    expect(faultOf(() => mapAnswerRows(answer, declared(shape, [licence]), ['licence']))).toEqual(fault);
  });
});

describe('cells', () => {
  const time = (convert: string) => ({ field: 'licence', from: 'no', convert });
  const codes = { field: 'licence', from: 'no', codes: { 1: '01', '': '00', true: 'Y' } };
  test.each<[string, unknown, Shape, unknown]>([
    ['a text', 'A-1', licence, 'A-1'],
    ['a number', 7, licence, 7],
    ['a yes', false, licence, false],
    ['an empty text', '', licence, ''],
    ['null', null, licence, null],
    ['nothing', undefined, licence, null],
    ['a list', ['a', 1], licence, '["a",1]'],
    ['an object', { a: { b: 1 } }, licence, '{"a":{"b":1}}'],
    ['an empty list', [], licence, null],
    ['an empty object', {}, licence, null],
    ['an XML element with attributes', { '@id': '7', '#text': '许可' }, licence, '许可'],
    ['an XML element that is nil', { '@nil': 'true' }, licence, null],
    ['something in a document inside', '{"a":{"b":"x"}}', { field: 'licence', from: 'no.a.b' }, 'x'],
    ['a document that is the value', '{"a":1}', licence, '{"a":1}'],
    ['something further down', { deep: ['x'] }, { field: 'licence', from: 'no.deep.0' }, 'x'],
    ['a code as a number', 1, codes, '01'],
    ['a code as a text', '1', codes, '01'],
    ['a code as yes', true, codes, 'Y'],
    ['another code stays', 9, codes, 9],
    ['a code like a name of the machine stays', 'constructor', codes, 'constructor'],
    ['no code', null, codes, null],
    ['seconds', 1_782_784_800, time('epoch-seconds'), '2026-06-30 10:00:00'],
    ['seconds as a text', '1782784800', time('epoch-seconds'), '2026-06-30 10:00:00'],
    ['milliseconds', 1_782_784_800_999, time('epoch-milliseconds'), '2026-06-30 10:00:00'],
    ['a summer with summer time', 583_686_000_000, time('epoch-milliseconds'), '1988-07-01 00:00:00'],
    ['milliseconds of .NET', '/Date(583686000000+0800)/', time('epoch-milliseconds'), '1988-07-01 00:00:00'],
    ['before 1970', -1, time('epoch-seconds'), '1970-01-01 07:59:59'],
    ['no number stays', '2026-06-30', time('epoch-seconds'), '2026-06-30'],
    ['beyond all years stays', 1e15, time('epoch-seconds'), 1e15],
    ['no time', null, time('epoch-seconds'), null],
  ])('%s', (_, value, mapping, cell) => {
    expect(
      mapAnswerRows({ data: [{ no: value }, { no: 1 }] }, declared({}, [mapping]), ['licence']).slice(0, 1),
    ).toEqual([{ cells: [cell], removed: false }]);
  });

  test('are in the order of the fields, null where none is mapped', () => {
    const fields = [licence, { field: 'holder', from: 'name' }];
    expect(
      mapAnswerRows({ data: [{ name: '王芳', no: 1 }] }, declared({}, fields), ['holder', 'issued', 'licence']),
    ).toEqual([{ cells: ['王芳', null, 1], removed: false }]);
  });

  test.each<[unknown, boolean]>([
    [1, true],
    ['1', true],
    ['Y', true],
    [0, false],
    [null, false],
    [undefined, false],
    ['11', false],
  ])('a record whose deletion mark is %j: %s', (gone, removed) => {
    expect(
      mapAnswerRows(
        { data: [{ no: 'A-1', gone }] },
        declared({}, [licence], { deletion: { from: 'gone', is: ['1', 'Y'] } }),
        ['licence'],
      ),
    ).toEqual([{ cells: ['A-1'], removed }]);
  });
});
