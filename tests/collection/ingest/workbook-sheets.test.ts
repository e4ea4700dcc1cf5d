import { expect, test } from 'vitest';
import { z } from 'zod';
import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import { ingest } from '../../../lib/collection/ingest/ingest.ts';
import { openWorkbookSource } from '../../../lib/collection/ingest/workbook/open-workbook-source.ts';
import { type ChunkStore, StagedRecord } from '../../../lib/collection/staging.ts';
import type { Cell, MergedRange, Workbook } from '../../../lib/kernel/sheet.ts';
import { RowIndex } from '../../../lib/records/row-index.ts';
import { Finding } from '../../../schemas/collection/finding.ts';
import { contentOf, field } from '../check/sample-content.ts';
import { versionOf } from '../template/sample-version.ts';

const content = contentOf([
  field('number', '编号', 'local-number', { required: true }),
  field('name', '名称', 'text', { required: true }),
  field('authority', '发证机关', 'text'),
  field('kind', '类别', 'text'),
]);
const labels = content.fields.map(({ label }) => label);
const version = { ...versionOf(content.fields), content };

type Sheet = { readonly rows: readonly (readonly Cell[])[]; readonly merges?: readonly MergedRange[] };

/** Rows are numbered from 1; merged ranges are known after a sheet's last row, as in a file. */
function inMemory(sheets: Readonly<Record<string, Sheet>>): Workbook {
  const read = new Set<string>();
  const layout = (sheet: string) => ({
    merges: read.has(sheet) ? (sheets[sheet]?.merges ?? []) : [],
    hiddenColumns: [],
  });
  return {
    sheets: Object.keys(sheets).map((name) => ({ name, state: 'visible' })),
    properties: new Map(),
    rows: async function* (sheet) {
      yield (sheets[sheet]?.rows ?? []).map((cells, i) => ({ row: i + 1, cells }));
      read.add(sheet);
    },
    layout,
    mergesAhead: async (sheet) => layout(sheet).merges,
    close: async () => undefined,
    source: bufferSource(new Uint8Array(0)),
  };
}

async function ingested(sheets: Readonly<Record<string, Sheet>>) {
  const opened = await openWorkbookSource(inMemory(sheets), { all: [version], newest: version }, async () => '');
  if (!opened.fits) return { reason: opened.reason, codes: opened.findings.map(({ code }) => code) };
  const chunks = new Map<string, string>();
  const keep = (kind: string): ChunkStore => ({
    write: async (chunk, lines) => void chunks.set(`${kind} ${chunk}`, new TextDecoder().decode(lines)),
    read: async (chunk) => new TextEncoder().encode(chunks.get(`${kind} ${chunk}`) ?? ''),
  });
  const { comparison, staged } = await ingest(opened.source, {
    mode: 'full',
    version,
    today: '2026-06-30',
    codeLists: async () => new Map(),
    openIndex: async () => new RowIndex(null),
    hash: keyedHash('a key of these tests, long enough to be one'),
    partRows: 100,
    chunks: { parts: keep('part'), findings: keep('findings'), rejected: keep('rejected') },
    assertLease: async () => undefined,
  });
  const lines = (kind: string) =>
    (chunks.get(`${kind} 1`) ?? '')
      .split('\n')
      .flatMap((line) => (line === '' ? [] : [z.json().parse(JSON.parse(line))]));
  return {
    rowCounts: comparison.rowCounts,
    staged,
    records: lines('part').map((line) => StagedRecord.parse(line)),
    findings: lines('findings').map((line) => Finding.parse(line)),
  };
}

