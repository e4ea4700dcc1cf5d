import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import type { Cell } from '../../lib/kernel/sheet.ts';
import { syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import type { Field } from '../../schemas/catalogue/field.ts';
import { downloadTemplateRoute } from '../../schemas/collection/routes.ts';
import { askOpenpyxl, libreOffice, openpyxl } from '../adapters/excel/reference-programs.ts';
import { callerWithRole } from '../api/invoke.ts';
import { ask, deliver, findingsOf, recordsOf, runCollection, settled } from '../running/running-collection.ts';
import { workbookWith } from '../running/workbook-with.ts';
import { savedAgain, writeByOpenpyxl } from './office-programs.ts';
import { recordText, createExpectedRecord } from './registered.ts';

const codeLists = seedCodeLists();
const today = '2020-12-01';
const count = 40;

const datasets = seedDatasets().map(({ dataset, content }) => ({
  dataset,
  name: content.metadata.name,
  content,
  officer: { ...callerWithRole('provider'), department: content.metadata.provider },
  rows: [...syntheticRows(content, codeLists, { seed: 21, count, today })],
}));
type Dataset = (typeof datasets)[number];

/** The rows as a spreadsheet program stores them: a typed day becomes a date. */
function typed({ content, rows }: Dataset): Cell[][] {
  const isDay = (field: Field, cell: Cell) =>
    field.format.startsWith('date') &&
    typeof cell === 'string' &&
    /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?$/.test(cell);
  return rows.map((row) =>
    content.fields.map((field) => {
      const cell = row[field.key] ?? null;
      return isDay(field, cell) ? { date: String(cell).replace(' ', 'T') } : cell;
    }),
  );
}

/** The expected records as texts, sorted. */
function expected({ content, rows }: Dataset): string[] {
  return rows.map(createExpectedRecord(content, today)).map(recordText).toSorted();
}

let folder: string;
let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-office-'));
  running = await runCollection();
  await running.startWorker();
});
afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

const at = (kind: string, dataset: string) => join(folder, `${kind}-${dataset}.xlsx`);
let refilled: ReadonlyMap<string, Uint8Array<ArrayBuffer>> = new Map();

/** Every way to write the same rows: the first delivery adds them, the others must change nothing. */
const writers = [
  {
    by: 'typed into the template and saved again by LibreOffice',
    here: libreOffice && openpyxl !== null,
    prepare: async () => {
      for (const { dataset, officer } of datasets)
        await writeFile(
          at('template', dataset),
          z.instanceof(Buffer).parse(await ask(downloadTemplateRoute, { params: { dataset }, caller: officer })),
        );
      await writeByOpenpyxl(
        datasets.map((one) => ({
          template: at('template', one.dataset),
          path: at('filled', one.dataset),
          row: 3,
          rows: typed(one),
        })),
      );
      const saved = await savedAgain(
        datasets.map(({ dataset }) => at('filled', dataset)),
        folder,
      );
      refilled = new Map(datasets.map(({ dataset }, i) => [dataset, saved[i] ?? new Uint8Array()]));
    },
    written: async ({ dataset }: Dataset) => refilled.get(dataset) ?? new Uint8Array(),
  },
  {
    by: 'written by openpyxl',
    here: openpyxl !== null,
    prepare: async () =>
      await writeByOpenpyxl(
        datasets.map((one) => ({
          headings: one.content.fields.map(({ label }) => label),
          path: at('openpyxl', one.dataset),
          row: 2,
          rows: typed(one),
        })),
      ),
    written: async ({ dataset }: Dataset) => new Uint8Array(await readFile(at('openpyxl', dataset))),
  },
  {
    by: 'written by exceljs',
    here: true,
    prepare: async () => undefined,
    written: async ({ content, rows }: Dataset) => await workbookWith(content, rows),
  },
];
const first = writers.find(({ here }) => here);

describe.each(writers)('rows $by', (writer) => {
  beforeAll(async () => {
    if (writer.here) await writer.prepare();
  });

  test.skipIf(!writer.here).concurrent.each(datasets)('$name', async (one) => {
    const delivery = await settled(
      await deliver(one.dataset, 'full', await writer.written(one), one.officer),
      one.officer,
      100,
    );
    expect(await findingsOf(delivery, one.officer)).toEqual([]);
    const changes = writer === first ? { new: count, unchanged: 0 } : { new: 0, unchanged: count };
    expect(delivery).toMatchObject({
      status: 'published',
      annotated: 'none',
      rowCounts: { read: count, changed: 0, rejected: 0, removed: 0, warnings: 0, errors: 0, ...changes },
    });
    expect((await recordsOf(one.dataset, one.officer)).map(({ values }) => recordText(values)).toSorted()).toEqual(
      expected(one),
    );
  });
});

const Offered = z.array(z.object({ first: z.int(), last: z.int(), column: z.int(), listed: z.array(z.string()) }));

/** The drop-downs of the first sheet as openpyxl reads them: their ranges and their texts. */
const askDropDowns = `
sheet, found = book.worksheets[0], []
for one in sheet.data_validations.dataValidation:
    if one.type != 'list':
        continue
    formula = one.formula1
    if formula.startswith('"'):
        listed = formula.strip('"').split(',')
    else:
        name, cells = formula.replace('$', '').rsplit('!', 1)
        listed = [cell.value for row in book[name.strip("'")][cells] for cell in row]
    for place in one.sqref.ranges:
        found.append({'first': place.min_row, 'last': place.max_row, 'column': place.min_col - 1, 'listed': listed})
print(json.dumps(sorted(found, key=lambda one: one['column'])))`;

// LibreOffice cuts a longer drop-down range to the first 1,000 rows below the last filled one.
describe('drop-downs that LibreOffice saved again', () => {
  test
    .skipIf(!libreOffice || openpyxl === null)
    .each(['resident-id-cards', 'household-register', 'business-positions', 'disability-certificates'])(
    '%s',
    async (dataset) => {
      const offered = Offered.parse(await askOpenpyxl(refilled.get(dataset) ?? new Uint8Array(), askDropDowns));
      const fields = datasets.find((one) => one.dataset === dataset)?.content.fields ?? [];
      const expected = fields.flatMap(({ format, codeList }, column) => {
        const yesOrNo = format === 'yes-no' ? ['是', '否'] : [];
        const choices =
          codeList === undefined ? yesOrNo : (codeLists.get(codeList)?.codes ?? []).map(({ label }) => label);
        return choices.length === 0 ? [] : [{ column, first: 3, last: count + 1002, listed: choices }];
      });
      expect(offered).toEqual(expected);
      expect(expected.length).toBeGreaterThan(0);
    },
  );
});
