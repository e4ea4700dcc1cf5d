import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { Staged } from '../../../schemas/collection/delivery-record.ts';
import { emptyRowCounts, type RowCounts } from '../../../schemas/collection/delivery.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import type {
  CataloguePorts,
  DeliveryChanges,
  KeyedHash,
  RawWorkbook,
  RowComparison,
  StagingStore,
  WorkbookRefusal,
} from '../ports.ts';
import { findingsKey, partKey } from '../staging-keys.ts';
import { checkWorkbook } from './check-workbook.ts';
import { concludeIngest, returnDelivery, annotateIf, type ConcludePorts } from './conclude-ingest.ts';
import { acquireLease, renewLease, type Lease } from './lease.ts';

export type IngestExcelPorts = ConcludePorts &
  CataloguePorts & {
    readonly stagingStore: StagingStore;
    readonly openRaw: (key: string, version: string | undefined) => Promise<RawWorkbook>;
    /** What is held, to be compared with; each call gives a fresh comparison. */
    readonly openIndex: (datasetState: DatasetState) => Promise<RowComparison>;
    readonly hash: KeyedHash;
  };

/**
 * Takes a workbook in: stream rows → check → compare with the index → stage what changed. Nothing is visible when it ends;
 * `publishDelivery` publishes. A worker that dies leaves a lease that runs out; the next one does it all again under a higher fence.
 */
export async function ingestExcel(message: { readonly delivery: string }, ports: IngestExcelPorts): Promise<void> {
  const lease = await acquireLease(message.delivery, ports);
  if (lease === null) return;
  const versions = await ports.publishedVersions(lease.delivery.dataset);
  const newest = versions.at(-1);
  if (newest === undefined)
    return await returnDelivery(lease, { reason: deliveryReasons['dataset-not-published'] }, ports);

  const raw = await ports.openRaw(lease.delivery.rawKey, lease.delivery.rawVersion);
  if ('refused' in raw)
    return await returnRefusedWorkbook(lease, raw, { rawHash: raw.hash, version: newest.version }, ports);
  try {
    await ingestRows(lease, versions, newest, raw, ports);
  } catch (error) {
    const refusal = raw.refusalOf(error);
    if (refusal === null) throw error;
    await returnRefusedWorkbook(lease, refusal, { rawHash: raw.hash, version: newest.version }, ports);
  } finally {
    await raw.dispose();
  }
}

async function returnRefusedWorkbook(
  lease: Lease,
  { refused, detail }: WorkbookRefusal,
  known: DeliveryChanges,
  ports: IngestExcelPorts,
): Promise<void> {
  const staged = await stageFindings(lease, [{ code: refused, severity: 'error', detail }], {}, ports);
  await returnDelivery(
    lease,
    { ...known, reason: { code: refused, detail }, staged, rowCounts: { ...emptyRowCounts, errors: 1 } },
    ports,
  );
}

async function ingestRows(
  lease: Lease,
  versions: readonly DatasetVersion[],
  newest: DatasetVersion,
  raw: Exclude<RawWorkbook, WorkbookRefusal>,
  ports: IngestExcelPorts,
): Promise<void> {
  const { delivery, datasetState, prefix } = lease;
  const known = { rawHash: raw.hash, version: newest.version };
  const checked = await checkWorkbook({
    workbook: raw.workbook,
    dataset: delivery.dataset,
    versions,
    codeLists: ports.codeLists,
    today: dayInShanghai(ports.now()),
    mode: delivery.mode,
    nameOf: async (dataset) => (await ports.publishedVersions(dataset)).at(-1)?.content.metadata.name ?? dataset,
    openIndex: () => ports.openIndex(datasetState),
    hash: ports.hash,
    partRows: ports.settings.partRows,
    writePart: (part, lines) => ports.stagingStore.writeLines(partKey(prefix, part), lines),
    writeFindings: (chunk, lines) => ports.stagingStore.writeLines(findingsKey(prefix, chunk), lines),
    assertLease: renewLease(lease, ports),
  });
  if ('refused' in checked) {
    const staged = await stageFindings(lease, checked.findings, checked.place, ports);
    const rowCounts = countFindings(checked.findings);
    return await returnDelivery(
      lease,
      {
        ...known,
        reason: deliveryReasons[checked.refused],
        rowCounts,
        staged,
        ...annotateIf(checked.place.sheet !== undefined, ports),
      },
      ports,
    );
  }

  await concludeIngest(lease, newest, known, checked, ports);
}

async function stageFindings(
  lease: Lease,
  findings: readonly Finding[],
  place: { readonly sheet?: string; readonly headerRow?: number; readonly columns?: readonly number[] },
  ports: IngestExcelPorts,
): Promise<Staged> {
  if (findings.length > 0)
    await ports.stagingStore.writeLines(
      findingsKey(lease.prefix, 1),
      findings.map((finding) => `${JSON.stringify(finding)}\n`).join(''),
    );
  return {
    prefix: lease.prefix,
    parts: 0,
    findingChunks: findings.length > 0 ? 1 : 0,
    findings: findings.length,
    truncated: false,
    faultyRows: 0,
    records: lease.datasetState.records,
    headerRow: place.headerRow ?? 0,
    columns: [...(place.columns ?? [])],
    absentFields: [],
    ...definedOnly({ sheet: place.sheet }),
  };
}

function countFindings(findings: readonly Finding[]): RowCounts {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return { ...emptyRowCounts, errors, warnings: findings.length - errors };
}
