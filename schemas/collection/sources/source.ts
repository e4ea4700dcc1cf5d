import { z } from 'zod';
import { DatasetId } from '../../catalogue/dataset-version.ts';
import { FieldKey } from '../../catalogue/field.ts';
import { DepartmentId } from '../../departments/department.ts';
import { Instant } from '../../kernel/day.ts';
import { DeliveryId, DeliveryMode } from '../delivery.ts';
import { DatabaseDeclaration } from './database-declaration.ts';
import { InterfaceDeclaration } from './interface-declaration.ts';
import { ReplayOutcome, ReplayProgress, ReplayWork, toReplayProgress } from './replay.ts';
import { TableReport } from './table-report.ts';

/** A dataset has at most one source per channel. */
export const SourceChannel = z.enum(['interface', 'database']);
export type SourceChannel = z.infer<typeof SourceChannel>;

/** Names a source in the table of events. */
export function sourceEntity({ dataset, channel }: { readonly dataset: string; readonly channel: SourceChannel }) {
  return `source#${dataset}#${channel}`;
}

export const SourceDeclaration = z.discriminatedUnion('channel', [InterfaceDeclaration, DatabaseDeclaration]);
export type SourceDeclaration = z.infer<typeof SourceDeclaration>;

/** Minute, hour, day of month, month, day of week; Shanghai time. */
export const Cron = z
  .string()
  .regex(/^\S+( \S+){4}$/)
  .max(100);
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** Times are Shanghai time. */
export const SourceTimetable = z
  .object({
    /** `cycle` follows the catalogue; irregular cycles run only on request. */
    times: z.union([z.literal('cycle'), Cron]).default('cycle'),
    /** May cross midnight (22:00 to 06:00). */
    window: z.object({ from: TimeOfDay, to: TimeOfDay }).strict().optional(),
    /** When the whole source is compared with the records. */
    reconcile: z.union([z.literal('never'), Cron]).default('0 3 * * 0'),
  })
  .strict();
export type SourceTimetable = z.infer<typeof SourceTimetable>;

export const SourceState = z.enum(['registered', 'returned', 'running', 'paused', 'retired']);
export type SourceState = z.infer<typeof SourceState>;

/** A new registration always returns to `registered`. */
export const nextSourceStates = {
  registered: ['running', 'returned', 'retired'], // running: confirmed by the centre
  returned: ['registered', 'retired'], //            corrected by the department
  running: ['paused', 'registered', 'retired'],
  paused: ['running', 'registered', 'retired'],
  retired: ['registered'],
} as const satisfies Record<SourceState, readonly SourceState[]>;

/** An audit log entry; operator decisions carry a reason. */
export const SourceDecision = z
  .object({
    kind: z.enum([
      'registered',
      'secret-set',
      'tested',
      'returned',
      'confirmed',
      'paused',
      'resumed',
      'run-now',
      'run-from',
      'reconcile-now',
      'retired',
      'replayed',
    ]),
    by: z.string(),
    at: Instant,
    reason: z.string().optional(),
    /** `run-from` starts at this watermark. */
    from: z.string().optional(),
  })
  .strict();
export type SourceDecision = z.infer<typeof SourceDecision>;

export const MappedField = z
  .object({
    field: FieldKey,
    label: z.string(),
    /** `unmapped`: not declared; `missing`: no row has a value; `wrong-type`: the checks reject values. */
    state: z.enum(['mapped', 'unmapped', 'missing', 'wrong-type']),
    required: z.boolean(),
    /** `filled` and `refused` count rows. */
    filled: z.int().min(0),
    refused: z.int().min(0),
    /** Describes the first refused value, without the value itself. */
    detail: z.string().optional(),
  })
  .strict();
export type MappedField = z.infer<typeof MappedField>;

export const SourceTest = z
  .object({
    at: Instant,
    by: z.string(),
    declarationVersion: z.int(),
    /** True when the source is readable and has all required fields. */
    ok: z.boolean(),
    fault: z.object({ code: z.string(), detail: z.string() }).strict().optional(),
    seconds: z.number().optional(),
    rows: z.int().min(0),
    rejected: z.int().min(0),
    fields: z.array(MappedField),
    /** Of a front-end table; tests of older versions have none. */
    table: TableReport.optional(),
    /** What was found out besides; none of it keeps the source from being read. */
    notices: z.array(z.object({ code: z.string(), detail: z.string() }).strict()).optional(),
  })
  .strict();
