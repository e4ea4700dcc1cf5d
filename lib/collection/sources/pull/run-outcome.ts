import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { SourceRecord, Run } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { Clock } from '../../ports.ts';
import type { CronSchedule, SourceSettings } from '../ports.ts';
import { nextInWindow, computeNextReconcile, computeNextRun } from './due-times.ts';
import { healthAfterFailure, healthAfterSuccess } from './source-health.ts';

export type RunOutcomePorts = Clock & { readonly times: CronSchedule; readonly sourceSettings: SourceSettings };

/** The source is left alone until then, by the comparison as well; one that has failed comes again. */
export function retryTimes({ timetable, nextReconcileAt }: SourceRecord, { purpose }: Run, again: Instant) {
  const next = nextInWindow(timetable, again);
  return {
    nextRunAt: next,
    ...(purpose === 'reconcile' || (nextReconcileAt !== undefined && nextReconcileAt < next)
      ? { nextReconcileAt: next }
      : {}),
  };
}

/** What a run leaves whose delivery was given back as a whole: nothing of it was taken, and the next run begins where this one did. */
export function changesAfterReturn(source: SourceRecord, run: Run, { reason }: DeliveryRecord, ports: RunOutcomePorts) {
  const at = ports.now();
  const { code, facts } = new SourceFault('delivery-returned');
  const { health, again } = healthAfterFailure(source.health, { code, facts }, at, ports.sourceSettings.retrySeconds);
  const said =
    reason === undefined || health.lastFailure === undefined
      ? health
      : { ...health, lastFailure: { ...health.lastFailure, code: reason.code, detail: reason.detail } };
  return { run: null, health: said, watermark: run.from ?? null, ...retryTimes(source, run, again) };
}

/** What a run leaves that has come to its end, and when the next one is due. */
export function changesAfterSuccess(
  source: SourceRecord,
  run: Run,
  delivery: DeliveryRecord | null,
  version: DatasetVersion,
  ports: RunOutcomePorts,
) {
  const at = ports.now();
  const rowCounts = delivery?.rowCounts;
  const seconds = Math.max(0.001, run.seconds);
  const health = healthAfterSuccess(source.health, {
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
  });
  const reconciled = delivery?.reconciled;
  const { updateCycle } = version.content.metadata;
  const key = { dataset: source.dataset, channel: source.channel };
  return {
    run: null,
    health:
      reconciled === undefined || delivery === null || rowCounts === undefined
        ? health
        : {
            ...health,
            lastReconciled: {
              at,
              delivery: delivery.id,
              ...reconciled,
              missing: rowCounts.new,
              differing: rowCounts.changed,
              extra: rowCounts.removed,
              rejected: rowCounts.rejected,
            },
          },
    nextRunAt: computeNextRun(source.timetable, updateCycle, key, at, ports.times),
    nextReconcileAt: computeNextReconcile(source.timetable, key, at, ports.times),
  };
}
