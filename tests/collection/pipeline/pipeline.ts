import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import { annotateWorkbook, type AnnotateWorkbookPorts } from '../../../lib/collection/annotate/annotate-workbook.ts';
import type { ApproveDeliveryPorts } from '../../../lib/collection/deliveries/approve-delivery.ts';
import { createDelivery, type CreateDeliveryPorts } from '../../../lib/collection/deliveries/create-delivery.ts';
import type { DiscardPorts } from '../../../lib/collection/deliveries/discard-delivery.ts';
import { receiveUpload } from '../../../lib/collection/deliveries/receive-upload.ts';
import type { RetryPorts } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { sweepDeliveries, type SweepPorts } from '../../../lib/collection/deliveries/sweep-deliveries.ts';
import { ingestExcel, type IngestExcelPorts } from '../../../lib/collection/ingest/ingest-excel.ts';
import type { Messages, RawWorkbook } from '../../../lib/collection/ports.ts';
import { loadPart, type LoadPartPorts } from '../../../lib/collection/publish/load-part.ts';
import { publishDelivery, type PublishDeliveryPorts } from '../../../lib/collection/publish/publish-delivery.ts';
import { keyHashText, subjectHashText } from '../../../lib/kernel/hashing/hash-texts.ts';
import { secondsAfter } from '../../../lib/kernel/instant.ts';
import type { ReadChangesPorts } from '../../../lib/records/changes/read-changes.ts';
import type { QueryRecordsPorts } from '../../../lib/records/query-records.ts';
import type { RollBackPorts } from '../../../lib/records/roll-back.ts';
import { RowIndex } from '../../../lib/records/row-index.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryMode } from '../../../schemas/collection/delivery.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { datasetStateMemory } from '../memory/dataset-state-memory.ts';
import { deliveryMemory } from '../memory/delivery-memory.ts';
import { linkMemory } from '../memory/link-memory.ts';
import { recordMemory } from '../memory/record-memory.ts';
import { silentEvents } from '../memory/silent-events.ts';
import { stagingMemory } from '../memory/staging-memory.ts';
import { fieldOf, versionOf } from '../template/sample-version.ts';

/** A row is a key and a value; a row without a value is rejected. */
export type Row = readonly [key: string, value: string | null];

export type Message =
  | { readonly kind: 'arrival'; readonly key: string; readonly version: string }
  | { readonly kind: 'load'; readonly delivery: string; readonly part: number }
  | { readonly kind: 'ingest' | 'publish' | 'annotate-workbook'; readonly delivery: string };

/** Passed before every act on the world outside; it may throw (the worker dies) or wait (the worker sleeps). */
export type Gate = () => Promise<void>;

export const version: DatasetVersion = versionOf([
  fieldOf('编号', { key: 'number', required: true }),
  fieldOf('名称', { key: 'name', required: true }),
]);
export const { dataset } = version;
export const officer: Caller = {
  subject: 'officer-1',
  kind: 'person',
  name: '经办人',
  department: 'agriculture',
  roles: ['provider'],
};
export const operator: Caller = {
  subject: 'operator-1',
  kind: 'person',
  name: '管理员',
  department: 'information-center',
  roles: ['operator'],
};

/** A request of this caller without a query. */
export const callerWithRole = (caller: Caller) => ({ caller, requestId: 'request', query: {} });

export type PipelineSettings = { readonly attempts?: number; readonly shrinkLimit?: number; readonly lag?: boolean };
export type Pipeline = ReturnType<typeof openPipeline>;
export const leaseSeconds = 60;
export const muchTime = { remainingMs: () => 300_000 };