export type SourceTest = z.infer<typeof SourceTest>;

/** Records the centre's confirmation (验收). */
export const SourceReceipt = z
  .object({
    number: z.string(),
    at: Instant,
    by: z.string(),
    declarationVersion: z.int(),
    rows: z.int().min(0),
    toProvider: z.string(),
    toCentre: z.string(),
    comment: z.string().optional(),
  })
  .strict();
export type SourceReceipt = z.infer<typeof SourceReceipt>;

export const RunPurpose = z.enum(['timetable', 'requested', 'reconcile']);
export type RunPurpose = z.infer<typeof RunPurpose>;

export const Breaker = z.enum(['closed', 'open', 'half-open']);

export const SourceHealth = z
  .object({
    lastSuccess: z
      .object({
        at: Instant,
        purpose: RunPurpose,
        rows: z.int(),
        pages: z.int(),
        seconds: z.number(),
        rowsPerSecond: z.number(),
        delivery: DeliveryId.optional(),
        changed: z.int().min(0),
        removed: z.int().min(0),
        rejected: z.int().min(0),
      })
      .strict()
      .optional(),
    /** `detail` is one Chinese sentence. */
    lastFailure: z
      .object({ at: Instant, code: z.string(), detail: z.string(), page: z.int().optional() })
      .strict()
      .optional(),
    /** Consecutive runs with the same outcome; negative when they failed. */
    streak: z.int(),
    breaker: Breaker,
    /** The source is not called before this. */
    breakerUntil: Instant.optional(),
    /** Waits for a person's decision and blocks the source. */
    waitingFor: z.object({ delivery: DeliveryId, status: z.string() }).strict().optional(),
    /** `partial` and `untouched`: some or all rows were changed or deleted after they were read. */
    acknowledgement: z.enum(['written', 'partial', 'untouched', 'not-granted', 'failed', 'none']).default('none'),
    /** Rows of the last run: found in the table and marked, or not found as they were read. */
    acknowledgedRows: z
      .object({ marked: z.int().min(0), missed: z.int().min(0) })
      .strict()
      .optional(),
    /** Why nothing more could be marked, where it could not. */
    acknowledgementFault: z.object({ code: z.string(), detail: z.string() }).strict().optional(),
    lastReconciled: z
      .object({
        at: Instant,
        delivery: DeliveryId,
        rows: z.int(),
        records: z.int(),
        ranges: z.int(),
        rangesDiffering: z.int(),
        missing: z.int(),
        differing: z.int(),
        extra: z.int(),
        rejected: z.int(),
      })
      .strict()
      .optional(),
  })
  .strict();
export type SourceHealth = z.infer<typeof SourceHealth>;

export const Source = z
  .object({
    dataset: DatasetId,
    channel: SourceChannel,
    department: DepartmentId,
    state: SourceState,
    /** Incremented by each registration. */
    declarationVersion: z.int().min(1),
    declaration: SourceDeclaration,
    timetable: SourceTimetable,
    /** Names the parts of the secret, never their values. */
    secret: z
      .object({
        parts: z.array(z.string()),
        at: Instant,
        /** Names host, port and kind of authentication; it is sent to nothing else. */
        boundTo: z.string().optional(),
      })
      .strict()
      .optional(),
    test: SourceTest.optional(),
    receipt: SourceReceipt.optional(),
    decisions: z.array(SourceDecision),
    health: SourceHealth,
    nextRunAt: Instant.optional(),
    nextReconcileAt: Instant.optional(),
    running: z
      .object({ delivery: DeliveryId, purpose: RunPurpose, startedAt: Instant, pages: z.int(), rows: z.int() })
      .strict()
      .optional(),
    /** Holds an update time, or the source's own cursor. */
    watermark: z.string().optional(),
    rejectedRowCount: z.int().min(0).optional(),
    replay: ReplayProgress.optional(),
  })
  .strict();
export type Source = z.infer<typeof Source>;

