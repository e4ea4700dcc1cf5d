import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { PageReading, PullManifest } from '../../../../schemas/collection/sources/pull-manifest.ts';
import { sourceFaults } from '../../../../schemas/collection/sources/source-faults.ts';
import { type FinishingRun, type SourceRecord, enterPhase } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { isBlankRow } from '../../check/skipped-rows.ts';
import { TableRowKinds } from '../../check/table-row-kinds.ts';
import type { StagingStore } from '../../ports.ts';
import { readRejectedRowLines, stagedFindings } from '../../staging.ts';
import type { AcknowledgedRow, OpenAcknowledgementWriter, PullStore, RejectedEntry } from '../ports.ts';
import { recordRejectedRows, resolvePages } from '../rejected-rows/settle-rejected-rows.ts';
import type { PullContext, StepResult } from './pull-context.ts';
import { changesAfterReturn, changesAfterSuccess } from './run-outcome.ts';
import { isRemoved, parseTableLines } from './stored-pages.ts';

/** Handles phase `finishing`. */
export async function finishRun(source: SourceRecord, run: FinishingRun, context: PullContext): Promise<StepResult> {
  const { lease, ports, version } = context;
  const delivery = await ports.deliveries.read(run.id);
  if (delivery === null) return { source: await lease.change(enterPhase(run, 'submitting')) };
  if (run.acknowledged === 0) await recordRejectedRows(lease.key, delivery, ports);
  const acknowledged = await acknowledge(source, { run, delivery }, context);
  if ('sleepSeconds' in acknowledged) {
    await lease.change({ run: { ...run, acknowledgementTries: run.acknowledgementTries + 1 } });
    return { sleepUntil: secondsAfter(ports.now(), acknowledged.sleepSeconds) };
  }
  if ('acknowledged' in acknowledged) return { source: await lease.change({ run: { ...run, ...acknowledged } }) };
  // Health and schedule belong to a new declaration.
  if (source.declarationVersion !== run.declarationVersion) return { source: await lease.change({ run: null }) };
  if (delivery.status === 'returned' && !isFullyRejected(run, delivery))
    return { source: await lease.changeIfUnchanged(source, changesAfterReturn(source, { run, delivery }, ports)) };
  await resolvePages(lease.key, run.id, ports);
  const changes = changesAfterSuccess(source, { run, delivery, version }, ports);
  // A discarded full pull published nothing: the watermark goes back.
  const restored = delivery.status === 'discarded' && run.mode === 'full' ? { watermark: run.from ?? null } : {};
  const { acknowledgedRows: _rows, acknowledgementFault: _fault, ...settled } = changes.health;
  const health = { ...settled, ...acknowledged };
  return { source: await lease.changeIfUnchanged(source, { ...changes, ...restored, health }) };
}

/** Pulling such an increment again would not help: each row is recorded as rejected. */
function isFullyRejected({ mode }: FinishingRun, { reason }: DeliveryRecord): boolean {
  return mode === 'increment' && reason?.code === 'all-pulled-rows-rejected';
}

type Acknowledged = Pick<SourceRecord['health'], 'acknowledgement' | 'acknowledgedRows' | 'acknowledgementFault'>;
type Progress = Pick<FinishingRun, 'acknowledged' | 'markedRows' | 'missedRows'>;

/** A fault that may pass is waited for 1, 2 and 4 minutes, since these rows may not be read again for long. */
const [maxAcknowledgementTries, firstSleepSeconds] = [3, 60];

/** A missing grant or an unreachable database does not block the source. Answers progress when time is short. */
async function acknowledge(
  source: SourceRecord,
  { run, delivery }: { readonly run: FinishingRun; readonly delivery: DeliveryRecord },
  { version, ports, isTimeShort }: PullContext,
): Promise<Acknowledged | Progress | { readonly sleepSeconds: number }> {
  if (source.channel !== 'database' || delivery.status === 'discarded') return { acknowledgement: 'none' };
  const scope = { source, version, delivery, from: run };
  try {
    const { isComplete, ...progress } = await writeAcknowledgements(scope, ports, isTimeShort);
    return isComplete ? summarizeAcknowledgements(progress) : progress;
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    const { isRetryable, detail } = sourceFaults[error.code];
    if (isRetryable && run.acknowledgementTries < maxAcknowledgementTries)
      return { sleepSeconds: firstSleepSeconds * 2 ** run.acknowledgementTries };
    return {
      acknowledgement: error.code === 'permission-denied' ? 'not-granted' : 'failed',
      acknowledgementFault: { code: error.code, detail: fillPhrase(detail, error.facts) },
    };
  }
}

/** Never says that rows were written of which none was found. */
export function summarizeAcknowledgements({
  markedRows,
  missedRows,
}: Pick<Progress, 'markedRows' | 'missedRows'>): Acknowledged {
  const acknowledgedRows = { marked: markedRows, missed: missedRows };
  if (missedRows === 0) return { acknowledgement: markedRows === 0 ? 'none' : 'written', acknowledgedRows };
  return { acknowledgement: markedRows === 0 ? 'untouched' : 'partial', acknowledgedRows };
}

