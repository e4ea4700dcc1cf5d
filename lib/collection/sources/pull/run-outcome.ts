import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import { type SourceFaultCode, sourceFaults } from '../../../../schemas/collection/sources/source-faults.ts';
import type { Run, SourceHealth, SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { type Facts, fillPhrase } from '../../../kernel/fill-phrase.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { Clock } from '../../ports.ts';
import type { CronSchedule, SourceSettings } from '../ports.ts';
import { healthEvent } from '../source-events.ts';
import { computeNextReconcile, computeNextRun, nextInWindow } from './due-times.ts';

const breakerThreshold = 5;
/** Units of `unitSeconds`, which is a minute by default. */
const [firstRetryUnits, maxRetryUnits] = [1, 60];
const [firstOpenUnits, maxOpenUnits] = [15, 360];

export const initialHealth: SourceHealth = { streak: 0, breaker: 'closed', acknowledgement: 'none' };

/**
 * Retries after 1, 2, 4, 8 minutes; from the fifth failure after 15 minutes up to 6 hours.
 * A longer `Retry-After` of the source wins.
 */
export function healthAfterFailure(
  health: SourceHealth,
  fault: {
    readonly code: SourceFaultCode;
    readonly facts: Facts;
    readonly retryAfterSeconds?: number | undefined;
    readonly page?: number;
  },
  at: Instant,
  unitSeconds = 60,
): { readonly health: SourceHealth; readonly retryAt: Instant } {
  const failures = Math.max(0, -health.streak) + 1;
  const open = failures >= breakerThreshold;
  const units = open
    ? Math.min(maxOpenUnits, firstOpenUnits * 2 ** (failures - breakerThreshold))
    : Math.min(maxRetryUnits, firstRetryUnits * 2 ** (failures - 1));
  const retryAt = secondsAfter(at, Math.max(units * unitSeconds, fault.retryAfterSeconds ?? 0));
  const { breakerUntil: _until, waitingFor: _waiting, ...rest } = health;
  return {
    health: {
      ...rest,
      streak: -failures,
      breaker: open ? 'open' : 'closed',
      ...(open ? { breakerUntil: retryAt } : {}),
      lastFailure: {
        at,
        code: fault.code,
        detail: fillPhrase(sourceFaults[fault.code].detail, fault.facts),
        ...definedOnly({ page: fault.page }),
      },
    },
    retryAt,
  };
}

function healthAfterSuccess(health: SourceHealth, success: NonNullable<SourceHealth['lastSuccess']>): SourceHealth {
  const { breakerUntil: _until, waitingFor: _waiting, ...rest } = health;
  return { ...rest, streak: Math.max(0, health.streak) + 1, breaker: 'closed', lastSuccess: success };
}

export type RunOutcomePorts = Clock & { readonly times: CronSchedule; readonly sourceSettings: SourceSettings };

/** Postpones a due reconcile to `retryAt`, and repeats a failed one then. */
export function retryTimes({ timetable, nextReconcileAt }: SourceRecord, { purpose }: Run, retryAt: Instant) {
  const next = nextInWindow(timetable, retryAt);
  const isReconcileDue = purpose === 'reconcile' || (nextReconcileAt !== undefined && nextReconcileAt < next);
  return { nextRunAt: next, ...(isReconcileDue ? { nextReconcileAt: next } : {}) };
}

/** Counts a returned delivery as a failure; the watermark goes back to the run's start. */
export function changesAfterReturn(
  source: SourceRecord,
  { run, delivery: { reason } }: { readonly run: Run; readonly delivery: DeliveryRecord },
  ports: RunOutcomePorts,
) {
  const at = ports.now();
  const { code, facts } = new SourceFault('delivery-returned');
  const { health, retryAt } = healthAfterFailure(source.health, { code, facts }, at, ports.sourceSettings.retrySeconds);
  const withReason =
    reason === undefined || health.lastFailure === undefined
      ? health
      : { ...health, lastFailure: { ...health.lastFailure, code: reason.code, detail: reason.detail } };
  return {
    run: null,
    health: withReason,
    watermark: run.from ?? null,
    ...retryTimes(source, run, retryAt),
    ...healthEvent(source, withReason, at),
  };
}

/** `delivery` is `null` when the run read no rows. */
export function changesAfterSuccess(
  source: SourceRecord,
  outcome: { readonly run: Run; readonly delivery: DeliveryRecord | null; readonly version: DatasetVersion },
  ports: RunOutcomePorts,
) {
  const at = ports.now();
  const { run, delivery, version } = outcome;
  const success = summarizeRun(run, delivery, at);
  const reconciled = delivery === null ? undefined : summarizeReconcile(delivery, at);
  const health = healthAfterSuccess(source.health, success);
  const key = { dataset: source.dataset, channel: source.channel };
  const { updateCycle } = version.content.metadata;
  const inWindow = (due: Instant | null) => (due === null ? null : nextInWindow(source.timetable, due));
  return {
    run: null,
    ...healthEvent(source, health, at),
    health: reconciled === undefined ? health : { ...health, lastReconciled: reconciled },
    nextRunAt: inWindow(computeNextRun(source.timetable, updateCycle, { key, after: at }, ports.times)),
    nextReconcileAt: inWindow(computeNextReconcile(source.timetable, { key, after: at }, ports.times)),
  };
}

function summarizeRun(
  run: Run,
  delivery: DeliveryRecord | null,
  at: Instant,
): NonNullable<SourceHealth['lastSuccess']> {
  const rowCounts = delivery?.rowCounts;
  const seconds = Math.max(0.001, run.seconds);
  return {
    at,
    purpose: run.purpose,
    rows: run.rows,
    pages: run.pages,
    seconds,
    rowsPerSecond: Math.round(run.rows / seconds),
    ...(delivery === null ? {} : { delivery: delivery.id }),
    changed: rowCounts === undefined ? 0 : rowCounts.new + rowCounts.changed,
    removed: rowCounts?.removed ?? 0,
    rejected: rowCounts?.rejected ?? 0,
  };
}

function summarizeReconcile(
  { id, rowCounts, reconciled }: DeliveryRecord,
  at: Instant,
): SourceHealth['lastReconciled'] {
  if (reconciled === undefined || rowCounts === undefined) return undefined;
  return {
    at,
    delivery: id,
    ...reconciled,
    missing: rowCounts.new,
    differing: rowCounts.changed,
    extra: rowCounts.removed,
    rejected: rowCounts.rejected,
  };
}