/** Unknown attributes are dropped, so that older items stay readable. */
const RunTotals = z.object({
  /** The run's delivery has the same id. */
  id: DeliveryId,
  purpose: RunPurpose,
  mode: DeliveryMode,
  declarationVersion: z.int(),
  by: z.string(),
  startedAt: Instant,
  /** The watermark before the run; restored when nothing is accepted. */
  from: z.string().optional(),
  /** Only a database source reports its columns. */
  fields: z.array(FieldKey).optional(),
  segments: z.array(z.string()),
  pages: z.int().min(0),
  rows: z.int().min(0),
  bytes: z.int().min(0),
  seconds: z.number(),
  /** Becomes the source's watermark with the delivery. */
  watermark: z.string().optional(),
});

export const ReadingRun = RunTotals.extend({
  phase: z.literal('reading'),
  /** Absent before the first page, `end` after the last. */
  checkpoint: z.string().optional(),
  /** Workers that started since the last checkpoint. */
  attempts: z.int().min(0),
});
export type ReadingRun = z.infer<typeof ReadingRun>;

export const SubmittingRun = RunTotals.extend({ phase: z.literal('submitting') });
export type SubmittingRun = z.infer<typeof SubmittingRun>;

export const AwaitingDeliveryRun = RunTotals.extend({ phase: z.literal('awaiting-delivery') });
export type AwaitingDeliveryRun = z.infer<typeof AwaitingDeliveryRun>;

export const FinishingRun = RunTotals.extend({
  phase: z.literal('finishing'),
  /** Counts pages with written acknowledgements. */
  acknowledged: z.int().min(0).default(0),
  /** Rows on these pages that are marked in the table, and that were not found as they were read. */
  markedRows: z.int().min(0).default(0),
  missedRows: z.int().min(0).default(0),
  /** Times that the acknowledgements were broken off by a fault that may pass. */
  acknowledgementTries: z.int().min(0).default(0),
});
export type FinishingRun = z.infer<typeof FinishingRun>;

export const Run = z.discriminatedUnion('phase', [ReadingRun, SubmittingRun, AwaitingDeliveryRun, FinishingRun]);
export type Run = z.infer<typeof Run>;

/** A vanished delivery is submitted again. */
export const nextRunPhases = {
  reading: ['submitting'],
  submitting: ['awaiting-delivery'],
  'awaiting-delivery': ['submitting', 'finishing'],
  finishing: ['submitting'],
} as const satisfies Record<Run['phase'], readonly Run['phase'][]>;

/** Drops attributes that the new phase does not have. */
export function enterPhase<From extends Run>(
  run: From,
  phase: (typeof nextRunPhases)[From['phase']][number],
): { readonly run: Run } {
  return { run: Run.parse({ ...run, phase }) };
}

/** Holds all that a new worker needs to resume after a crash. */
export const SourceRecord = Source.omit({ running: true, rejectedRowCount: true, replay: true })
  .extend({
    /** Optimistic lock of people's changes, not of workers'. */
    lockVersion: z.int().min(1),
    run: Run.optional(),
    /** Lists replay deliveries that have not settled. */
    replays: z.array(DeliveryId),
    /** The newest replay of all pending rows. */
    replayWork: ReplayWork.optional(),
    /** By the replay's deliveries that have settled: counting one twice changes nothing. */
    replayOutcomes: z.record(DeliveryId, ReplayOutcome).optional(),
    /** The requested run starts after the current one. */
    requested: z.object({ purpose: RunPurpose, by: z.string(), from: z.string().optional() }).strict().optional(),
    /** Incremented by each lease. */
    fencingToken: z.int().min(0),
    leaseUntil: Instant.optional(),
    dueAt: Instant.optional(),
  })
  .strict();
export type SourceRecord = z.infer<typeof SourceRecord>;

/** Leaves out the worker's attributes. */
export function toSource({
  lockVersion: _lockVersion,
  run,
  replays: _replays,
  replayWork,
  replayOutcomes = {},
  requested: _requested,
  fencingToken: _fencingToken,
  leaseUntil: _leaseUntil,
  dueAt: _dueAt,
  ...source
}: SourceRecord): Source {
  return {
    ...source,
    ...(replayWork === undefined ? {} : { replay: toReplayProgress(replayWork, replayOutcomes) }),
    ...(run === undefined
      ? {}
      : {
          running: {
            delivery: run.id,
            purpose: run.purpose,
            startedAt: run.startedAt,
            pages: run.pages,
            rows: run.rows,
          },
        }),
  };
}