test('sheets of one header are read as one table, and a row tells its sheet', async () => {
  const { records, findings, rowCounts, staged } = await ingested({
    '1月': { rows: [labels, ['A-001', '甲', '市局', '一'], ['A-002', '乙', '市局', '一']] },
    '2月': { rows: [['二月'], labels.toReversed(), ['二', '市局', '丙', 'A-003'], ['二', '市局', null, 'A-004']] },
    '3月': { rows: [labels, ['A-001', '甲二', '市局', '一'], ['A-002', '乙', '市局', '一']] },
  });
  expect(rowCounts).toMatchObject({ read: 6, new: 2, unchanged: 1, rejected: 3 });
  expect(records?.map(({ v, r, h }) => [v?.['number'], v?.['name'], h, r])).toEqual([
    ['A-002', '乙', undefined, 3],
    ['A-003', '丙', '2月', 3],
  ]);
  expect(findings?.map(({ code, sheet, column, row }) => [code, sheet, column, row])).toEqual([
    ['several-sheets-read', '1月', undefined, undefined],
    ['duplicate-key', '1月', 'A', 2],
    ['required-cell-empty', '2月', 'C', 4],
    ['duplicate-key', '3月', 'A', 2],
    ['row-repeated', '3月', 'A', 3],
  ]);
  expect(findings?.at(3)?.detail).toContain('工作表“1月”第 2 行');
  expect(staged?.otherSheets?.map(({ sheet, headerRow, columns }) => [sheet, headerRow, columns])).toEqual([
    ['2月', 2, [3, 2, 1, 0]],
    ['3月', 1, [0, 1, 2, 3]],
  ]);
});

test('a delivery is returned when a further sheet has other columns', async () => {
  expect(
    await ingested({
      '1月': { rows: [labels, ['A-001', '甲', '市局', '一']] },
      '2月': { rows: [labels.slice(0, 3), ['A-002', '乙', '市局']] },
    }),
  ).toEqual({ reason: 'columns-differ', codes: ['other-sheet-differs'] });
});

test('a delivery is returned when a further sheet lacks only the header', async () => {
  expect(
    await ingested({
      '1月': { rows: [labels, ['A-001', '甲', '市局', '一']] },
      '2月': { rows: [['A-002', '乙', '市局', '二']] },
    }),
  ).toEqual({ reason: 'columns-differ', codes: ['sheet-without-header'] });
});

const village = (i: number) => [`第${i}村`, { rows: [labels, [`A-${i}`, '甲', '市局', '一']] }] as const;
const villages = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => village(i + 1)));

test('all of many sheets are read, and too many are refused', async () => {
  expect((await ingested(villages(120))).rowCounts).toMatchObject({ read: 120, new: 120 });
  expect(await ingested(villages(501))).toEqual({ reason: 'columns-differ', codes: ['too-many-sheets'] });
});

const merge = (firstRow: number, lastRow: number, firstColumn: number, lastColumn = firstColumn): MergedRange => ({
  firstRow,
  lastRow,
  firstColumn,
  lastColumn,
});

test.each<[string, MergedRange[], (string | undefined)[][], string[]]>([
  [
    'an optional cell over three rows counts for each of them',
    [merge(2, 4, 2)],
    [
      ['市局', '一'],
      ['市局', '二'],
      ['市局', '三'],
    ],
    ['merged-cell-filled C2', 'merged-cell-filled C3', 'merged-cell-filled C4'],
  ],
  [
    'only its own rows get the value',
    [merge(2, 3, 2)],
    [
      ['市局', '一'],
      ['市局', '二'],
      [undefined, '三'],
    ],
    ['merged-cell-filled C2', 'merged-cell-filled C3'],
  ],
  [
    'the further column of a wide range stays as it is',
    [merge(2, 3, 1, 2)],
    [
      ['市局', '一'],
      [undefined, '二'],
      [undefined, '三'],
    ],
    ['merged-cell B2', 'merged-cell C2', 'merged-cell B3', 'merged-cell C3'],
  ],
  [
    'a title and a line below the table are not reported',
    [merge(1, 1, 0, 3), merge(6, 9, 0, 3)],
    [
      ['市局', '一'],
      [undefined, '二'],
      [undefined, '三'],
    ],
    [],
  ],
])('merged cells: %s', async (_name, merges, expected, reminders) => {
  const rows = [labels, ['A-001', '甲', '市局', '一'], ['A-002', '乙', null, '二'], ['A-003', '丙', null, '三']];
  const { records, findings } = await ingested({ 数据: { rows, merges } });
  expect(records?.map(({ v }) => [v?.['authority'], v?.['kind']])).toEqual(expected);
  expect(findings?.map(({ code, column, row }) => `${code} ${column ?? ''}${row ?? ''}`)).toEqual(reminders);
});
