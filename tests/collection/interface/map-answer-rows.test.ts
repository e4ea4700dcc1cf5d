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
    ['a list with attributes alone in XML', { list: { '@count': '0' } }, xml, 0],
  ])('%s', (_, answer, shape, count) => {
    expect(mapAnswerRows(answer, declared(shape, [licence]), ['licence'])).toHaveLength(count);
  });

  test.each<[string, unknown, Shape, unknown]>([
    ['no such path', { rows: [] }, {}, ['records-not-found', { path: 'data' }]],
    ['no answer', null, {}, ['records-not-found', { path: 'data' }]],
    ['a number', { data: 7 }, {}, ['records-not-found', { path: 'data' }]],
    ['an object', { data: {} }, {}, ['records-not-found', { path: 'data' }]],
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
    ['an XML element with attributes', { '@id': '7', '#text': '许可' }, licence, '许可'],
    ['an XML element that is nil', { '@nil': 'true' }, licence, null],
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
    ['before 1970', -1, time('epoch-seconds'), '1970-01-01 07:59:59'],
    ['no number stays', '2026-06-30', time('epoch-seconds'), '2026-06-30'],
    ['beyond all years stays', 1e15, time('epoch-seconds'), 1e15],
    ['no time', null, time('epoch-seconds'), null],
  ])('%s', (_, value, mapping, cell) => {
    expect(mapAnswerRows({ data: [{ no: value }] }, declared({}, [mapping]), ['licence'])).toEqual([
      { cells: [cell], removed: false },
    ]);
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
