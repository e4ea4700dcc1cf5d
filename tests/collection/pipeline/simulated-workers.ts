import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { annotateWorkbook } from '../../../lib/collection/annotate/annotate-workbook.ts';
import { sweepDeliveries } from '../../../lib/collection/deliveries/sweep-deliveries.ts';
import { ingestPages } from '../../../lib/collection/ingest/ingest-pages.ts';
import type { Messages } from '../../../lib/collection/ports.ts';
import { loadPart } from '../../../lib/collection/publish/load-part.ts';
import { publishDelivery } from '../../../lib/collection/publish/publish-delivery.ts';
import { RowIndex } from '../../../lib/records/row-index.ts';
import { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { datasetStateMemory } from '../memory/dataset-state-memory.ts';
import { deliveryMemory } from '../memory/delivery-memory.ts';
import { linkMemory } from '../memory/link-memory.ts';
import { recordMemory } from '../memory/record-memory.ts';
import { silentEvents } from '../memory/silent-events.ts';
import { stagingMemory } from '../memory/staging-memory.ts';
import { fieldOf, versionOf } from '../template/sample-version.ts';
import { simulatedClock } from './simulated-clock.ts';

type Kind = 'ingest' | 'load' | 'publish' | 'annotate';
type Message = { readonly delivery: string; readonly part: number };
type Queued = { readonly message: Message; readonly receives: number; readonly since: number };

/** As deployed (serverless.yml): what one row costs is measured on the bench, rounded. */
export const asDeployed = {
  leaseSeconds: 120,
  attempts: 5,
  partsInFlight: 10,
  workers: { ingest: 10, load: 20, publish: 10, annotate: 10 },
  /** Per row. */
  ingestSeconds: 1 / 20_000,
  loadSeconds: 1 / 1_000,
  publishSeconds: 1,
  /** From sending a message to the worker that has it. */
  queueSeconds: 0.2,
  visibilitySeconds: 330,
};
export type SimulationSettings = typeof asDeployed;

/** A line stands for so many rows, so that ten million rows are two thousand parts of one line. */
export const rowsPerLine = 5_000;
const linesPerPage = 10;
const maxReceives = 8;

const version = (dataset: string): DatasetVersion =>
  DatasetVersion.parse({
    ...versionOf([
      fieldOf('编号', { key: 'number', required: true }),
      fieldOf('名称', { key: 'name', required: true }),
    ]),
    dataset,
  });

export type Simulation = ReturnType<typeof simulateCity>;

/**
 * A city's deliveries with the room's own use cases; queues, workers and time are simulated. `dies` says whether the
 * worker of a part dies.
 */
export function simulateCity(settings: SimulationSettings, dies: (message: Message) => boolean = () => false) {
  const clock = simulatedClock('2026-11-30T00:00:00.000Z');
  const [deliveries, datasetStates, stagingStore, records] = [
    deliveryMemory(),
    datasetStateMemory(),
    stagingMemory(),
    recordMemory(),
  ];
  const sent = { ingest: 0, load: 0, publish: 0, annotate: 0 };
  const queues: Record<Kind, Queued[]> = { ingest: [], load: [], publish: [], annotate: [] };
  const busy: Record<Kind, number> = { ingest: 0, load: 0, publish: 0, annotate: 0 };
  let longestWait = 0;

  const send = async (kind: Kind, message: Message) => {
    sent[kind] += 1;
    clock.after(settings.queueSeconds, () => enqueue(kind, message, 0));
  };
  const messages: Messages = {
    ingest: ({ id }) => send('ingest', { delivery: id, part: 0 }),
    loadParts: async (delivery, parts) => {
      for (const part of parts) await send('load', { delivery, part });
    },
    publish: (delivery) => send('publish', { delivery, part: 0 }),
    annotateWorkbook: (delivery) => send('annotate', { delivery, part: 0 }),
  };
  const linesOf = new Map<string, number>();
  const ports = {
    now: clock.now,
    settings: {
      leaseSeconds: settings.leaseSeconds,
      attempts: settings.attempts,
      partsInFlight: settings.partsInFlight,
      shrinkLimit: 0.2,
      shrinkWindowDays: 30,
      partRows: 1,
    },
    messages,
    events: silentEvents,
    hash: keyedHash('a key of these tests, long enough to be one'),
    links: linkMemory(),
    deliveries,
    stagingStore,
    datasetStates: {
      ...datasetStates,
      publish: async (...given: Parameters<typeof datasetStates.publish>) => {
        await clock.sleep(settings.publishSeconds);
        return await datasetStates.publish(...given);
      },
    },
    openIndex: async () => new RowIndex(null),
    publishedVersions: async (dataset: string) => [version(dataset)],
    codeLists: async () => new Map(),
    pendingRejectedRowIds: async () => new Set<string>(),
    openManifest: async (key: string) => ({ manifest: manifestOf(key, linesOf.get(key) ?? 0), hash: 'f'.repeat(64) }),
    readPage: async ({ key, rows }: { readonly key: string; readonly rows: number }) => {
      await clock.sleep(rows * rowsPerLine * settings.ingestSeconds);
      return { length: rows, at: (i: number) => ({ cells: [`${key}-${i}`, '1'], removed: false }) };
    },
    openRaw: async () => Promise.reject(new Error('no workbooks here')),
    departmentName: async (id: string) => id,
    writeAnnotated: async () => [],
    writeFailedRows: async () => undefined,
    multipartUploads: { abort: async () => undefined },
    outboxes: [],
    findUpload: async () => null,
  };

  const work: Record<Kind, (message: Message) => Promise<void>> = {
    ingest: (message) => ingestPages(message, ports),
    load: (message) =>
      loadPart(message, {
        ...ports,
        records: {
          versionsOfRecord: records.versionsOfRecord,
          put: async (versions) => {
            await clock.sleep(versions.length * rowsPerLine * settings.loadSeconds);
            if (dies(message)) throw new Error('the worker died');
            await records.put(versions);
          },
        },
      }),
    publish: (message) => publishDelivery(message, { ...ports, records }, { remainingMs: () => 300_000 }),
    annotate: (message) => annotateWorkbook(message, ports),
  };

  const enqueue = (kind: Kind, message: Message, receives: number) => {
    queues[kind].push({ message, receives, since: clock.seconds() });
    const begin = () => {
      while (busy[kind] < settings.workers[kind] && queues[kind].length > 0) {
        const next = queues[kind].shift();
        if (next === undefined) return;
        longestWait = Math.max(longestWait, clock.seconds() - next.since);
        busy[kind] += 1;
        void work[kind](next.message)
          .catch(() => {
            const again = next.receives + 1;
            if (again < maxReceives) clock.after(settings.visibilitySeconds, () => enqueue(kind, next.message, again));
          })
          .finally(() => {
            busy[kind] -= 1;
            begin();
          });
      }
    };
    begin();
  };

  const sweepEachMinute = async () => {
    for (;;) {
      await clock.sleep(60);
      await sweepDeliveries(ports);
    }
  };

  return {
    sent,
    seconds: clock.seconds,
    all: deliveries.all,
    longestWait: () => longestWait,
    /** A source's pull of so many lines arrives; the moment is in seconds from the start. */
    deliverAt: (seconds: number, dataset: string, lines: number) => {
      const delivery = buildPulledDelivery(dataset, clock.at(seconds), settings.leaseSeconds);
      linesOf.set(delivery.rawKey, lines);
      clock.after(seconds, () => {
        void deliveries.create(delivery).then(() => messages.ingest(delivery));
      });
    },
    /** Runs until nobody waits for anything. */
    untilQuiet: async (expected: number) => {
      void sweepEachMinute();
      await clock.runUntil(
        () => deliveries.all().length === expected && deliveries.all().every(({ retryAt }) => retryAt === undefined),
      );
    },
  };
}

let created = 0;

function buildPulledDelivery(dataset: string, at: string, leaseSeconds: number): DeliveryRecord {
  const id = `01JE${`${(created += 1)}`.padStart(22, '0')}`;
  return {
    id,
    dataset,
    department: 'agriculture',
    channel: 'interface',
    mode: 'increment',
    status: 'received',
    fileName: dataset,
    size: 1,
    createdBy: 'timetable',
    createdAt: at,
    receivedAt: at,
    decisions: [],
    laterUploads: 0,
    annotated: 'none',
    rawKey: `pulls/${id}/manifest.json`,
    attempts: 0,
    loadedParts: [],
    retryAt: new Date(Date.parse(at) + leaseSeconds * 1000).toISOString(),
  };
}

function manifestOf(key: string, lines: number) {
  const pages = Array.from({ length: Math.ceil(lines / linesPerPage) }, (_, i) => ({
    key: `${i}`,
    sha256: '',
    bytes: 1,
    rows: Math.min(linesPerPage, lines - i * linesPerPage),
  }));
  return {
    delivery: key.split('/')[1] ?? '',
    dataset: '',
    origin: '',
    reading: { kind: 'rows' as const, table: 't', fields: ['number', 'name'] },
    pages,
    rowsOnce: false,
    corrections: {},
  };
}
