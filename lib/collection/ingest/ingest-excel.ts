import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { RawWorkbook, WorkbookRefusal } from '../ports.ts';
import {
  datasetNotPublished,
  type ConcludePorts,
  type IngestOutcome,
  decideOutcome,
  storedKinds,
} from './ingest-outcome.ts';
import { ingestContext, type IngestPorts, ingest } from './ingest.ts';
import type { Lease } from './lease.ts';
import { publishedVersions, type PublishedVersions } from './published-versions.ts';
import { withLease } from './with-lease.ts';
import { refusedWorkbook, stageUnfit } from './workbook/file-findings.ts';
import { type UnfitWorkbook, openWorkbookSource } from './workbook/open-workbook-source.ts';
import { readUnlessUnfit } from './workbook/unfit-sheet.ts';

export type IngestExcelPorts = ConcludePorts &
  IngestPorts & { readonly openRaw: (key: string, version: string | undefined) => Promise<RawWorkbook> };

/** Ingests a workbook; `publishDelivery` makes it visible. Throws the Failure `lease-lost`. */
export async function ingestExcel(message: { readonly delivery: string }, ports: IngestExcelPorts): Promise<void> {
  await withLease(message.delivery, ports, async (lease) => {
    const versions = publishedVersions(await ports.publishedVersions(lease.delivery.dataset));
    if (versions === null) return datasetNotPublished;
    const raw = await ports.openRaw(lease.delivery.rawKey, lease.delivery.rawVersion);
    const known = { rawHash: raw.hash, version: versions.newest.version };
    if (raw.kind === 'refusal') return await returnRefused(lease, raw, known, ports);
    try {
      return await ingestWorkbook(lease, raw, versions, ports);
    } catch (error) {
      const refusal = raw.refusalOf(error);
      if (refusal === null) throw error;
      return await returnRefused(lease, refusal, known, ports);
    } finally {
      await raw.dispose();
    }
  });
}

type KnownFacts = { readonly rawHash: string; readonly version: number };

async function ingestWorkbook(
  lease: Lease,
  { workbook, hash: rawHash }: Exclude<RawWorkbook, WorkbookRefusal>,
  versions: PublishedVersions,
  ports: IngestExcelPorts,
): Promise<IngestOutcome> {
  const version = versions.newest;
  const opened = await openWorkbookSource(
    workbook,
    versions,
    async (dataset) => (await ports.publishedVersions(dataset)).at(-1)?.content.metadata.name ?? dataset,
  );
  const ingested = opened.fits
    ? await readUnlessUnfit(() => ingest(opened.source, ingestContext(lease, version, ports)))
    : opened;
  return ingested.fits
    ? await decideOutcome(lease, ingested.result, { version, rawHash, ports })
    : await returnUnfit(lease, ingested, { rawHash, version: version.version }, ports);
}

/** The annotated workbook shows why, once a sheet was found. */
async function returnUnfit(
  { prefix, datasetState }: Lease,
  unfit: UnfitWorkbook,
  known: KnownFacts,
  ports: IngestExcelPorts,
): Promise<IngestOutcome> {
  const { rowCounts, findingKinds, staged } = await stageUnfit(unfit, prefix, ports.stagingStore);
  return {
    kind: 'returned',
    changes: {
      ...known,
      reason: deliveryReasons[unfit.reason],
      rowCounts,
      findingKinds: storedKinds(findingKinds),
      staged: { ...staged, records: datasetState.records },
    },
    annotate: unfit.place.sheet !== undefined,
  };
}

async function returnRefused(
  { prefix, datasetState }: Lease,
  refusal: WorkbookRefusal,
  known: KnownFacts,
  ports: IngestExcelPorts,
): Promise<IngestOutcome> {
  const { rowCounts, findingKinds, staged } = await stageUnfit(refusedWorkbook(refusal), prefix, ports.stagingStore);
  return {
    kind: 'returned',
    changes: {
      ...known,
      reason: { code: refusal.refused, detail: refusal.detail },
      rowCounts,
      findingKinds: storedKinds(findingKinds),
      staged: { ...staged, records: datasetState.records },
    },
    annotate: false,
  };
}
