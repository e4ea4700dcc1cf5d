import { z } from 'zod';
import { DatasetId } from '../../catalogue/dataset-version.ts';
import { FieldKey } from '../../catalogue/field.ts';
import { DepartmentId } from '../../departments/department.ts';
import { Instant } from '../../kernel/day.ts';
import { DeliveryId, DeliveryMode } from '../delivery.ts';
import { DatabaseDeclaration } from './database-declaration.ts';
import { InterfaceDeclaration } from './interface-declaration.ts';

/** The doors that the platform opens itself, on a timetable. A dataset has one source at each. */
export const SourceChannel = z.enum(['interface', 'database']);
export type SourceChannel = z.infer<typeof SourceChannel>;

export const SourceDeclaration = z.discriminatedUnion('channel', [InterfaceDeclaration, DatabaseDeclaration]);
export type SourceDeclaration = z.infer<typeof SourceDeclaration>;

/** Five fields: minute, hour, day of month, month, day of week; Shanghai time. */
export const Cron = z
  .string()
  .regex(/^\S+( \S+){4}$/)
  .max(100);
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** When a source is asked. Shanghai time. */
export const SourceTimetable = z
  .object({
    /** `cycle` follows the catalogue's update cycle; one that is irregular or never comes is asked only when a person says so. */
    times: z.union([z.literal('cycle'), Cron]).default('cycle'),
    /** Calls only in these hours; it may go over midnight, such as 22:00 to 06:00. */
    window: z.object({ from: TimeOfDay, to: TimeOfDay }).strict().optional(),
    /** When source and records are compared as a whole; Sundays at 3 o'clock unless said otherwise. */
    reconcile: z.union([z.literal('never'), Cron]).default('0 3 * * 0'),
  })
  .strict();
export type SourceTimetable = z.infer<typeof SourceTimetable>;

export const SourceState = z.enum(['registered', 'returned', 'running', 'paused', 'retired']);
export type SourceState = z.infer<typeof SourceState>;

/** Where a source may go from where it is; a registration anew begins at `registered` again. */
export const nextSourceStates = {
  registered: ['running', 'returned', 'retired'], // running: the centre has confirmed it
  returned: ['registered', 'retired'], //            the department mends it
  running: ['paused', 'registered', 'retired'],
  paused: ['running', 'registered', 'retired'],
  retired: ['registered'],
} as const satisfies Record<SourceState, readonly SourceState[]>;

/** What was done to a source, by whom: the trace. Operator's acts carry a reason. */
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
    /** The watermark that a run was told to begin from. */
    from: z.string().optional(),
  })
  .strict();
export type SourceDecision = z.infer<typeof SourceDecision>;

/** How a field of the catalogue fares in the first page of a test call. */
export const MappedField = z
  .object({
    field: FieldKey,
    label: z.string(),
    /** `unmapped`: the declaration names nothing for it; `missing`: no row has a value; `wrong-type`: values that the checks refuse. */
    state: z.enum(['mapped', 'unmapped', 'missing', 'wrong-type']),
    required: z.boolean(),
    /** Rows with a value, and those whose value was refused. */
    filled: z.int().min(0),
    refused: z.int().min(0),
    /** What the first refused value was refused for; the value itself is not repeated. */
    detail: z.string().optional(),
  })
  .strict();
export type MappedField = z.infer<typeof MappedField>;

export const SourceTest = z
  .object({
    at: Instant,
    by: z.string(),
    declarationVersion: z.int(),
    /** Whether the source could be read and everything that is required is there. */
    ok: z.boolean(),
    fault: z.object({ code: z.string(), detail: z.string() }).strict().optional(),
    seconds: z.number().optional(),
    rows: z.int().min(0),
    /** Rows of the page that would be rejected. */
    rejected: z.int().min(0),
    fields: z.array(MappedField),
  })
  .strict();
export type SourceTest = z.infer<typeof SourceTest>;

/** The centre's confirmation, the same for both sides. */
export const SourceReceipt = z
  .object({
    number: z.string(),
    at: Instant,
    by: z.string(),
    declarationVersion: z.int(),
    rows: z.int().min(0),
    /** What it says to the providing department, and to the information centre. */
    toProvider: z.string(),
    toCentre: z.string(),
    comment: z.string().optional(),
  })
  .strict();
export type SourceReceipt = z.infer<typeof SourceReceipt>;

