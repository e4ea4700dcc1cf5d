import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seedCodeLists, seedDatasets, seedDepartments } from '../../infra/seeds/index.ts';
import { type SyntheticRow, syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import { seedDepartments as writeDepartments } from '../../lib/wiring/seed-departments.ts';
import type { DatasetContent } from '../../schemas/catalogue/dataset-version.ts';
import { Field } from '../../schemas/catalogue/field.ts';
import {
  approveDatasetRoute,
  draftVersionRoute,
  publishDatasetRoute,
  submitDatasetRoute,
} from '../../schemas/catalogue/routes.ts';
import { DatasetVersionView } from '../../schemas/catalogue/views.ts';
import { downloadTemplateRoute } from '../../schemas/collection/routes.ts';
import { callerWithRole } from '../api/invoke.ts';
import { ask, deliver, findingsOf, recordsOf, runCollection, settled } from '../running/running-collection.ts';

const dataset = 'driving-licences';
const found = seedDatasets().find((seed) => seed.dataset === dataset);
if (found === undefined) throw new Error(`no seed ${dataset}`);
const first = found.content;
const officer = { ...callerWithRole('provider', 'officer-1'), department: first.metadata.provider };
const checker = { ...callerWithRole('operator', 'checker-1'), department: 'information-center' };
const rows = [...syntheticRows(first, seedCodeLists(), { seed: 51, count: 30, today: '2020-12-01' })];

const note = Field.parse({
  key: 'archive_place',
  label: '档案存放地',
  type: 'C',
  format: 'text',
  length: 50,
  required: false,
  sensitivity: 1,
});
const compatible: DatasetContent = { ...first, fields: [...first.fields, note] };
const breaking: DatasetContent = { ...first, fields: [...first.fields, { ...note, required: true }] };

/** Takes a version through the catalogue to its publication, as the department and the centre. */
async function publish(content: DatasetContent): Promise<DatasetVersionView> {
  let view = DatasetVersionView.parse(
    await ask(draftVersionRoute, { params: { dataset }, body: JSON.stringify({ content }), caller: officer }),
  );
  for (const [route, caller] of [
    [submitDatasetRoute, officer],
    [approveDatasetRoute, checker],
    [publishDatasetRoute, checker],
  ] as const) {
    view = DatasetVersionView.parse(
      await ask(route, {
        params: { dataset, version: `${view.version}` },
        body: JSON.stringify({ lockVersion: view.lockVersion }),
        caller,
      }),
    );
  }
  return view;
}

/** Fills a version's template by its labels. */
async function filled(
  version: number,
  content: DatasetContent,
  given: readonly SyntheticRow[],
): Promise<Uint8Array<ArrayBuffer>> {
  const book = new ExcelJS.Workbook();
  const file = z
    .instanceof(Buffer)
    .parse(
      await ask(downloadTemplateRoute, { params: { dataset }, query: { version: `${version}` }, caller: officer }),
    );
  await book.xlsx.load(new Uint8Array(file).buffer, { ignoreNodes: ['dataValidations'] });
  given.forEach((row, i) =>
    Object.assign(book.worksheets[0]?.getRow(i + 3) ?? {}, {
      values: content.fields.map(({ key }) => row[key] ?? null),
    }),
  );
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const hand = async (mode: 'full' | 'increment', workbook: Uint8Array<ArrayBuffer>) =>
  await settled(await deliver(dataset, mode, workbook, officer), officer);

let running: Awaited<ReturnType<typeof runCollection>>;
let oldTemplate: Uint8Array<ArrayBuffer>;
beforeAll(async () => {
  running = await runCollection();
  await writeDepartments(
    seedDepartments(),
    [officer, checker].map((account) => ({ ...account, active: true })),
  );
  await running.startWorker();
  oldTemplate = await filled(1, first, rows.slice(0, 20));
});
afterAll(() => running.close());

describe('a template that was downloaded before the catalogue changed', () => {
  test('is accepted while every later change was compatible, and leaves the new field alone', async () => {
    expect(await hand('full', oldTemplate)).toMatchObject({
      status: 'published',
      version: 1,
      rowCounts: { read: 20, new: 20 },
    });
    expect(await publish(compatible)).toMatchObject({ version: 2, status: 'published', compatibility: 'compatible' });

    const again = await hand('full', oldTemplate);
    expect(await findingsOf(again, officer)).toEqual([]);
    expect(again).toMatchObject({
      status: 'published',
      version: 2,
      rowCounts: { read: 20, unchanged: 20, changed: 0, removed: 0 },
    });
  });

  test('the new template has the new column, and its values are registered', async () => {
    const added = rows.slice(20).map((row) => ({ ...row, [note.key]: '市车管所二楼' }));
    expect(await hand('increment', await filled(2, compatible, added))).toMatchObject({
      status: 'published',
      version: 2,
      rowCounts: { read: 10, new: 10, warnings: 0 },
    });
    expect(
      (await recordsOf(dataset, officer)).filter(({ values }) => values[note.key] === '市车管所二楼'),
    ).toHaveLength(10);
  });

  test('an older template keeps existing values of the new column', async () => {
    const renewed = rows.slice(20, 25).map((row) => ({ ...row, issuing_authority: '漯河市公安局车辆管理所' }));
    const old = await hand('increment', await filled(1, first, renewed));
    expect(old).toMatchObject({ status: 'published', rowCounts: { read: 5, changed: 5 } });
    const kept = (await recordsOf(dataset, officer)).filter(({ values }) => values[note.key] === '市车管所二楼');
    expect(kept).toHaveLength(10);
    expect(kept.filter(({ delivery }) => delivery === old.id)).toHaveLength(5);
  });

  test('a plain workbook, which names no version, must have the new column', async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('数据');
    sheet.addRow(first.fields.map(({ label }) => label));
    sheet.addRow(first.fields.map(({ key }) => rows[0]?.[key] ?? null));
    const returned = await hand('increment', new Uint8Array(await book.xlsx.writeBuffer()));
    expect(returned).toMatchObject({ status: 'returned', reason: { code: 'columns-differ' } });
    expect((await findingsOf(returned, officer)).map(({ code, label }) => [code, label])).toEqual([
      ['column-missing', note.label],
    ]);
  });

  test('is refused by its version number after a breaking change, and nothing published changes', async () => {
    expect(await publish(breaking)).toMatchObject({ version: 3, status: 'published', compatibility: 'breaking' });
    for (const [version, workbook] of [
      [1, oldTemplate],
      [2, await filled(2, compatible, rows)],
    ] as const) {
      const returned = await hand('full', workbook);
      expect(returned).toMatchObject({ status: 'returned', version: 3, reason: { code: 'columns-differ' } });
      const findings = await findingsOf(returned, officer);
      expect(findings.map(({ code }) => code)).toEqual(['template-version-incompatible']);
      expect(findings[0]?.detail).toContain(`第 ${version} 版模板，与现行的第 3 版不兼容。请下载新模板`);
    }
    expect(await recordsOf(dataset, officer)).toHaveLength(30);
  });

  test('a version that was never published is refused', async () => {
    const forged = await filled(3, breaking, rows);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(forged.buffer);
    const marks = book.getWorksheet('_guiji');
    expect(marks?.getCell('A2').value).toBe('GuijiVersion');
    Object.assign(marks?.getCell('B2') ?? {}, { value: '9' });
    const returned = await hand('increment', new Uint8Array(await book.xlsx.writeBuffer()));
    expect((await findingsOf(returned, officer)).map(({ code }) => code)).toContain('template-version-incompatible');
  });
});