/** One dataset with its stores, queues and clock in memory, worked on by the room's own use cases. */
export function openPipeline({ attempts = 5, shrinkLimit = 0.9, lag = false }: PipelineSettings = {}) {
  const [deliveries, datasetStates, links, records, stagingStore] = [
    deliveryMemory({ lag }),
    datasetStateMemory(),
    linkMemory(),
    recordMemory(),
    stagingMemory(),
  ];
  const queue: Message[] = [];
  const raw = new Map<string, Map<string, readonly Row[]>>();
  const rowsOf = new Map<string, { readonly rows: readonly Row[]; readonly mode: DeliveryMode }>();
  const broken = new Set<string>();
  const annotated: string[] = [];
  const catalogue: { versions: readonly DatasetVersion[] } = { versions: [version] };
  let time = Date.parse('2020-12-01T00:00:00.000Z');
  let created = 0;

  const people: Record<string, string | null> = {};
  const personBehind = async (subject: string) => (subject in people ? (people[subject] ?? null) : subject);
  const now = () => new Date((time += 1)).toISOString();
  const hash = keyedHash('a key of these tests, long enough to be one');
  const settings = { leaseSeconds, attempts, shrinkLimit, shrinkWindowDays: 30, partRows: 2, partsInFlight: 2 };

  const openRaw = async (key: string, wanted: string | undefined): Promise<RawWorkbook> => {
    const rows = raw.get(key)?.get(wanted ?? '');
    if (rows === undefined || broken.has(key)) throw new Error('no such object');
    const cells = [['编号', '名称'], ...rows].map((given, i) => ({ row: i + 1, cells: given }));
    const workbook = {
      sheets: [{ name: '数据', state: 'visible' as const }],
      properties: new Map<string, string>(),
      rows: async function* () {
        // One row a batch: the lease is checked between batches.
        for (const row of cells) yield [row];
      },
      layout: () => ({ merges: [], hiddenColumns: [] }),
      mergesAhead: async () => [],
      close: async () => undefined,
      source: bufferSource(new Uint8Array(0)),
    };
    return { kind: 'workbook', workbook, hash: 'f'.repeat(64), refusalOf: () => null, dispose: async () => undefined };
  };

  const gated =
    <Given extends readonly unknown[], Result>(gate: Gate, act: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      await gate();
      return await act(...given);
    };

  const portsThrough = (
    gate: Gate,
  ): IngestExcelPorts &
    LoadPartPorts &
    PublishDeliveryPorts &
    AnnotateWorkbookPorts &
    SweepPorts &
    CreateDeliveryPorts &
    RetryPorts &
    DiscardPorts &
    Pick<ApproveDeliveryPorts, 'personBehind'> => {
    const send = (message: Message) => gated(gate, async () => void queue.push(message))();
    const messages: Messages = {
      ingest: ({ id }) => send({ kind: 'ingest', delivery: id }),
      publish: (delivery) => send({ kind: 'publish', delivery }),
      annotateWorkbook: (delivery) => send({ kind: 'annotate-workbook', delivery }),
      loadParts: async (delivery, parts) => {
        for (const part of parts) await send({ kind: 'load', delivery, part });
      },
    };
    return {
      now,
      settings,
      messages,
      personBehind,
      events: silentEvents,
      hash,
      openRaw,
      links,
      deliveries: {
        read: gated(gate, deliveries.read),
        create: gated(gate, deliveries.create),
        change: gated(gate, deliveries.change),
        startAttempt: gated(gate, deliveries.startAttempt),
        returnAttempt: gated(gate, deliveries.returnAttempt),
        markPartLoaded: gated(gate, deliveries.markPartLoaded),
        listByDataset: gated(gate, deliveries.listByDataset),
        due: gated(gate, deliveries.due),
      },
      datasetStates: {
        read: gated(gate, datasetStates.read),
        acquireLease: gated(gate, datasetStates.acquireLease),
        renewLease: gated(gate, datasetStates.renewLease),
        beginLoading: gated(gate, datasetStates.beginLoading),
        releaseLease: gated(gate, datasetStates.releaseLease),
        publish: gated(gate, datasetStates.publish),
        publicationsSince: gated(gate, datasetStates.publicationsSince),
        wasPublished: gated(gate, datasetStates.wasPublished),
        abandonLoading: gated(gate, datasetStates.abandonLoading),
      },
      stagingStore: {
        ...stagingStore,
        writeIndex: gated(gate, stagingStore.writeIndex),
        writeChangeLog: gated(gate, stagingStore.writeChangeLog),
      },
      records: {
        put: gated(gate, records.put),
        remove: gated(gate, records.remove),
        versionsOfRecord: records.versionsOfRecord,
      },
      openIndex: async ({ index }) => new RowIndex(index === undefined ? null : await stagingStore.readIndex(index)),
      publishedVersions: async () => catalogue.versions,
      codeLists: async () => new Map(),
      departmentName: async (id) => id,
      writeAnnotated: async (key, { findingsByRow }) => {
        if (broken.has('annotate-workbook')) throw new Error('no workbook can be written');
        for await (const { row } of findingsByRow) annotated.push(`${key} ${row}`);
        return [];
      },
      writeFailedRows: async () => undefined,
      multipartUploads: { abort: async () => undefined },
      outboxes: [],
      findUpload: async (key) => {
        const [first, ...later] = [...(raw.get(key)?.keys() ?? [])];
        return first === undefined ? null : { size: 1, version: first, later: later.length };
      },
      newDeliveryId: () => `01JE${`${(created += 1)}`.padStart(22, '0')}`,
      presignUpload: async () => ({ url: '', fields: {} }),
    };
  };

  const asked: Gate = async () => undefined;
  const upload = (delivery: string, rows: readonly Row[], objectVersion: string) => {
    const key = `deliveries/${delivery}/workbook.xlsx`;
    raw.set(key, new Map([...(raw.get(key) ?? []), [objectVersion, rows]]));
    queue.push({ kind: 'arrival', key, version: objectVersion });
  };

  return {
    queue,
    stores: { deliveries, datasetStates, links, records, stagingStore, raw },
    rowsOf,
    broken,
    annotated,
    catalogue,
    /** Who is behind an account; an account that is not named is a person's own. */
    people,
    now,
    portsThrough,
    /** What people ask for is not disturbed. */
    ports: portsThrough(asked),
    queryPorts: {
      catalogue: {
        publishedVersion: async () => catalogue.versions.at(-1) ?? null,
        canonical: async (_version, _field, text) => text,
      },
      datasetStates,
      versions: records,
      indexFile: stagingStore,
      disputedFields: async () => new Map<string, string[]>(),
      hashes: {
        key: (of, values) => hash.text(keyHashText(of, values)),
        subject: (kind, value) => hash.text(subjectHashText(kind, value)),
      },
      recordUse: async () => undefined,
    } satisfies QueryRecordsPorts,
    readChangesPorts: {
      catalogue: { publishedVersion: async () => version },
      datasetStates,
      versions: records,
      indexFile: stagingStore,
      changeLogs: stagingStore,
      recordUse: async () => undefined,
    } satisfies ReadChangesPorts,
    rollBackPorts: {
      catalogue: { publishedVersion: async () => version },
      datasetStates,
      indexFile: stagingStore,
      changeLogs: stagingStore,
      newId: () => `roll-back-${(created += 1)}`,
      maxComparedRecords: 1_000,
      events: silentEvents,
      now,
    } satisfies RollBackPorts,
    upload,
    wait: (seconds: number) => {
      time = Date.parse(secondsAfter(new Date(time).toISOString(), seconds));
      deliveries.catchUp();
    },
    /** Opens a delivery and uploads its rows. */
    hand: async (mode: DeliveryMode, rows: readonly Row[]): Promise<string> => {
      const opened = await createDelivery(
        { ...callerWithRole(officer), params: { dataset }, body: { mode, fileName: '捕捞.xlsx', size: 10 } },
        portsThrough(asked),
      );
      if (!('delivery' in opened)) throw new Error('the delivery was refused');
      rowsOf.set(opened.delivery.id, { rows, mode });
      upload(opened.delivery.id, rows, 'v1');
      return opened.delivery.id;
    },
    handle: async (message: Message | 'sweep', gate: Gate): Promise<void> => {
      const ports = portsThrough(gate);
      if (message === 'sweep') await sweepDeliveries(ports);
      else if (message.kind === 'arrival') await receiveUpload(message, ports);
      else if (message.kind === 'ingest') await ingestExcel(message, ports);
      else if (message.kind === 'load') await loadPart(message, ports);
      else if (message.kind === 'publish') await publishDelivery(message, ports, muchTime);
      else await annotateWorkbook(message, ports);
      // The message itself is deleted only now.
      await gate();
    },
  };
}