export const RunPurpose = z.enum(['timetable', 'requested', 'reconcile']);
export type RunPurpose = z.infer<typeof RunPurpose>;

export const Breaker = z.enum(['closed', 'open', 'half-open']);

/** A source's state of health, as the last runs left it. */
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
    /** The cause in one sentence. */
    lastFailure: z
      .object({ at: Instant, code: z.string(), detail: z.string(), page: z.int().optional() })
      .strict()
      .optional(),
    /** Runs of the same outcome one after the other; below zero they failed. */
    streak: z.int(),
    breaker: Breaker,
    /** While the breaker is open, nobody calls before this. */
    breakerUntil: Instant.optional(),
    /** What keeps the source from going on that is no fault of its own: a delivery that waits for a person. */
    waitingFor: z.object({ delivery: DeliveryId, status: z.string() }).strict().optional(),
    acknowledgement: z.enum(['written', 'not-granted', 'failed', 'none']).default('none'),
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

/** A source as people see it. */
export const Source = z
  .object({
    dataset: DatasetId,
    channel: SourceChannel,
    department: DepartmentId,
    state: SourceState,
    /** Grows with each registration; what was tested and confirmed is a revision. */
    declarationVersion: z.int().min(1),
    declaration: SourceDeclaration,
    timetable: SourceTimetable,
    /** Which parts the secret has, and since when; never their values. */
    secret: z
      .object({ parts: z.array(z.string()), at: Instant })
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
    /** How far the source has been read: a time or a cursor of its own. */
    watermark: z.string().optional(),
    rejectedRowCount: z.int().min(0).optional(),
  })
  .strict();
export type Source = z.infer<typeof Source>;

/** A run on its way. `reading` pages, `handing-over` them as a delivery, `waiting` for the delivery to settle and then closing. */
export const Run = z
  .object({
    id: DeliveryId,
    purpose: RunPurpose,
    mode: DeliveryMode,
    declarationVersion: z.int(),
    phase: z.enum(['reading', 'submitting', 'awaiting-delivery', 'finishing']),
    by: z.string(),
    startedAt: Instant,
    /** The source's watermark when it began: an increment begins there, and a run of which nothing is taken leaves it so. */
    from: z.string().optional(),
    /** The fields that its pages hold, where the source itself says which. */
    fields: z.array(FieldKey).optional(),
    /** Where the next page begins; absent before the first one, and `end` when the last one was read. */
    checkpoint: z.string().optional(),
    /** What was read so far; each segment is a list of pages in an object of its own. */
    segments: z.array(z.string()),
    pages: z.int().min(0),
    rows: z.int().min(0),
    bytes: z.int().min(0),
    seconds: z.number(),
    watermark: z.string().optional(),
    /** How often somebody began to work on it without getting any further. */
    attempts: z.int().min(0),
    /** Pages whose acknowledgement has been written. */
    acknowledged: z.int().min(0).default(0),
  })
  .strict();
export type Run = z.infer<typeof Run>;

/** A source with what the platform needs to go on with it after a failure between any two instructions. */
export const SourceRecord = Source.omit({ running: true, rejectedRowCount: true })
  .extend({
    /** Grows with each change that a person makes, so that two at once are known. */
    lockVersion: z.int().min(1),
    run: Run.optional(),
    /** Deliveries of dead letters that are on their way. */
    replays: z.array(DeliveryId),
    /** A person wants a run; it begins when the one on its way has ended. */
    requested: z.object({ purpose: RunPurpose, by: z.string(), from: z.string().optional() }).strict().optional(),
    /** Who works on it now; grows by one with each. */
    fencingToken: z.int().min(0),
    leaseUntil: Instant.optional(),
    /** When the timetable looks at it again. */
    dueAt: Instant.optional(),
  })
  .strict();
export type SourceRecord = z.infer<typeof SourceRecord>;

/** The source as callers see it. */
export function toSource({
  lockVersion: _lockVersion,
  run,
  replays: _replays,
  requested: _requested,
  fencingToken: _fence,
  leaseUntil: _leaseUntil,
  dueAt: _dueAt,
  ...source
}: SourceRecord): Source {
  return run === undefined
    ? source
    : {
        ...source,
        running: { delivery: run.id, purpose: run.purpose, startedAt: run.startedAt, pages: run.pages, rows: run.rows },
      };
}
