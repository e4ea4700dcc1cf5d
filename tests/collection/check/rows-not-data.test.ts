import { describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import { openWorkbookSource } from '../../../lib/collection/ingest/workbook/open-workbook-source.ts';
import { formats } from '../../../lib/kernel/formats/index.ts';
import type { Cell, SheetRow, Workbook } from '../../../lib/kernel/sheet.ts';
import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { emptyRowCounts } from '../../../schemas/collection/delivery.ts';
import { versionOf } from '../template/sample-version.ts';

const today = '2026-06-30';
const codeLists = seedCodeLists();

/** A workbook in memory; rows are numbered from 1 and `null` is a blank one. */
function inMemory(sheets: Readonly<Record<string, readonly SheetRow[]>>): Workbook {
  return {
    sheets: Object.keys(sheets).map((name) => ({ name, state: 'visible' })),
    properties: new Map(),
    rows: async function* (sheet) {
      for (const row of sheets[sheet] ?? []) yield [row];
    },
    layout: () => ({ merges: [], hiddenColumns: [] }),
    mergesAhead: async () => [],
    close: async () => undefined,
    source: bufferSource(new Uint8Array(0)),
  };
}

function numbered(rows: readonly (readonly Cell[] | null)[], hidden: ReadonlySet<number> = new Set()): SheetRow[] {
  return rows.flatMap((cells, i) => {
    if (cells === null) return [];
    return [hidden.has(i + 1) ? { row: i + 1, cells, hidden: true } : { row: i + 1, cells }];
  });
}

/** Each row that is read, by sheet, and the codes of the findings beside the rows. */
async function read(content: DatasetContent, workbook: Workbook) {
  const version = { ...versionOf(content.fields), content };
  const opened = await openWorkbookSource(workbook, { all: [version], newest: version }, async () => '');
  if (!opened.fits) return { records: [], codes: opened.findings.map(({ code }) => code), details: [] };
  const records: (readonly Cell[])[] = [];
  const { source } = opened;
  for await (const batch of source.rows())
    for (const row of batch)
      if (source.isData(row)) records.push(source.columns.map((column) => row.cells[column] ?? null));
  const findings = [...source.findings, ...source.lateFindings({ ...emptyRowCounts, read: records.length })];
  return { records, codes: findings.map(({ code }) => code), details: findings.map(({ detail }) => detail) };
}

type Given = {
  readonly labels: readonly string[];
  readonly records: readonly (readonly Cell[])[];
  readonly content: DatasetContent;
};
type Odd = {
  readonly sheets: Readonly<Record<string, readonly SheetRow[]>>;
  readonly codes: readonly string[];
  /** Words of the sentence. */
  readonly says?: string;
};

const only = (rows: readonly (readonly Cell[] | null)[], codes: readonly string[], says?: string): Odd => ({
  sheets: { 数据: numbered(rows) },
  codes,
  ...(says === undefined ? {} : { says }),
});

const sums = (content: DatasetContent, word: string): Cell[] => [
  word,
  ...content.fields.slice(1).map(({ format }) => (formats[format].excel === 'number' ? 512.5 : null)),
];

const count = 4;
const odds: Readonly<Record<string, (given: Given) => Odd>> = {
  'a total': ({ labels, records, content }) =>
    only([labels, ...records, sums(content, '合计')], ['rows-not-data'], '第 6 行（合计、小计）'),
  'a total whose word is spaced, and one of each page': ({ labels, records, content }) =>
    only(
      [labels, ...records.slice(0, 2), sums(content, '本页小计'), ...records.slice(2), sums(content, '总　计：')],
      ['rows-not-data'],
      '第 4、7 行（合计、小计）',
    ),
  'a total in the column that counts the rows': ({ labels, records, content }) =>
    only(
      [
        ['序号', ...labels],
        ...records.map((cells, i) => [i + 1, ...cells]),
        ['合计', null, ...sums(content, '').slice(1)],
      ],
      ['rows-not-data'],
    ),
  'a count of the records': ({ labels, records }) => only([labels, ...records, ['共 4 条']], ['rows-not-data']),
  'a note of two lines': ({ labels, records }) =>
    only(
      [labels, ...records, null, ['注：1．本表截至 2020 年底。'], ['2．含已注销的。'], ['说明：由各科室汇总']],
      ['rows-not-data'],
      '第 7–9 行（注释、说明）',
    ),
  signatures: ({ labels, records }) =>
    only(
      [
        labels,
        ...records,
        null,
        ['填表人：王芳', '审核人：李强', '联系电话：0395-3177000', '填表日期：2020年12月1日'],
        ['单位负责人（签字）：', null, '单位（盖章）'],
        [null, '2020年12月1日'],
      ],
      ['rows-not-data'],
      '第 7–9 行（填表人、审核人、日期等签署）',
    ),
  'signatures with the names in cells of their own': ({ labels, records }) =>
    only([labels, ...records, ['制表人', '王芳', '审核人', '李强']], ['rows-not-data']),
  'the header of a second page': ({ labels, records }) =>
    only(
      [['登记表'], labels, ...records.slice(0, 2), ['登记表'], labels, ...records.slice(2)],
      ['rows-not-data'],
      '第 5–6 行（重复的表头、标题或计量单位）',
    ),
  'column numbers below the header': ({ labels, records }) =>
    only([labels, labels.map((_, i) => i + 1), ...records], ['rows-not-data'], '第 2 行（列号）'),
  'column numbers in brackets, and letters': ({ labels, records }) =>
    only(
      [
        labels,
        labels.map((_, i) => `（${i + 1}）`),
        ...records.slice(0, 2),
        labels,
        labels.map((_, i) => (i === 0 ? '甲' : `${i}`)),
        ...records.slice(2),
      ],
      ['rows-not-data'],
    ),
  'hidden rows': ({ labels, records }) => ({
    sheets: { 数据: numbered([labels, ...records], new Set([2, 3, 5])) },
    codes: ['hidden-rows-read'],
    says: '3 行数据被筛选或隐藏',
  }),
  'a second sheet': ({ labels, records }) => ({
    sheets: {
      填写说明: [],
      '1月': numbered([labels, ...records.slice(0, 2)]),
      '2月': numbered([labels, ...records.slice(2)]),
    },
    codes: ['several-sheets-read'],
    says: '工作表“1月”、“2月”',
  }),
  'a second sheet with its columns in another order': ({ labels, records }) => ({
    sheets: {
      '1月': numbered([labels, ...records.slice(0, 2)]),
      '2月': numbered([['二月'], labels.toReversed(), ...records.slice(2).map((cells) => cells.toReversed())]),
    },
    codes: ['several-sheets-read'],
  }),
  'a column too many, filled and empty': ({ labels, records }) =>
    only(
      [['本单位备忘', ...labels, '经手科室'], ...records.map((cells, i) => [i === 0 ? '含去年' : null, ...cells])],
      ['column-unknown', 'column-unknown'],
      'A 列的表头不是本信息资源的信息项',
    ),
};

describe.each(
  seedDatasets().map(({ dataset, content }) => ({
    dataset,
    content,
    records: [...syntheticRows(content, codeLists, { seed: 31, count, today })].map((row) =>
      content.fields.map(({ key }) => row[key] ?? null),
    ),
  })),
)('$dataset: the records are read and nothing else, beside', ({ content, records }) => {
  const labels = content.fields.map(({ label }) => label);
  test.each(Object.entries(odds))('%s', async (_name, make) => {
    const { sheets, codes, says } = make({ labels, records, content });
    const found = await read(content, inMemory(sheets));
    expect(found.records).toEqual(records);
    expect(found.codes).toEqual(codes);
    if (says !== undefined) expect(found.details.join('\n')).toContain(says);
  });
});
