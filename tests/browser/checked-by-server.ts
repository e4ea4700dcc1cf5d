import { keyedHash } from '../../lib/adapters/keyed-hash.ts';
import { openWorkbook } from '../../lib/adapters/xlsx/open-workbook.ts';
import { refusalOf } from '../../lib/adapters/xlsx/refusals/refusal-of.ts';
import { bufferSource } from '../../lib/adapters/xlsx/source/buffer-source.ts';
import { ingestExcel } from '../../lib/collection/ingest/ingest-excel.ts';
import type { RawWorkbook } from '../../lib/collection/ports.ts';
import { stagedFindings } from '../../lib/collection/staging.ts';
import { RowIndex } from '../../lib/records/row-index.ts';
import type { CodeList } from '../../schemas/catalogue/code-list.ts';
import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../schemas/collection/delivery-record.ts';
import type { Finding } from '../../schemas/collection/finding.ts';
import type { Instant } from '../../schemas/kernel/day.ts';
import { datasetStateMemory } from '../collection/memory/dataset-state-memory.ts';
import { deliveryMemory } from '../collection/memory/delivery-memory.ts';
import { linkMemory } from '../collection/memory/link-memory.ts';
import { silentEvents } from '../collection/memory/silent-events.ts';
import { stagingMemory } from '../collection/memory/staging-memory.ts';

export type CheckedCatalogue = {
  readonly versions: readonly DatasetVersion[];
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly at: Instant;
};

const id = '01JE0000000000000000000001';

/** Ingests the first delivery of a dataset by the platform's own use case; findings in the API's order. */
export async function checkByServer(bytes: Uint8Array, { versions, codeLists, at }: CheckedCatalogue) {
  const [newest] = versions.slice(-1);
  if (newest === undefined) throw new Error('no version');
  const [deliveries, stagingStore] = [deliveryMemory(), stagingMemory()];
  await deliveries.create(received(newest, Math.max(1, bytes.length), at));
  const settings = {
    leaseSeconds: 60,
    attempts: 5,
    shrinkLimit: 0.2,
    shrinkWindowDays: 30,
    partRows: 5_000,
    partsInFlight: 2,
  };
  const nothing = async () => undefined;
  await ingestExcel(
    { delivery: id },
    {
      now: () => at,
      settings,
      deliveries,
      stagingStore,
      datasetStates: datasetStateMemory(),
      links: linkMemory(),
      messages: { ingest: nothing, loadParts: nothing, publish: nothing, annotateWorkbook: nothing },
      events: silentEvents,
      hash: keyedHash('a key of these tests, long enough to be one'),
      openIndex: async () => new RowIndex(null),
      publishedVersions: async (dataset) =>
        dataset === newest.dataset ? versions : [{ ...newest, content: named(newest, `名称 ${dataset}`) }],
      codeLists: async (ids) => new Map([...codeLists].filter(([list]) => ids.includes(list))),
      openRaw: async () => await rawOf(bytes),
    },
  );
  const delivery = await deliveries.read(id);
  if (delivery?.staged === undefined) throw new Error('the delivery was not ingested');
  const findings: Finding[] = [];
  for (const severity of ['error', 'warning'])
    for await (const finding of stagedFindings(delivery.staged, stagingStore))
      if (finding.severity === severity) findings.push(finding);
  return { delivery, findings };
}

async function rawOf(bytes: Uint8Array): Promise<RawWorkbook> {
  const hash = 'f'.repeat(64);
  try {
    const workbook = await openWorkbook(bufferSource(bytes), { uncomputed: 'error' });
    return { kind: 'workbook', workbook, hash, refusalOf, dispose: async () => undefined };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === null) throw error;
    return { kind: 'refusal', ...refusal, hash };
  }
}

function named({ content }: DatasetVersion, name: string): DatasetVersion['content'] {
  return { ...content, metadata: { ...content.metadata, name } };
}

function received({ dataset, content }: DatasetVersion, size: number, at: Instant): DeliveryRecord {
  return {
    id,
    dataset,
    department: content.metadata.provider,
    channel: 'excel',
    mode: 'full',
    status: 'received',
    fileName: '报送.xlsx',
    size,
    createdBy: 'officer-1',
    createdAt: at,
    decisions: [],
    laterUploads: 0,
    annotated: 'none',
    rawKey: 'raw',
    attempts: 0,
    loadedParts: [],
  };
}
