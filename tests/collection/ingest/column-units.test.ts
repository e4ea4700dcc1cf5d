import { expect, test } from 'vitest';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import { openWorkbookSource } from '../../../lib/collection/ingest/workbook/open-workbook-source.ts';
import type { Cell, Workbook } from '../../../lib/kernel/sheet.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import { contentOf, field } from '../check/sample-content.ts';
import { versionOf } from '../template/sample-version.ts';

const content = contentOf([
  field('name', '名称', 'text', { required: true }),
  field('capital', '注册资本', 'money', { unit: '万元' }),
]);
const version = { ...versionOf(content.fields), content };

function inMemory(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>): Workbook {
  return {
    sheets: Object.keys(sheets).map((name) => ({ name, state: 'visible' })),
    properties: new Map(),
    rows: async function* (sheet) {
      yield (sheets[sheet] ?? []).map((cells, i) => ({ row: i + 1, cells }));
    },
    layout: () => ({ merges: [], hiddenColumns: [] }),
    mergesAhead: async () => [],
    close: async () => undefined,
    source: bufferSource(new Uint8Array(0)),
  };
}

async function read(sheets: Readonly<Record<string, readonly (readonly Cell[])[]>>) {
  const opened = await openWorkbookSource(inMemory(sheets), { all: [version], newest: version }, async () => '');
  const codes = (findings: readonly Finding[]) => findings.map(({ code, sheet }) => `${code} ${sheet ?? ''}`);
  if (!opened.fits) return { cells: [], codes: codes(opened.findings) };
  const cells: Cell[] = [];
  for await (const batch of opened.source.rows()) for (const row of batch) cells.push(row.cells[1] ?? null);
  return { cells, codes: codes(opened.source.findings) };
}

test('each sheet counts in its own unit', async () => {
  const sheets = {
    元: [
      ['名称', '注册资本（元）'],
      ['甲', 5_000_000],
      ['乙', '300万元'],
    ],
    万元: [
      ['名称', '注册资本'],
      ['丙', 500],
    ],
  };
  expect(await read(sheets)).toEqual({
    cells: ['5000000元', '300万元', 500],
    codes: ['several-sheets-read 元', 'column-unit-converted 元'],
  });
});

test('a unit that cannot be converted returns the workbook', async () => {
  const rows = [
    ['名称', '注册资本（万美元）'],
    ['甲', 500],
  ];
  expect(await read({ 数据: rows })).toEqual({ cells: [], codes: ['column-unit-differs 数据'] });
});
