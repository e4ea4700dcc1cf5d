import { Finding } from '../../schemas/collection/finding.ts';
import type { KeptDelivery, Staged } from '../../schemas/collection/kept-delivery.ts';
import { Failure } from '../kernel/failure.ts';
import { secondsAfter } from '../kernel/instant.ts';
import type { SheetRow } from '../kernel/sheet.ts';
import type { CataloguePorts, Clock, CollectionSettings, DeliveryBook, RawWorkbook, Stage } from './ports.ts';
import { mostFaultyRows } from './take-in/compare-rows.ts';
import { findingsKey, markedUpKey } from './take-in/staged-keys.ts';
import { markedUpText } from './template/marked-up-text.ts';
import type { MarkedUpText } from './template/marked-up-text.ts';
import { templateOf } from './template/template-of.ts';
import type { TemplateSpec } from './template/template-spec.ts';

type RowFindings = { readonly row: number; readonly findings: readonly Finding[] };

export type MarkedUpOrder = {
  readonly spec: TemplateSpec;
  readonly text: MarkedUpText;
  readonly sheetName: string;
  readonly headerRow: number;
  readonly columns: readonly number[];
  readonly rows: AsyncIterable<readonly SheetRow[]>;
  readonly findingsByRow: AsyncIterable<RowFindings>;
  readonly list: AsyncIterable<Finding>;
  readonly findings: number;
  readonly mostFaultyRows: number;
  readonly mostNotes: number;
};

export type FailedRowsOrder = Pick<MarkedUpOrder, 'spec' | 'columns' | 'rows' | 'findingsByRow' | 'findings' | 'mostNotes'> & { readonly mostRows: number };

export type MarkUpPorts = Clock &
  CataloguePorts & {
    readonly deliveries: DeliveryBook;
    readonly stage: Pick<Stage, 'readLines'>;
    readonly openRaw: (key: string, version: string | undefined) => Promise<RawWorkbook>;
    readonly departmentName: (id: string) => Promise<string>;
    readonly writeMarkedUp: (key: string, order: MarkedUpOrder) => Promise<void>;
    readonly writeFailedRows: (key: string, order: FailedRowsOrder) => Promise<void>;
    readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
  };

/** Cells that get a note at the most: Excel slows down beyond some ten thousand. */
const mostNotes = 20_000;

/** Writes the two marked-up workbooks of a delivery: all its rows, and those that failed. Writing them again gives the same. */
export async function markUp(message: { readonly delivery: string }, ports: MarkUpPorts): Promise<void> {
  const delivery = await ports.deliveries.read(message.delivery);
  if (delivery === null || delivery.markedUp !== 'pending') return;
  const { staged } = delivery;
  const version = (await ports.publishedVersions(delivery.dataset)).find((published) => published.version === delivery.version);
  const raw = await ports.openRaw(delivery.rawKey, delivery.rawVersion);
  if ('refused' in raw) throw new Failure('raw-workbook-changed', { delivery: delivery.id });
  try {
    if (staged?.sheet === undefined || version === undefined) throw new Failure('nothing-to-mark-up', { delivery: delivery.id });
    const { sheet } = staged;
    const codeLists = await ports.codeLists(version.content.fields.flatMap(({ codeList }) => codeList ?? []));
    const spec = templateOf(version, codeLists, { department: await ports.departmentName(delivery.department) });
    const common = { spec, columns: staged.columns, findings: staged.findings, mostNotes };
    await ports.writeMarkedUp(markedUpKey(delivery.id, 'all'), {
      ...common,
      text: textOf(delivery, staged, sheet, version.content.metadata.name, version.version),
      sheetName: sheet,
      headerRow: staged.headerRow,
      rows: raw.workbook.rows(sheet),
      findingsByRow: byRow(staged, ports.stage),
      list: listed(staged, ports.stage),
      mostFaultyRows,
    });
    await ports.writeFailedRows(markedUpKey(delivery.id, 'failed'), {
      ...common,
      rows: below(staged.headerRow, raw.workbook.rows(sheet)),
      findingsByRow: byRow(staged, ports.stage),
      mostRows: mostFaultyRows,
    });
  } finally {
    await raw.dispose();
  }
  await ports.deliveries.change(delivery.id, [delivery.status], { markedUp: 'ready', wakeAt: null });
}

function textOf(delivery: KeptDelivery, staged: Staged, sheetName: string, datasetName: string, version: number): MarkedUpText {
  const { read, rejected, errors, warnings } = delivery.ledger ?? { read: 0, rejected: 0, errors: 0, warnings: 0 };
  const checkedAt = secondsAfter(delivery.finishedAt ?? delivery.createdAt, 8 * 3600).slice(0, 16).replace('T', ' ');
  return markedUpText({ fileName: delivery.fileName, datasetName, version, checkedAt, sheetName, rowsRead: read, rowsRejected: rejected, errors, warnings, faultyRows: staged.faultyRows });
}

async function* findingsOf(staged: Staged, stage: Pick<Stage, 'readLines'>): AsyncGenerator<Finding> {
  for (let chunk = 1; chunk <= staged.findingChunks; chunk += 1) {
    for await (const line of stage.readLines(findingsKey(staged.prefix, chunk))) yield Finding.parse(JSON.parse(line));
  }
}

/** Those about the file first, then the rows from the top. */
async function* listed(staged: Staged, stage: Pick<Stage, 'readLines'>): AsyncGenerator<Finding> {
  for await (const finding of findingsOf(staged, stage)) if (finding.row === undefined) yield finding;
  for await (const finding of findingsOf(staged, stage)) if (finding.row !== undefined) yield finding;
}

async function* byRow(staged: Staged, stage: Pick<Stage, 'readLines'>): AsyncGenerator<RowFindings> {
  let current: { row: number; findings: Finding[] } | null = null;
  for await (const finding of findingsOf(staged, stage)) {
    if (finding.row === undefined) continue;
    if (current !== null && current.row === finding.row) current.findings.push(finding);
    else {
      if (current !== null) yield current;
      current = { row: finding.row, findings: [finding] };
    }
  }
  if (current !== null) yield current;
}

async function* below(headerRow: number, rows: AsyncIterable<readonly SheetRow[]>): AsyncGenerator<readonly SheetRow[]> {
  for await (const batch of rows) yield batch.filter(({ row }) => row > headerRow);
}
