import { keyedHash } from '../../../lib/adapters/keyed-hash.ts';
import { cronTimes } from '../../../lib/adapters/sources/cron-times.ts';
import { openTable } from '../../../lib/adapters/sources/database/table-session.ts';
import type { ApproveDeliveryPorts } from '../../../lib/collection/deliveries/approve-delivery.ts';
import type { DiscardPorts } from '../../../lib/collection/deliveries/discard-delivery.ts';
import type { RetryPorts } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { sweepDeliveries, type SweepPorts } from '../../../lib/collection/deliveries/sweep-deliveries.ts';
import { ingestPages, type IngestPagesPorts } from '../../../lib/collection/ingest/ingest-pages.ts';
import { loadPart, type LoadPartPorts } from '../../../lib/collection/publish/load-part.ts';
import { publishDelivery, type PublishDeliveryPorts } from '../../../lib/collection/publish/publish-delivery.ts';
import type {
  OpenSource,
  SecretStore,
  SourceRepository,
  SourceMessages,
} from '../../../lib/collection/sources/ports.ts';
import type { PullPorts } from '../../../lib/collection/sources/pull/pull-context.ts';
import { pullSource } from '../../../lib/collection/sources/pull/pull-source.ts';
import { startDueSources } from '../../../lib/collection/sources/pull/start-due-sources.ts';
import type { ConfirmSourcePorts } from '../../../lib/collection/sources/registration/confirm-source.ts';
import type { RegisterSourcePorts } from '../../../lib/collection/sources/registration/register-source.ts';
import type { TestSourcePorts } from '../../../lib/collection/sources/registration/test-source.ts';
import { replayAll } from '../../../lib/collection/sources/rejected-rows/replay-all.ts';
import type { ReplayPorts } from '../../../lib/collection/sources/rejected-rows/submit-replay.ts';
import { keyHashText, subjectHashText } from '../../../lib/kernel/hashing/hash-texts.ts';
import type { QueryRecordsPorts } from '../../../lib/records/query-records.ts';
import { RowIndex } from '../../../lib/records/row-index.ts';
import { statusEvents } from '../../../lib/wiring/collection/events.ts';
import { parsePageRows, createPageReader } from '../../../lib/wiring/collection/page-reader.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { SourceDeclaration, SourceTimetable, type SourceRecord } from '../../../schemas/collection/sources/source.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { datasetStateMemory } from '../memory/dataset-state-memory.ts';
import { deliveryMemory } from '../memory/delivery-memory.ts';
import { linkMemory } from '../memory/link-memory.ts';
import { pullMemory } from '../memory/pull-memory.ts';
import { recordMemory } from '../memory/record-memory.ts';
import { rejectedRowMemory } from '../memory/rejected-row-memory.ts';
import { silentEvents } from '../memory/silent-events.ts';
import { sourceMemory } from '../memory/source-memory.ts';
import { stagingMemory } from '../memory/staging-memory.ts';
import { fieldOf, versionOf } from '../template/sample-version.ts';
import { buildSource, registrationOf } from './build-source.ts';
import { tableMemory } from './table-memory.ts';

export type Message =
  | { readonly kind: 'pull' | 'replay' }
  | { readonly kind: 'load'; readonly delivery: string; readonly part: number }
  | { readonly kind: 'ingest' | 'publish'; readonly delivery: string };
/** A message, or one of the platform's two timetables. */
export type Task = Message | { readonly kind: 'sweep' | 'due' };

/** Awaited before every side effect; it may throw (the worker dies) or wait (the worker sleeps). */
export type Gate = () => Promise<void>;

