import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { PullManifest } from '../../../../schemas/collection/sources/pull-manifest.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { stagedFindings } from '../../annotate/annotation-orders.ts';
import type { StagingStore } from '../../ports.ts';
import type { AcknowledgedRow, OpenAcknowledgementWriter, PullStore, RejectedEntry } from '../ports.ts';
import { readRejectedRowLines } from '../rejected-rows/record-rejected-rows.ts';
import { parseTableLines } from './table-rows.ts';

export type AcknowledgePorts = {
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
  readonly pulls: Pick<PullStore, 'readManifest' | 'readPage'>;
  readonly openAcknowledgementWriter: OpenAcknowledgementWriter;
};

/** Entries of the `_rejected` table for one delivery at the most; the platform's own list has more. */
const maxEntries = 10_000;

/**
 * Tells the department's front-end table what became of its rows, page by page from `from` on: taken, or not and why; the reasons also in its table of rejected
 * rows. A row that was changed since it was read is left alone: it waits for the next pull. Answers the page that comes next when time gets short, else `null`.
 */
export async function writeAcknowledgements(
  source: SourceRecord,
  delivery: DeliveryRecord,
  version: DatasetVersion,
  from: number,
  ports: AcknowledgePorts,
  isTimeShort: () => boolean,
): Promise<number | null> {
  const { manifest } = await ports.pulls.readManifest(delivery.rawKey);
  if (manifest.reading.kind !== 'rows') return null;
  const { fields } = manifest.reading;
  const keyAt = version.content.key.map((key) => fields.indexOf(key));
  const back = await ports.openAcknowledgementWriter(source, version);
  try {
    const rejected = new Map<string, string>();
    for await (const { p, r, d } of readRejectedRowLines(delivery, ports.stagingStore)) rejected.set(`${p}.${r}`, d);
    if (from === 0) await back.reject(delivery.id, await entriesOf(manifest, delivery, version, keyAt, ports));
    for (let page = from; page < manifest.pages.length; page += 1) {
      if (page > from && isTimeShort()) return page;
      const key = manifest.pages[page]?.key;
      const rows = key === undefined ? [] : parseTableLines(await ports.pulls.readPage(key));
      await back.acknowledge(
        rows.flatMap((row, i): AcknowledgedRow[] => {
          const why = rejected.get(`${page + 1}.${i + 1}`);
          const keys = keyAt.map((at) => row[at] ?? null);
          const updateTime = row[fields.length + 1] ?? null;
          return updateTime === null || keys.some((value) => value === null)
            ? []
            : [
                {
                  key: keys.flatMap((value) => value ?? []),
                  updateTime,
                  ...definedOnly({ rejected: why }),
                },
              ];
        }),
      );
    }
    return null;
  } finally {
    await back.close();
  }
}

/** Every fault of every rejected row, with the row's key as the department wrote it. */
async function entriesOf(
  manifest: PullManifest,
  delivery: DeliveryRecord,
  version: DatasetVersion,
  keyAt: readonly number[],
  ports: AcknowledgePorts,
): Promise<RejectedEntry[]> {
  const rejected = new Set<string>();
  for await (const { p, r } of readRejectedRowLines(delivery, ports.stagingStore)) rejected.add(`${p}.${r}`);
  if (rejected.size === 0 || delivery.staged === undefined) return [];
  const entries: RejectedEntry[] = [];
  let [openPage, rows]: [number, readonly (readonly (string | null)[])[]] = [0, []];
  for await (const finding of stagedFindings(delivery.staged, ports.stagingStore)) {
    const { page, row } = finding;
    if (page === undefined || row === undefined || finding.severity !== 'error' || !rejected.has(`${page}.${row}`))
      continue;
    if (openPage !== page) {
      const key = manifest.pages[page - 1]?.key;
      [openPage, rows] = [page, key === undefined ? [] : parseTableLines(await ports.pulls.readPage(key))];
    }
    const cells = rows[row - 1];
    const keys = keyAt.flatMap((at) => cells?.[at] ?? []);
    if (keys.length === version.content.key.length)
      entries.push({ key: keys, code: finding.code, column: finding.field ?? null, detail: finding.detail });
    if (entries.length === maxEntries) break;
  }
  return entries;
}
