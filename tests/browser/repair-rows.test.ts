import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { makeWorkbook } from '../../infra/tools/bench/make-workbook.ts';
import { injectFaults } from '../../infra/tools/synthetic/inject-faults.ts';
import { RepairRows } from '../../lib/browser/repair-rows.ts';
import { syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import { maxRepairRows } from '../../schemas/collection/repair-on-page.ts';
import { buildWorkbook } from '../adapters/xlsx/build-workbook.ts';
import { fieldOf, versionOf } from '../collection/template/sample-version.ts';
import { at } from './check-both-ways.ts';
import { checkByServer } from './checked-by-server.ts';

const today = at.slice(0, 10);
const codeLists = seedCodeLists();

async function open(file: Blob, content: DatasetContent, dataset = 'sample', ownRows?: readonly number[]) {
  const versions = [{ ...versionOf(content.fields), dataset, content }];
  const catalogue = { versions, codeLists: [...codeLists.values()], departments: {} };
  const repair = await RepairRows.open(file, { catalogue, at, nameOf: async () => '' }, ownRows);
  const sent = async (edits: Parameters<RepairRows['write']>[0]) => {
    const bytes = new Uint8Array(await repair.write(edits).arrayBuffer());
    return await checkByServer(bytes, { versions, codeLists, at });
  };
  return { repair, sent };
}

describe('the platform finds in the written workbook what was found while typing', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guiji-repair-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(seedDatasets().map(({ dataset, content }) => [dataset, content] as const))(
    '%s with faults of every kind',
    async (dataset, content) => {
      const rows = [...syntheticRows(content, codeLists, { seed: 5, count: 40, today })];
      const { rows: faulty } = injectFaults(rows, content, { seed: 6, count: 30, today });
      const path = join(folder, `${dataset}.xlsx`);
      await makeWorkbook(path, content, faulty, 'inline');
      const { repair, sent } = await open(new Blob([readFileSync(path)]), content, dataset);
      const { rowCounts, reason, findings } = await repair.check([]);
      expect(findings.length).toBeGreaterThan(5);
      const server = await sent([]);
      expect(findings).toEqual(server.findings);
      expect(server.delivery).toMatchObject({ rowCounts, ...(reason === null ? {} : { reason }) });
    },
  );
});

describe('cells that are mended', () => {
  const fields = [
    fieldOf('编号', { key: 'number', required: true, length: 20 }),
    fieldOf('身高', { key: 'height', format: 'height-cm', type: 'N', required: true, length: 5 }),
  ];
  const content = versionOf(fields).content;
  const cell = (column: string, row: number, inner: string) => `<c r="${column}${row}"${inner}</c>`;
  const text = (value: string) => ` t="inlineStr"><is><t>${value}</t></is>`;
  const workbook = new Blob([
    new Uint8Array(
      buildWorkbook({
        rows:
          `<row r="1">${cell('A', 1, text('编号'))}${cell('B', 1, text('身高'))}</row>` +
          `<row r="2">${cell('A', 2, text('甲'))}${cell('B', 2, text('不高'))}</row>` +
          `<row r="3">${cell('A', 3, '><v>411102199001011234</v>')}${cell('B', 3, '><v>170</v>')}</row>`,
      }),
    ),
  ]);

  test('a mended row is accepted, and another keeps its fault', async () => {
    const { repair, sent } = await open(workbook, content);
    expect(repair.opened()).toEqual({
      rows: [
        ['甲', '不高'],
        ['411102199001011234', '170'],
      ],
      numbers: [2, 3],
    });
    const edits = [{ row: 0, field: 'height', value: '171' }];
    const { rowCounts, findings } = await repair.check(edits);
    expect(rowCounts).toMatchObject({ read: 2, rejected: 1 });
    expect(findings).toMatchObject([{ row: 3, field: 'number', severity: 'error' }]);
    expect((await sent(edits)).findings).toEqual(findings);
  });

  test('a long number that is shown, and not typed again, is still not taken for a text', async () => {
    const { repair } = await open(workbook, content);
    const typed = [{ row: 1, field: 'number', value: '411102199001011234' }];
    expect((await repair.check([])).rowCounts.rejected).toBe(2);
    expect((await repair.check(typed)).rowCounts.rejected).toBe(1);
  });

  test('an emptied cell is empty, and a required one is missed', async () => {
    const { repair } = await open(workbook, content);
    const { findings } = await repair.check([{ row: 1, field: 'height', value: '' }]);
    expect(findings.map(({ row, code }) => [row, code])).toContainEqual([3, 'required-cell-empty']);
  });

  test.each<[string, readonly number[], readonly number[]]>([
    ['the numbers that are given', [7, 40], [7, 40]],
    ['those of the file, where others are given than it has rows', [7, 40, 41], [2, 3]],
    ['those of the file, where the given ones do not ascend', [40, 7], [2, 3]],
  ])('rows and their faults have %s', async (_, ownRows, numbers) => {
    const { repair, sent } = await open(workbook, content, 'sample', ownRows);
    expect(repair.opened().numbers).toEqual(numbers);
    const { findings, rowCounts } = await repair.check([]);
    expect(findings.map(({ row, field }) => [row, field])).toEqual([
      [numbers[0], 'height'],
      [numbers[1], 'number'],
    ]);
    expect((await sent([])).delivery).toMatchObject({ rowCounts });
  });

  test('a fault that names another row names it by its number', async () => {
    const key = versionOf(fields).content.key;
    const twice = new Blob([
      new Uint8Array(
        buildWorkbook({
          rows:
            `<row r="1">${cell('A', 1, text('编号'))}${cell('B', 1, text('身高'))}</row>` +
            `<row r="2">${cell('A', 2, text('甲'))}${cell('B', 2, '><v>170</v>')}</row>` +
            `<row r="3">${cell('A', 3, text('甲'))}${cell('B', 3, '><v>171</v>')}</row>`,
        }),
      ),
    ]);
    const { repair } = await open(twice, { ...content, key: key.length === 0 ? ['number'] : key }, 'sample', [7, 40]);
    const named = (await repair.check([])).findings.flatMap(({ row, otherRow }) => [row, otherRow]);
    expect(named).toContain(7);
    expect(named).toContain(40);
    expect(named).not.toContain(2);
  });

  test(`more than ${maxRepairRows} rows are not opened`, async () => {
    const rows = Array.from({ length: maxRepairRows + 2 }, (_, i) =>
      i === 0
        ? `<row r="1">${cell('A', 1, text('编号'))}${cell('B', 1, text('身高'))}</row>`
        : `<row r="${i + 1}">${cell('A', i + 1, text(`${i}`))}${cell('B', i + 1, '><v>170</v>')}</row>`,
    );
    const file = new Blob([new Uint8Array(buildWorkbook({ rows: rows.join('') }))]);
    await expect(open(file, content)).rejects.toThrow('more rows than a page takes');
  });
});
