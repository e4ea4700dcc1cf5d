import { describe, expect, test } from 'vitest';
import { rowsOfPages } from '../../../../lib/collection/ingest/pages/rows-of-pages.ts';
import { parseTableLines, parseTableRows } from '../../../../lib/collection/sources/pull/stored-pages.ts';

const bytes = (lines: readonly unknown[]) =>
  new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
const columns = { columns: ['a', 'b', 'op_flag', 'update_time'] };
const page = (rows: readonly unknown[]) => bytes([columns, ...rows]);
const row = (a: string, flag = 'I') => [a, null, flag, '2020-11-30'];

describe('a stored page of a table', () => {
  test('gives its rows without the line of columns', () => {
    expect(parseTableLines(page([row('王\n芳'), row('')]))).toEqual([row('王\n芳'), row('')]);
    expect(parseTableLines(page([]))).toEqual([]);
  });

  test('gives cells in the requested order; a missing field is empty', () => {
    const rows = parseTableRows(page([['1', '2', 'D', 't']]), ['a', 'b'], ['b', 'c', 'a']);
    expect([rows.length, rows.at(0), rows.at(1)]).toEqual([1, { cells: ['2', null, '1'], removed: true }, undefined]);
  });

  test('gives no mark and no update time as cells, in the order of the table too', () => {
    const rows = parseTableRows(page([['1', '2', 'I', 't']]), ['a', 'b'], ['a', 'b']);
    expect(rows.at(0)).toEqual({ cells: ['1', '2'], removed: false });
  });

  test.each([
    ['D', true],
    ['D  ', true],
    ['d', true],
    ['I', false],
    ['DD', false],
    [null, false],
  ])('the mark %j removes a record: %s', (mark, removed) => {
    expect(parseTableRows(page([['1', '2', mark, 't']]), ['a', 'b'], ['a']).at(0)?.removed).toBe(removed);
  });

  test.each([[{ a: '1' }], [['1', 2]], ['1'], [[['1']]]])('refuses %j as a row', (line) => {
    expect(() => parseTableLines(page([line]))).toThrow('not a list of texts');
    expect(() => parseTableRows(page([line]), ['a'], ['a']).at(0)).toThrow('not a list of texts');
  });
});

describe('the rows of a pull', () => {
  const pages = [450, 1, 0, 400].map((count, i) => ({ key: String(i), sha256: '', bytes: 0, rows: count }));
  const contents = pages.map(({ key, rows }) =>
    page(Array.from({ length: rows }, (_, i) => row(`${Number(key) + 1}.${i + 1}`))),
  );
  const reading = { kind: 'rows' as const, table: 't', fields: ['a', 'b'] };
  const all = async (more: {
    readonly only?: string[];
    readonly corrections?: Record<string, Record<string, string>>;
  }) => {
    const given = [];
    for await (const batch of rowsOfPages(
      { pages, reading, corrections: {}, ...more },
      ['b', 'a'],
      async ({ key }, _, fields) => parseTableRows(contents[Number(key)] ?? page([]), ['a', 'b'], fields),
    ))
      given.push(...batch);
    return given;
  };

  test('are read from the last page to the first, each once with its address', async () => {
    const given = await all({});
    const places = (number: number, count: number) => Array.from({ length: count }, (_, i) => `${number}.${count - i}`);
    expect(given.map((one) => `${one.page}.${one.row}`)).toEqual([
      ...places(4, 400),
      ...places(2, 1),
      ...places(1, 450),
    ]);
    expect(given.every(({ cells, page: number, row: place }) => cells[1] === `${number}.${place}`)).toBe(true);
  });

  test('can be a selection with corrections', async () => {
    expect(await all({ only: ['1.2', '4.399'], corrections: { '1.2': { b: '改' } } })).toEqual([
      { page: 4, row: 399, cells: [null, '4.399'], removed: false },
      { page: 1, row: 2, cells: ['改', '1.2'], removed: false },
    ]);
  });
});
