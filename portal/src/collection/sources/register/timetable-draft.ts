import { z } from 'zod';
import { type Rhythm, readRhythm, writeRhythm } from '../../../../../schemas/collection/sources/rhythm.ts';
import { SourceTimetable } from '../../../../../schemas/collection/sources/source.ts';

export const RhythmKind = z.enum(['cycle', 'never', 'minutes', 'hours', 'day', 'week', 'month', 'cron']);
export type RhythmKind = z.infer<typeof RhythmKind>;

/** What the inputs hold; only those of the kind count. */
export const RhythmDraft = z.object({
  kind: RhythmKind,
  minutes: z.string(),
  hours: z.string(),
  time: z.string(),
  /** 0 is Sunday. */
  weekdays: z.array(z.int()),
  /** A number, or `L` for the last day. */
  monthDay: z.string(),
  cron: z.string(),
});
export type RhythmDraft = z.infer<typeof RhythmDraft>;

export const TimetableDraft = z.object({
  times: RhythmDraft,
  isWindowed: z.boolean(),
  from: z.string(),
  to: z.string(),
  reconcile: RhythmDraft,
});
export type TimetableDraft = z.infer<typeof TimetableDraft>;

const plain: RhythmDraft = {
  kind: 'cycle',
  minutes: '5',
  hours: '1',
  time: '02:00',
  weekdays: [1],
  monthDay: '1',
  cron: '',
};

/** The value of a timetable: `cycle`, `never` or a cron expression. A kind that is not filled in gives an empty text. */
export function toTimes(draft: RhythmDraft): string {
  if (draft.kind === 'cycle' || draft.kind === 'never') return draft.kind;
  if (draft.kind === 'cron') return draft.cron.trim().replaceAll(/\s+/g, ' ');
  const rhythm = toRhythm(draft, draft.kind);
  return rhythm === null ? '' : writeRhythm(rhythm);
}

function toRhythm(
  { minutes, hours, time, weekdays, monthDay }: RhythmDraft,
  every: Exclude<RhythmKind, 'cycle' | 'never' | 'cron'>,
): Rhythm | null {
  if (every === 'minutes') return { every, minutes: Number(minutes) };
  if (every === 'hours') return { every, hours: Number(hours), minute: 0 };
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(time) ?? [];
  if (hour === undefined) return null;
  const at = { hours: [Number(hour)], minute: Number(minute) };
  if (every === 'day') return { every, ...at };
  if (every === 'week') return weekdays.length === 0 ? null : { every, weekdays, ...at };
  return { every, days: [monthDay === 'L' ? 'L' : Number(monthDay)], ...at };
}

/** The inputs for a stored value; one that they cannot say stays an expression. */
export function fromTimes(times: string): RhythmDraft {
  if (times === 'cycle' || times === 'never') return { ...plain, kind: times };
  const rhythm = readRhythm(times);
  const draft = rhythm === null ? null : fromRhythm(rhythm);
  return draft !== null && toTimes(draft) === times ? draft : { ...plain, kind: 'cron', cron: times };
}

function fromRhythm(rhythm: Rhythm): RhythmDraft | null {
  switch (rhythm.every) {
    case 'minutes':
      return { ...plain, kind: 'minutes', minutes: `${rhythm.minutes}` };
    case 'hours':
      return { ...plain, kind: 'hours', hours: `${rhythm.hours}` };
    case 'day':
      return { ...plain, kind: 'day', time: timeOf(rhythm) };
    case 'week':
      return { ...plain, kind: 'week', weekdays: [...rhythm.weekdays], time: timeOf(rhythm) };
    case 'month':
      return { ...plain, kind: 'month', monthDay: `${rhythm.days[0] ?? 1}`, time: timeOf(rhythm) };
    case 'year':
      return null;
  }
}

const two = (number: number | undefined): string => String(number ?? 0).padStart(2, '0');
const timeOf = ({ hours, minute }: { readonly hours: readonly number[]; readonly minute: number }): string =>
  `${two(hours[0])}:${two(minute)}`;

/** The inputs for a timetable; an empty one is the platform's default. */
export function fromTimetable(timetable: z.input<typeof SourceTimetable>): TimetableDraft {
  const { times, window, reconcile } = SourceTimetable.parse(timetable);
  return {
    times: fromTimes(times),
    isWindowed: window !== undefined,
    from: window?.from ?? '22:00',
    to: window?.to ?? '06:00',
    reconcile: fromTimes(reconcile),
  };
}

/** The timetable as it is sent. */
export const toTimetable = ({
  times,
  isWindowed,
  from,
  to,
  reconcile,
}: TimetableDraft): z.input<typeof SourceTimetable> => ({
  times: toTimes(times),
  ...(isWindowed ? { window: { from, to } } : {}),
  reconcile: toTimes(reconcile),
});
