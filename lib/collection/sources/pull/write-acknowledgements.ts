import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { PullManifest } from '../../../../schemas/collection/sources/pull-manifest.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { StagingStore } from '../../ports.ts';
import { stagedFindings } from '../../staging.ts';
import type { AcknowledgedRow, OpenAcknowledgementWriter, PullStore, RejectedEntry } from '../ports.ts';
import { readRejectedRowLines } from '../rejected-rows/record-rejected-rows.ts';
import { parseTableLines } from './table-rows.ts';

export type AcknowledgePorts = {
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
  readonly pulls: Pick<PullStore, 'readManifest' | 'readPage'>;
  readonly openAcknowledgementWriter: OpenAcknowledgementWriter;
};

/** What one call acknowledges. */
export type AcknowledgeScope = {
  readonly source: SourceRecord;
  readonly version: DatasetVersion;
  readonly delivery: DeliveryRecord;
  /** Index of the first page to acknowledge. */
  readonly fromPage: number;
};

/** Entries in the `_rejected` table per delivery; the platform's own list has more. */
const maxEntries = 10_000;

type TableRow = ReturnType<typeof parseTableLines>[number];

/**
 * Writes back to the front-end table, page by page, whether each row was accepted or rejected and why. A row changed
 * since it was read is skipped. Answers the next page when time is short, else `null`. Throws a `SourceFault`.
 */
export async function writeAcknowledgements(
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

/** Empty for a row without an update time or a complete key: nothing identifies it in the table. */
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

/** Every error of every rejected row, with the row's key as the department wrote it. */
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
  // Findings are ordered by page, so that one page at a time is enough.
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
