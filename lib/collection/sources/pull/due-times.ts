import type { DatasetMetadata } from '../../../../schemas/catalogue/dataset-version.ts';
import type { SourceTimetable } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { fnv1a } from '../../../kernel/hashing/fnv1a.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { fromShanghaiTime, toShanghaiTime } from '../../../kernel/shanghai-time.ts';
import type { CronSchedule, SourceKey } from '../ports.ts';

/** Times are Shanghai time; `null` runs only on request. */
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

/** Seconds. A source's jitter is always the same. */
const [shortJitterSeconds, longJitterSeconds] = [45, 1_500];

type DueAfter = { readonly key: SourceKey; readonly after: Instant };

/** Includes the jitter; `null`: only on request. */
export function computeNextRun(
  timetable: SourceTimetable,
  cycle: DatasetMetadata['updateCycle'],
  due: DueAfter,
  times: CronSchedule,
): Instant | null {
  const cron = timetable.times === 'cycle' ? cronOfCycle[cycle] : timetable.times;
  if (cron === null) return null;
  const isRelaxed = timetable.times === 'cycle' && cycle !== '1';
  return nextWithJitter({ cron, maxJitterSeconds: isRelaxed ? longJitterSeconds : shortJitterSeconds }, due, times);
}

/** Includes the jitter; `null`: never. */
export function computeNextReconcile(
  { reconcile }: SourceTimetable,
  due: DueAfter,
  times: CronSchedule,
): Instant | null {
  return reconcile === 'never'
    ? null
    : nextWithJitter({ cron: reconcile, maxJitterSeconds: longJitterSeconds }, due, times);
}

/** Starts one jitter early, so that a run that ended early does not skip its time. */
function nextWithJitter(
  { cron, maxJitterSeconds }: { readonly cron: string; readonly maxJitterSeconds: number },
  { key: { dataset, channel }, after }: DueAfter,
  times: CronSchedule,
): Instant | null {
  const jitterSeconds = Number.parseInt(fnv1a(`${dataset}/${channel}`).slice(0, 8), 16) % maxJitterSeconds;
  const next = times.afterCron(cron, secondsAfter(after, -jitterSeconds));
  return next === null ? null : secondsAfter(next, jitterSeconds);
}

/** True without a window or with an empty one; a window may cross midnight. */
export function isInWindow({ window }: Pick<SourceTimetable, 'window'>, at: Instant): boolean {
  if (window === undefined || window.from === window.to) return true;
  const time = toShanghaiTime(Date.parse(at)).slice(11, 16);
  return window.from < window.to ? window.from <= time && time < window.to : window.from <= time || time < window.to;
}

/** Answers `at` when it is in the window, else the window's next start. */
export function nextInWindow(timetable: Pick<SourceTimetable, 'window'>, at: Instant): Instant {
  if (timetable.window === undefined || isInWindow(timetable, at)) return at;
  const today = toShanghaiTime(Date.parse(at)).slice(0, 10);
  const begins = new Date(fromShanghaiTime(`${today}T${timetable.window.from}:00`)).toISOString();
  return begins > at ? begins : secondsAfter(begins, 86_400);
}
