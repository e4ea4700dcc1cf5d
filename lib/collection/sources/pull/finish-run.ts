import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { PullManifest } from '../../../../schemas/collection/sources/pull-manifest.ts';
import { type FinishingRun, type SourceRecord, enterPhase } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { StagingStore } from '../../ports.ts';
import { readRejectedRowLines, stagedFindings } from '../../staging.ts';
import type { AcknowledgedRow, OpenAcknowledgementWriter, PullStore, RejectedEntry } from '../ports.ts';
import { recordRejectedRows, resolvePages } from '../rejected-rows/settle-rejected-rows.ts';
import type { PullContext, StepResult } from './pull-context.ts';
import { changesAfterReturn, changesAfterSuccess } from './run-outcome.ts';
import { parseTableLines } from './stored-pages.ts';

/** Handles phase `finishing`. */
export async function finishRun(source: SourceRecord, run: FinishingRun, context: PullContext): Promise<StepResult> {
  const { lease, ports, version } = context;
  const delivery = await ports.deliveries.read(run.id);
  if (delivery === null) return { source: await lease.change(enterPhase(run, 'submitting')) };
  if (run.acknowledged === 0) await recordRejectedRows(lease.key, delivery, ports);
  const acknowledgement = await acknowledge(source, { run, delivery }, context);
  if (typeof acknowledgement === 'number')
    return { source: await lease.change({ run: { ...run, acknowledged: acknowledgement } }) };
  // Health and schedule belong to a new declaration.
  if (source.declarationVersion !== run.declarationVersion) return { source: await lease.change({ run: null }) };
  if (delivery.status === 'returned' && !isFullyRejected(run, delivery))
    return { source: await lease.changeIfUnchanged(source, changesAfterReturn(source, { run, delivery }, ports)) };
  await resolvePages(lease.key, run.id, ports);
  const changes = changesAfterSuccess(source, { run, delivery, version }, ports);
  // A discarded full pull published nothing: the watermark goes back.
  const restored = delivery.status === 'discarded' && run.mode === 'full' ? { watermark: run.from ?? null } : {};
  const health = { ...changes.health, acknowledgement };
  return { source: await lease.changeIfUnchanged(source, { ...changes, ...restored, health }) };
}

/** Pulling such an increment again would not help: each row is recorded as rejected. */
function isFullyRejected({ mode }: FinishingRun, { reason }: DeliveryRecord): boolean {
  return mode === 'increment' && reason?.code === 'all-pulled-rows-rejected';
}

/** A missing grant or an unreachable database does not block the source. */
async function acknowledge(
  source: SourceRecord,
  { run, delivery }: { readonly run: FinishingRun; readonly delivery: DeliveryRecord },
  { version, ports, isTimeShort }: PullContext,
): Promise<number | SourceRecord['health']['acknowledgement']> {
  if (source.channel !== 'database' || delivery.status === 'discarded') return 'none';
  const scope = { source, version, delivery, fromPage: run.acknowledged };
  try {
    return (await writeAcknowledgements(scope, ports, isTimeShort)) ?? 'written';
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return error.code === 'permission-denied' ? 'not-granted' : 'failed';
  }
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
  readonly fromPage: number;
};

/** Per delivery; the platform's own list has more. */
const maxEntries = 10_000;

type TableRow = ReturnType<typeof parseTableLines>[number];

/** Answers the next page when time is short, else `null`. Throws a `SourceFault`. */
async function writeAcknowledgements(
  { source, version, delivery, fromPage }: AcknowledgeScope,
  ports: AcknowledgePorts,
  isTimeShort: () => boolean,
): Promise<number | null> {
  const { manifest } = await ports.pulls.readManifest(delivery.rawKey);
  if (manifest.reading.kind !== 'rows') return null;
  const { fields } = manifest.reading;
  const keyColumns = version.content.key.map((key) => fields.indexOf(key));
  const writer = await ports.openAcknowledgementWriter(source, version);
  try {
    const reasons = new Map<string, string>();
    for await (const { p, r, d } of readRejectedRowLines(delivery, ports.stagingStore)) reasons.set(`${p}.${r}`, d);
    if (fromPage === 0)
      await writer.reject(delivery.id, await collectEntries({ manifest, delivery, keyColumns, reasons }, ports));
    for (let page = fromPage; page < manifest.pages.length; page += 1) {
      if (page > fromPage && isTimeShort()) return page;
      const rows = await readTablePage(manifest, page, ports);
      await writer.acknowledge(
        rows.flatMap((row, i) =>
          acknowledgeRow(row, {
            keyColumns,
            updateTimeColumn: fields.length + 1,
            reason: reasons.get(`${page + 1}.${i + 1}`),
          }),
        ),
      );
    }
    return null;
  } finally {
    await writer.close();
  }
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
