import { createHash } from 'node:crypto';
import { seedCodeLists, seedDatasets, seedDepartments } from '../../../../infra/seeds/index.ts';
import { streamAnnotated } from '../../../../lib/adapters/excel/annotated/write-annotated.ts';
import { streamFailedRows } from '../../../../lib/adapters/excel/annotated/write-failed-rows.ts';
import { catalogueSheet } from '../../../../lib/adapters/excel/catalogue-sheet.ts';
import { writeTemplate } from '../../../../lib/adapters/excel/template/write-template.ts';
import { openWorkbook } from '../../../../lib/adapters/xlsx/open-workbook.ts';
import { bufferSource } from '../../../../lib/adapters/xlsx/source/buffer-source.ts';
import { buildExport } from '../../../../lib/catalogue/export/build-export.ts';
import { buildSeedEntry } from '../../../../lib/catalogue/life-cycle/build-seed-entry.ts';
import {
  type AnnotationOrder,
  type FailedRowsOrder,
  listByKind,
} from '../../../../lib/collection/annotate/annotation-orders.ts';
import { buildAnnotationText } from '../../../../lib/collection/annotate/annotation-text.ts';
import { buildTemplate } from '../../../../lib/collection/template/build-template.ts';
import type { TemplateSpec } from '../../../../lib/collection/template/template-spec.ts';
import type { SheetRow } from '../../../../lib/kernel/sheet.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';

// Prints `<dataset> <kind> <sha-256>` for every workbook that the platform writes, of every seed dataset. exceljs and the
// zip it writes print the time, so the clock stands still.

const now = Date.UTC(2026, 10, 29, 8);
globalThis.Date = new Proxy(Date, {
  construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now] : given),
});

const departments = new Map(seedDepartments().map((department) => [department.id, department]));
const codeLists = seedCodeLists();

for (const seed of seedDatasets()) {
  const department = departments.get(seed.content.metadata.provider);
  if (department === undefined) throw new Error(`${seed.dataset} names a provider that is no department`);
  const { version } = buildSeedEntry(seed, department, '2020-01-01T00:00:00.000Z', () => []);
  const spec = buildTemplate(version, codeLists, { department: department.name });
  const entry = buildExport({ ...version, status: 'published', publishedOn: '2020-12-01' }, department, codeLists);
  print(seed.dataset, 'template', [await writeTemplate(spec)]);
  print(seed.dataset, 'catalogue-sheet', [await catalogueSheet(entry)]);
  print(seed.dataset, 'annotated', await collect(streamAnnotated(await orderOf(spec))));
  print(seed.dataset, 'failed-rows', await collect(streamFailedRows(await orderOf(spec))));
}

/** Two rows of text, each with a faulty first cell. */
async function orderOf(spec: TemplateSpec): Promise<AnnotationOrder & FailedRowsOrder> {
  const workbook = await openWorkbook(bufferSource(await writeTemplate(spec)));
  const sheetName = workbook.sheets[0]?.name ?? '';
  const row = (at: number): SheetRow => ({ row: at, cells: spec.columns.map(({ heading }) => `${heading}${at}`) });
  const finding = (at: number): Finding => ({
    code: 'required-cell-empty',
    severity: 'error',
    sheet: sheetName,
    row: at,
    column: 'A',
    detail: '此项必须填写。',
  });
  const [headerRow, ...rows] = [1, 2, 3];
  return {
    spec,
    text: buildAnnotationText({
      fileName: '十一月.xlsx',
      datasetName: spec.title,
      version: 1,
      checkedAt: '2020-12-01 10:30',
      sheetName,
      rowsRead: 2,
      rowsRejected: 2,
      errors: 2,
      warnings: 0,
      faultyRows: 2,
    }),
    sheetName,
    workbook,
    headerRow: headerRow ?? 1,
    columns: spec.columns.map((_, at) => at),
    rows: each([[{ row: 1, cells: spec.columns.map(({ heading }) => heading) }, ...rows.map(row)]]),
    findingsByRow: each(rows.map((at) => ({ row: at, findings: [finding(at)] }))),
    list: () => listByKind(() => each(rows.map(finding))),
    findings: rows.length,
    maxRows: 100,
    maxNotes: 100,
  };
}

async function* each<T>(values: readonly T[]): AsyncGenerator<T> {
  yield* values;
}

async function collect(pieces: AsyncIterable<Uint8Array>): Promise<readonly Uint8Array[]> {
  const collected: Uint8Array[] = [];
  for await (const piece of pieces) collected.push(piece);
  return collected;
}

function print(dataset: string, kind: string, pieces: readonly Uint8Array[]): void {
  console.log(`${dataset} ${kind} ${createHash('sha256').update(Buffer.concat(pieces)).digest('hex')}`);
}