type AcknowledgePorts = {
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
  readonly pulls: Pick<PullStore, 'readManifest' | 'readPage'>;
  readonly openAcknowledgementWriter: OpenAcknowledgementWriter;
};

type AcknowledgeScope = {
  readonly source: SourceRecord;
  readonly version: DatasetVersion;
  readonly delivery: DeliveryRecord;
  readonly from: Progress;
};

/** Per delivery; the platform's own list has more. */
const maxEntries = 10_000;

type TableRow = ReturnType<typeof parseTableLines>[number];

/** Stops behind a page when time is short. Throws a `SourceFault`. */
async function writeAcknowledgements(
  { source, version, delivery, from }: AcknowledgeScope,
  ports: AcknowledgePorts,
  isTimeShort: () => boolean,
): Promise<Progress & { readonly isComplete: boolean }> {
  let { markedRows, missedRows } = from;
  const fromPage = from.acknowledged;
  const { manifest } = await ports.pulls.readManifest(delivery.rawKey);
  if (manifest.reading.kind !== 'rows') return { acknowledged: fromPage, markedRows, missedRows, isComplete: true };
  const { fields } = manifest.reading;
  const keyColumns = version.content.key.map((key) => fields.indexOf(key));
  const isTaken = takenRows(version, manifest.reading, fields);
  const writer = await ports.openAcknowledgementWriter(source, version);
  try {
    const reasons = new Map<string, string>();
    for await (const { p, r, d } of readRejectedRowLines(delivery, ports.stagingStore)) reasons.set(`${p}.${r}`, d);
    if (fromPage === 0)
      await writer.reject(delivery.id, await collectEntries({ manifest, delivery, keyColumns, reasons }, ports));
    for (let page = fromPage; page < manifest.pages.length; page += 1) {
      if (page > fromPage && isTimeShort()) return { acknowledged: page, markedRows, missedRows, isComplete: false };
      const rows = await readTablePage(manifest, page, ports);
      const taken = rows.map(isTaken);
      const marked = await writer.acknowledge(
        rows.flatMap((row, i) =>
          taken[i] === true
            ? acknowledgeRow(row, {
                keyColumns,
                updateTimeColumn: fields.length + 1,
                reason: reasons.get(`${page + 1}.${i + 1}`),
              })
            : [],
        ),
      );
      markedRows += marked;
      missedRows += taken.filter(Boolean).length - marked;
    }
    return { acknowledged: manifest.pages.length, markedRows, missedRows, isComplete: true };
  } finally {
    await writer.close();
  }
}

/** Tells rows as they were ingested: nothing is said of a total, a heading, a note or a blank row. */
function takenRows({ content }: DatasetVersion, reading: PageReading, fields: readonly string[]) {
  const columns = content.fields.map(({ key }) => fields.indexOf(key));
  const kinds = new TableRowKinds(content.fields, columns, reading);
  return (row: TableRow): boolean => {
    if (isBlankRow(row, columns)) return false;
    // Every row has an update time, which is no cell of a record.
    return isRemoved(row[fields.length]) || kinds.kindOf(row.slice(0, fields.length)) === null;
  };
}

async function readTablePage({ pages }: PullManifest, page: number, { pulls }: AcknowledgePorts) {
  const key = pages[page]?.key;
  return key === undefined ? [] : parseTableLines(await pulls.readPage(key));
}

/** Empty when nothing identifies the row in the table. */
function acknowledgeRow(
  row: TableRow,
  columns: {
    readonly keyColumns: readonly number[];
    readonly updateTimeColumn: number;
    readonly reason: string | undefined;
  },
): AcknowledgedRow[] {
  const key = columns.keyColumns.flatMap((column) => row[column] ?? []);
  const updateTime = row[columns.updateTimeColumn] ?? null;
  if (updateTime === null || key.length < columns.keyColumns.length) return [];
  return [{ key, updateTime, ...definedOnly({ rejected: columns.reason }) }];
}

async function collectEntries(
  scope: {
    readonly manifest: PullManifest;
    readonly delivery: DeliveryRecord;
    readonly keyColumns: readonly number[];
    readonly reasons: ReadonlyMap<string, string>;
  },
  ports: AcknowledgePorts,
): Promise<RejectedEntry[]> {
  const { manifest, delivery, keyColumns, reasons } = scope;
  if (reasons.size === 0 || delivery.staged === undefined) return [];
  const entries: RejectedEntry[] = [];
  // Findings are ordered by page, so one page at a time is enough.
  let current: { readonly page: number; readonly rows: readonly TableRow[] } = { page: 0, rows: [] };
  for await (const { page, row, severity, code, field, detail } of stagedFindings(
    delivery.staged,
    ports.stagingStore,
  )) {
    if (page === undefined || row === undefined || severity !== 'error' || !reasons.has(`${page}.${row}`)) continue;
    if (current.page !== page) current = { page, rows: await readTablePage(manifest, page - 1, ports) };
    const cells = current.rows[row - 1];
    const key = keyColumns.flatMap((column) => cells?.[column] ?? []);
    if (key.length === keyColumns.length) entries.push({ key, code, column: field ?? null, detail });
    if (entries.length === maxEntries) break;
  }
  return entries;
}
