import type { DatasetMetadata } from '../../../../schemas/catalogue/dataset-version.ts';
import type { SourceTimetable } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { fnv1a } from '../../../kernel/hashing/fnv1a.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { CronSchedule, SourceKey } from '../ports.ts';

/** When a dataset of each update cycle is asked for; Shanghai time. Irregular ones and those that never change have no time of their own. */
const cronOfCycle: Readonly<Record<DatasetMetadata['updateCycle'], string | null>> = {
  1: '*/5 * * * *', //      实时
  2: '0 1 * * *', //        每日
  3: '0 1 * * 1', //        每周
  4: '0 1 1 * *', //        每月
  5: '0 1 1 1,4,7,10 *', // 每季度
  6: '0 1 1 1,7 *', //      每半年
  7: '0 1 1 1 *', //        每年
  8: null, //               不定期
  9: null, //               不更新
};

/** Sources of one cycle do not all come in the same second: up to so many seconds later, always the same for a source. */
const [shortJitterSeconds, longJitterSeconds] = [45, 1_500];

/** The first moment after `after` at which the source is to be asked; `null`: only when a person says so. */
export function computeNextRun(
  timetable: SourceTimetable,
  cycle: DatasetMetadata['updateCycle'],
  key: SourceKey,
  after: Instant,
  times: CronSchedule,
): Instant | null {
  const cron = timetable.times === 'cycle' ? cronOfCycle[cycle] : timetable.times;
  if (cron === null) return null;
  return jittered(
    cron,
    timetable.times === 'cycle' && cycle !== '1' ? longJitterSeconds : shortJitterSeconds,
    key,
    after,
    times,
  );
}

/** The first moment after `after` at which source and records are to be compared as a whole. */
export function computeNextReconcile(
  { reconcile }: SourceTimetable,
  key: SourceKey,
  after: Instant,
  times: CronSchedule,
): Instant | null {
  return reconcile === 'never' ? null : jittered(reconcile, longJitterSeconds, key, after, times);
}

/** Looked for from a jitter before, so that a run that ended early does not skip the time that it was late for. */
function jittered(
  cron: string,
  atMost: number,
  { dataset, channel }: SourceKey,
  after: Instant,
  times: CronSchedule,
): Instant | null {
  const late = Number.parseInt(fnv1a(`${dataset}/${channel}`).slice(0, 8), 16) % atMost;
  const next = times.afterCron(cron, secondsAfter(after, -late));
  return next === null ? null : secondsAfter(next, late);
}

/** Whether a moment lies in the hours in which the source may be called. */
export function isInWindow({ window }: Pick<SourceTimetable, 'window'>, at: Instant): boolean {
  if (window === undefined || window.from === window.to) return true;
  const time = secondsAfter(at, 8 * 3600).slice(11, 16);
  return window.from < window.to ? window.from <= time && time < window.to : window.from <= time || time < window.to;
}

/** The moment itself where calls are allowed then, else when the hours begin. */
export function nextInWindow(timetable: Pick<SourceTimetable, 'window'>, at: Instant): Instant {
  if (timetable.window === undefined || isInWindow(timetable, at)) return at;
  const shanghai = secondsAfter(at, 8 * 3600);
  const begins = secondsAfter(`${shanghai.slice(0, 10)}T${timetable.window.from}:00.000Z`, -8 * 3600);
  return begins > at ? begins : secondsAfter(begins, 86_400);
}
