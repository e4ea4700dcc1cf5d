import type { UpdateCycle } from '../../../../../schemas/catalogue/dataset-version.ts';
import { updateCycleNames } from '../../../../../schemas/catalogue/labels.ts';
import { describeCron } from '../../../../../schemas/collection/sources/rhythm.ts';
import { controlId, RowGroup, SelectRow, TextRow } from './form-rows.tsx';
import { type RhythmDraft, type RhythmKind, type TimetableDraft, toTimes } from './timetable-draft.ts';

type TimetableStepProps = {
  readonly draft: TimetableDraft;
  readonly set: (changes: Partial<TimetableDraft>) => void;
  readonly cycle: UpdateCycle;
};

const kindNames = {
  minutes: '每隔几分钟',
  hours: '每隔几小时',
  day: '每天',
  week: '每周',
  month: '每月',
  cron: '时间表达式（熟悉 cron 的人用）',
} as const;
const usual = ['minutes', 'hours', 'day', 'week', 'month', 'cron'] as const;
const seldom = ['week', 'month', 'day', 'cron'] as const;
const optionsOf = (kinds: readonly (keyof typeof kindNames)[]): readonly (readonly [RhythmKind, string])[] =>
  kinds.map((kind) => [kind, kindNames[kind]]);

/** When the source is read, in which hours, and when it is compared as a whole; times are Beijing's. */
export function TimetableStep({ draft, set, cycle }: TimetableStepProps) {
  const { times, isWindowed, from, to, reconcile } = draft;
  return (
    <>
      <p>时间都是北京时间。同一时刻的读取会错开一小段，不会同时开始。</p>
      <RhythmRows
        pointer="/body/timetable/times"
        label="什么时候读取"
        draft={times}
        options={[['cycle', `按目录的更新周期（${updateCycleNames[cycle]}）`], ...optionsOf(usual)]}
        change={(value) => set({ times: value })}
      />
      <SelectRow
        pointer="/body/timetable/window"
        label="允许读取的时段"
        value={isWindowed ? 'some' : 'all'}
        options={[
          ['all', '全天'],
          ['some', '只在一段时间内'],
        ]}
        change={(value) => set({ isWindowed: value === 'some' })}
      />
      {isWindowed && (
        <>
          <TextRow
            pointer="/body/timetable/window/from"
            label="从"
            kind="time"
            value={from}
            change={(value) => set({ from: value })}
          />
          <TextRow
            pointer="/body/timetable/window/to"
            label="到"
            kind="time"
            hint="比开始早的，是次日的时刻。"
            value={to}
            change={(value) => set({ to: value })}
          />
        </>
      )}
      <RhythmRows
        pointer="/body/timetable/reconcile"
        label="什么时候完整核对"
        hint="完整读取一遍，与已公开的记录逐条比较，补上缺少的，移除来源没有的。"
        draft={reconcile}
        options={[['never', '不核对'], ...optionsOf(seldom)]}
        change={(value) => set({ reconcile: value })}
      />
    </>
  );
}

type RhythmRowsProps = {
  readonly pointer: string;
  readonly label: string;
  readonly hint?: string;
  readonly draft: RhythmDraft;
  readonly options: readonly (readonly [RhythmKind, string])[];
  readonly change: (draft: RhythmDraft) => void;
};

const minuteOptions = [5, 10, 15, 20, 30].map((minutes) => [`${minutes}`, `每 ${minutes} 分钟`] as const);
const hourOptions = [1, 2, 3, 4, 6, 8, 12].map(
  (hours) => [`${hours}`, hours === 1 ? '每小时' : `每 ${hours} 小时`] as const,
);
const dayOptions = [
  ...Array.from({ length: 28 }, (_, i) => [`${i + 1}`, `${i + 1} 日`] as const),
  ['L', '最后一天'] as const,
];
/** A day or hour that is not offered, as somebody declared it by program. */
const withCurrent = (options: readonly (readonly [string, string])[], value: string) =>
  options.some(([option]) => option === value) ? options : [...options, [value, value] as const];
const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;
const weekdayNames = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

function RhythmRows({ pointer, label, hint, draft, options, change }: RhythmRowsProps) {
  const set = (changes: Partial<RhythmDraft>): void => change({ ...draft, ...changes });
  const { kind } = draft;
  const times = toTimes(draft);
  return (
    <>
      <SelectRow
        pointer={pointer}
        label={label}
        {...(hint === undefined ? {} : { hint })}
        value={kind}
        options={options}
        change={(value) =>
          set({ kind: value, ...(value === 'cron' && draft.cron === '' ? { cron: cronOf(draft) } : {}) })
        }
      />
      {kind === 'minutes' && (
        <SelectRow
          pointer={`${pointer}#minutes`}
          label="间隔"
          value={draft.minutes}
          options={withCurrent(minuteOptions, draft.minutes)}
          change={(minutes) => set({ minutes })}
        />
      )}
      {kind === 'hours' && (
        <SelectRow
          pointer={`${pointer}#hours`}
          label="间隔"
          value={draft.hours}
          options={withCurrent(hourOptions, draft.hours)}
          change={(hours) => set({ hours })}
        />
      )}
      {kind === 'week' && <WeekdayRows pointer={pointer} draft={draft} set={set} />}
      {kind === 'month' && (
        <SelectRow
          pointer={`${pointer}#day`}
          label="哪一天"
          value={draft.monthDay}
          options={withCurrent(dayOptions, draft.monthDay)}
          change={(monthDay) => set({ monthDay })}
        />
      )}
      {(kind === 'day' || kind === 'week' || kind === 'month') && (
        <TextRow
          pointer={`${pointer}#time`}
          label="几点"
          kind="time"
          value={draft.time}
          change={(time) => set({ time })}
        />
      )}
      {kind === 'cron' && (
        <TextRow
          pointer={`${pointer}#cron`}
          label="时间表达式"
          hint="“分 时 日 月 周”五段，例如 0 2 * * 1-5。"
          value={draft.cron}
          change={(cron) => set({ cron })}
        />
      )}
      {kind !== 'cycle' && kind !== 'never' && (
        <output className="form-field soft" style={{ display: 'block' }}>
          {times === '' ? '请选定时间。' : `即：${describeCron(times)}。`}
        </output>
      )}
    </>
  );
}

const cronOf = (draft: RhythmDraft): string => (draft.kind === 'cycle' || draft.kind === 'never' ? '' : toTimes(draft));

type WeekdayRowsProps = Pick<RhythmRowsProps, 'pointer' | 'draft'> & {
  readonly set: (changes: Partial<RhythmDraft>) => void;
};

function WeekdayRows({ pointer, draft, set }: WeekdayRowsProps) {
  return (
    <RowGroup pointer={`${pointer}#weekdays`} label="哪几天">
      {weekdays.map((day) => (
        <label key={day} className="check" htmlFor={controlId(`${pointer}#weekday-${day}`)}>
          <input
            id={controlId(`${pointer}#weekday-${day}`)}
            type="checkbox"
            checked={draft.weekdays.includes(day)}
            onChange={({ target }) =>
              set({
                weekdays: weekdays.filter((one) => (one === day ? target.checked : draft.weekdays.includes(one))),
              })
            }
          />
          {weekdayNames[day]}
        </label>
      ))}
    </RowGroup>
  );
}