export const version: DatasetVersion = versionOf([
  fieldOf('编号', { key: 'number', required: true, length: 20 }),
  fieldOf('名称', { key: 'name', required: true }),
]);
export const { dataset } = version;
export const sourceKey = { dataset, channel: 'database' } as const;
export const provider: Caller = {
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
export const callerWithRole = (caller: Caller) => ({ caller, requestId: 'request', query: {} });
export const leaseSeconds = 60;

export type SourceSimulationSettings = {
  /** Overrides the catalogue's version. */
  readonly version?: DatasetVersion;
  /** Seconds between the platform's clock and the database's. */
  readonly skew: number;
  /** Resolution of the database's update times, microseconds. */
  readonly tick: number;
  readonly overlapSeconds: number;
  readonly pageRows: number;
  readonly timetable: {
    readonly times?: string;
    readonly reconcile: string;
    readonly window?: { readonly from: string; readonly to: string };
  };
  readonly shrinkLimit: number;
  /** Called before every page and acknowledgement; may throw a SourceFault. */
  readonly fault?: () => void;
  readonly remainingMs: () => number;
  /** How often a sent message is queued: 0 is lost, 2 is duplicated. */
  readonly copies: () => number;
  /** Called after every change of the source, with the gate of the worker that made it. */
  readonly onChange?: (
    before: SourceRecord,
    after: SourceRecord,
    by: { readonly worker: Gate; readonly fencingToken: number | undefined },
  ) => void;
  readonly onLease?: (fencingToken: number, worker: Gate) => void;
};
export type SourceSimulation = ReturnType<typeof openSourceSimulation>;

type AllPorts = PullPorts &
  IngestPagesPorts &
  LoadPartPorts &
  PublishDeliveryPorts &
  SweepPorts &
  ReplayPorts &
  RegisterSourcePorts &
  TestSourcePorts &
  ConfirmSourcePorts &
  RetryPorts &
  DiscardPorts &
  ApproveDeliveryPorts & { readonly secrets: Pick<SecretStore, 'forget'> };

/** One front-end table and the real use cases of the room, with stores, queue and clock in memory. */
export function openSourceSimulation(settings: SourceSimulationSettings) {
  let time = Date.parse('2020-12-01T00:00:00.000Z');
  let made = 0;
  const now = () => new Date((time += 1)).toISOString();
  const [deliveries, datasetStates, links, records, stagingStore, sources, rejectedRows, pulls] = [
    deliveryMemory(),
    datasetStateMemory(),
    linkMemory(),
    recordMemory(),
    stagingMemory(),
    sourceMemory(),
    rejectedRowMemory(),
    pullMemory(),
  ];
  const table = tableMemory(() => ((time += 1) + settings.skew * 1000) * 1000, settings.tick);
  const queue: Message[] = [];
  const hash = keyedHash('a key of these tests, long enough to be one');
  const declaration = SourceDeclaration.parse({
    channel: 'database',
    system: 'postgresql',
    host: 'db.example',
    port: 5432,
    overlapSeconds: settings.overlapSeconds,
    pageRows: settings.pageRows,
  });
  const timetable = SourceTimetable.parse({ times: '*/5 * * * *', ...settings.timetable });
  const push = (message: Message) => {
    for (let copies = settings.copies(); copies > 0; copies -= 1) queue.push(message);
  };

  const gated =
    <Given extends readonly unknown[], Result>(gate: Gate, act: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      await gate();
      return await act(...given);
    };

  const sourcesThrough = (gate: Gate): SourceRepository => ({
    read: gated(gate, sources.read),
    list: sources.list,
    create: gated(gate, sources.create),
    due: gated(gate, sources.due),
    change: async (key, changes, when) => {
      await gate();
      const before = sources.all()[0];
      const after = await sources.change(key, changes, when);
      if (before !== undefined && after !== null)
        settings.onChange?.(before, after, {
          worker: gate,
          // With a lock version, a change may be the timetable's, which holds no lease.
          fencingToken: when.lockVersion === undefined ? when.fencingToken : undefined,
        });
      return after;
    },
    acquireLease: async (key, at, until) => {
      await gate();
      const begun = await sources.acquireLease(key, at, until);
      if (begun !== null) settings.onLease?.(begun.fencingToken, gate);
      return begun;
    },
  });

  const portsThrough = (gate: Gate): AllPorts => {
    const send = (message: Message) => gated(gate, async () => push(message))();
    const messages: SourceMessages = {
      ingest: ({ id }) => send({ kind: 'ingest', delivery: id }),
      publish: (delivery) => send({ kind: 'publish', delivery }),
      annotateWorkbook: async () => undefined,
      loadParts: async (delivery, parts) => {
        for (const part of parts) await send({ kind: 'load', delivery, part });
      },
      pull: () => send({ kind: 'pull' }),
      replay: () => send({ kind: 'replay' }),
    };
    const openSource: OpenSource = async (source, _version, order) =>
      await openTable(
        async () =>
          table.connect(async () => {
            await gate();
            settings.fault?.();
          }),
        { system: 'postgresql', schema: 's', table: 't', columns: ['number', 'name'], key: ['number'] },
        order,
        source.declaration.channel === 'database'
          ? source.declaration
          : { pageRows: 1, overlapSeconds: 0, statementSeconds: 1 },
      );
    return {
      now,
      messages,
      hash,
      links,
      openSource,
      parsePageRows,
      personBehind: async (subject) => (subject === 'timetable' ? null : subject),
      settings: {
        leaseSeconds,
        attempts: 5,
        shrinkLimit: settings.shrinkLimit,
        shrinkWindowDays: 30,
        partRows: 2,
        partsInFlight: 2,
      },
      sourceSettings: { leaseSeconds, attempts: 5 },
      times: cronTimes,
      newRunId: () => `01JE${`${(made += 1)}`.padStart(22, '0')}`,
      newReceiptNumber: () => `SJY-${(made += 1)}`,
      sources: sourcesThrough(gate),
      rejectedRows: {
        read: gated(gate, rejectedRows.read),
        pending: gated(gate, rejectedRows.pending),
        countPending: rejectedRows.countPending,
        pendingIds: gated(gate, rejectedRows.pendingIds),
        recordRejection: gated(gate, rejectedRows.recordRejection),
        resolve: gated(gate, rejectedRows.resolve),
        reopen: gated(gate, rejectedRows.reopen),
        claimForReplay: gated(gate, rejectedRows.claimForReplay),
      },
      pulls: {
        writePage: gated(gate, pulls.writePage),
        readPage: gated(gate, pulls.readPage),
        writeSegment: gated(gate, pulls.writeSegment),
        readSegment: gated(gate, pulls.readSegment),
        writeManifest: gated(gate, pulls.writeManifest),
        readManifest: gated(gate, pulls.readManifest),
      },
      openManifest: gated(gate, pulls.readManifest),
      readPage: createPageReader({ readPage: gated(gate, pulls.readPage) }),
      pendingRejectedRowIds: gated(gate, async () => await rejectedRows.pendingIds(sourceKey)),
      openAcknowledgementWriter: async () => ({
        acknowledge: async (rows) => {
          await gate();
          settings.fault?.();
          return rows.filter(({ key, updateTime, rejected }) =>
            table.acknowledge(key[0] ?? '', updateTime, rejected === undefined ? '1' : '2'),
          ).length;
        },
        reject: gated(gate, async () => undefined),
        close: async () => undefined,
      }),
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
      events: { ...silentEvents, ...statusEvents({ pull: async () => push({ kind: 'pull' }) }, () => undefined) },
      secrets: { forget: async () => undefined },
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
        readLines: stagingStore.readLines,
        readChunk: stagingStore.readChunk,
        writeLines: gated(gate, stagingStore.writeLines),
        writeIndex: gated(gate, stagingStore.writeIndex),
        writeChangeLog: gated(gate, stagingStore.writeChangeLog),
      },
      records: {
        put: gated(gate, records.put),
        remove: gated(gate, records.remove),
        versionsOfRecord: records.versionsOfRecord,
      },
      openIndex: async ({ index }) => new RowIndex(index === undefined ? null : await stagingStore.readIndex(index)),
      publishedVersions: async () => [settings.version ?? version],
      codeLists: async () => new Map(),
      multipartUploads: { abort: async () => undefined },
      outboxes: [],
      findUpload: async () => null,
    };
  };

  return {
    now,
    /** Reads the clock without advancing it. */
    time: () => new Date(time).toISOString(),
    wait: (seconds: number) => {
      time += Math.max(0, Math.round(seconds * 1000));
    },
    table,
    queue,
    declaration,
    timetable,
    stores: { deliveries, datasetStates, records, sources, rejectedRows, pulls },
    portsThrough,
    rejectedRowIdOf: (key: string) => hash.text(keyHashText(dataset, [key])),
    queryPorts: {
      catalogue: { publishedVersion: async () => version, canonical: async (_version, _field, text) => text },
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
    source: (): SourceRecord => sources.all()[0] ?? buildSource(),
    events: sources.events,
    /** Creates a confirmed source that is due. */
    begin: async (changes: Partial<SourceRecord> = {}) => {
      const due = { ...sourceKey, declaration, timetable, nextRunAt: now(), dueAt: now() };
      const source = buildSource({ ...due, ...changes });
      await sources.create(source, registrationOf(source));
    },
    handle: async (task: Task, gate: Gate): Promise<void> => {
      const ports = portsThrough(gate);
      if (task.kind === 'pull') await pullSource(sourceKey, ports, { remainingMs: settings.remainingMs });
      else if (task.kind === 'replay') await replayAll(sourceKey, ports, { remainingMs: settings.remainingMs });
      else if (task.kind === 'ingest') await ingestPages(task, ports);
      else if (task.kind === 'load') await loadPart(task, ports);
      else if (task.kind === 'publish') await publishDelivery(task, ports, { remainingMs: settings.remainingMs });
      else if (task.kind === 'sweep') await sweepDeliveries(ports);
      else await startDueSources(ports);
      // A worker may die before it deletes its message.
      await gate();
    },
  };
}
