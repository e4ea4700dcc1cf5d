import type { SourceTimetable } from './source.ts';

/** Hours and minutes of Shanghai. */
type Times = { readonly hours: readonly number[]; readonly minute: number };
/** What a cron expression of the usual kinds says. */
export type Rhythm =
  | { readonly every: 'minutes'; readonly minutes: number }
  | { readonly every: 'hours'; readonly hours: number; readonly minute: number }
  | ({ readonly every: 'day' } & Times)
  /** 0 is Sunday. */
  | ({ readonly every: 'week'; readonly weekdays: readonly number[] } & Times)
  /** `L` is the month's last day. */
  | ({ readonly every: 'month'; readonly days: readonly (number | 'L')[] } & Times)
  | ({ readonly every: 'year'; readonly months: readonly number[]; readonly days: readonly (number | 'L')[] } & Times);

/** More times a day than this are no rhythm that a sentence can say. */
const maxTimesADay = 6;
const weekdayNames = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** Reads minute, hour, day of month, month and day of week; `null` for an expression of an unusual kind. */
export function readRhythm(cron: string): Rhythm | null {
  const [minutes = '', hours = '', ...others] = cron.split(' ');
  const [days = '', months = '', weekdays = '', ...more] = others;
  if (more.length > 0) return null;
  const isAnyDay = others.every((part) => part === '*');
  return isAnyDay && isStep(hours) ? readPauses(minutes, hours) : readTimes(minutes, hours, [days, months, weekdays]);
}

const isStep = (text: string): boolean => text === '*' || text.startsWith('*/');

function readPauses(minutes: string, hours: string): Rhythm | null {
  if (isStep(minutes)) {
    const step = hours === '*' ? readStep(minutes, 60) : null;
    return step === null ? null : { every: 'minutes', minutes: step };
  }
  const [minute, step] = [readMinute(minutes), readStep(hours, 24)];
  return minute === null || step === null ? null : { every: 'hours', hours: step, minute };
}

function readTimes(minutes: string, hours: string, days: readonly [string, string, string]): Rhythm | null {
  const [minute, atHours] = [readMinute(minutes), readNumbers(hours, 0, 23)];
  if (minute === null || atHours === null || atHours.length > maxTimesADay) return null;
  return readDays(days, { hours: atHours, minute });
}

function readMinute(text: string): number | null {
  const [minute, ...more] = readNumbers(text, 0, 59) ?? [];
  return minute === undefined || more.length > 0 ? null : minute;
}

function readDays([days, months, weekdays]: readonly [string, string, string], times: Times): Rhythm | null {
  if (weekdays !== '*') {
    // Day of month and day of week together mean either of them.
    const chosen = days === '*' && months === '*' ? readNumbers(weekdays, 0, 7) : null;
    return chosen === null ? null : { every: 'week', weekdays: [...new Set(chosen.map((day) => day % 7))], ...times };
  }
  if (days === '*') return months === '*' ? { every: 'day', ...times } : null;
  const daysOfMonth = days === 'L' ? (['L'] as const) : readNumbers(days, 1, 31);
  if (daysOfMonth === null) return null;
  if (months === '*') return { every: 'month', days: daysOfMonth, ...times };
  const chosen = readNumbers(months, 1, 12);
  return chosen === null ? null : { every: 'year', months: chosen, days: daysOfMonth, ...times };
}

/** Steps that do not divide the hour or day leave a shorter pause at its end, which no sentence would tell. */
function readStep(text: string, whole: number): number | null {
  if (text === '*') return 1;
  const step = Number(/^\*\/(\d{1,2})$/.exec(text)?.[1] ?? 0);
  return step < 1 || whole % step !== 0 ? null : step;
}

/** `1,3-5` → 1, 3, 4, 5; `null` for anything else, or outside of the bounds. */
function readNumbers(text: string, least: number, most: number): readonly number[] | null {
  const numbers: number[] = [];
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part) ?? [];
    if (first === undefined || Number(last) < Number(first)) return null;
    for (let number = Number(first); number <= Number(last); number += 1) numbers.push(number);
  }
  return numbers.some((number) => number < least || number > most) ? null : numbers;
}

/** Writes the cron expression that `readRhythm` reads as the same rhythm. */
export function writeRhythm(rhythm: Rhythm): string {
  switch (rhythm.every) {
    case 'minutes':
      return rhythm.minutes === 1 ? '* * * * *' : `*/${rhythm.minutes} * * * *`;
    case 'hours':
      return `${rhythm.minute} ${rhythm.hours === 1 ? '*' : `*/${rhythm.hours}`} * * *`;
    case 'day':
      return `${rhythm.minute} ${rhythm.hours.join(',')} * * *`;
    case 'week':
      return `${rhythm.minute} ${rhythm.hours.join(',')} * * ${rhythm.weekdays.join(',')}`;
    case 'month':
      return `${rhythm.minute} ${rhythm.hours.join(',')} ${rhythm.days.join(',')} * *`;
    case 'year':
      return `${rhythm.minute} ${rhythm.hours.join(',')} ${rhythm.days.join(',')} ${rhythm.months.join(',')} *`;
  }
}

/** `每天 02:00`, `每周一、周三 03:00`; Shanghai time. */
export function describeRhythm(rhythm: Rhythm): string {
  switch (rhythm.every) {
    case 'minutes':
      return rhythm.minutes === 1 ? '每分钟' : `每 ${rhythm.minutes} 分钟`;
    case 'hours': {
      const every = rhythm.hours === 1 ? '每小时' : `每 ${rhythm.hours} 小时`;
      return `${every}${rhythm.minute === 0 ? '（整点）' : `（第 ${rhythm.minute} 分钟）`}`;
    }
    case 'day':
      return `每天 ${describeTimes(rhythm)}`;
    case 'week':
      return `每${rhythm.weekdays.map((day) => `周${weekdayNames[day] ?? day}`).join('、')} ${describeTimes(rhythm)}`;
    case 'month':
      return `每月${rhythm.days.includes('L') ? '' : ' '}${describeDays(rhythm.days)} ${describeTimes(rhythm)}`;
    case 'year':
      return `每年 ${rhythm.months.join('、')} 月的 ${describeDays(rhythm.days)} ${describeTimes(rhythm)}`;
  }
}

const describeDays = (days: readonly (number | 'L')[]): string =>
  days.map((day) => (day === 'L' ? '最后一天' : `${day} 日`)).join('、');

const describeTimes = ({ hours, minute }: Times): string =>
  hours.map((hour) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`).join('、');

/** An expression in words; one of an unusual kind is quoted. */
export function describeCron(cron: string): string {
  const rhythm = readRhythm(cron);
  return rhythm === null ? `按以下时间表达式：${cron}` : describeRhythm(rhythm);
}

/** When a source is read, in words. */
export const describeTimesOf = ({ times }: Pick<SourceTimetable, 'times'>): string =>
  times === 'cycle' ? '按目录的更新周期' : describeCron(times);

/** When a source is compared as a whole, in words. */
export const describeReconcileOf = ({ reconcile }: Pick<SourceTimetable, 'reconcile'>): string =>
  reconcile === 'never' ? '不核对' : describeCron(reconcile);

/** The hours in which a source may be called, in words. */
export function describeWindowOf({ window }: Pick<SourceTimetable, 'window'>): string {
  if (window === undefined || window.from === window.to) return '全天';
  return window.from < window.to ? `${window.from} 至 ${window.to}` : `${window.from} 至次日 ${window.to}`;
}
