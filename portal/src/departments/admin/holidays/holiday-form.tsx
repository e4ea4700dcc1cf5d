import { Button, Input } from 'antd';
import { useState } from 'react';
import { z } from 'zod';
import { keepHolidaysRoute, listHolidaysRoute } from '../../../../../schemas/departments/holiday-routes.ts';
import type { HolidayTable } from '../../../../../schemas/departments/holidays.ts';
import { HolidayYear } from '../../../../../schemas/kernel/holiday-year.ts';
import { useAction } from '../../../shared/api/use-api.ts';
import { useCaller } from '../../../shared/caller.ts';
import { FormField } from '../../../shared/forms/form-field.tsx';
import { PageHeader } from '../../../shared/page-header.tsx';
import { ProblemNotice } from '../../../shared/states/problem-notice.tsx';
import { useDraft } from '../../../shared/use-draft.ts';
import {
  addDays,
  addingFault,
  type DayLists,
  type DaySpan,
  describeSpan,
  type ListName,
  removeDays,
  toSpans,
} from './day-spans.ts';
import { holidayCrumbs } from './holiday-words.tsx';

const noDays: DaySpan = { from: '', to: '' };
const Draft = HolidayYear.omit({ year: true }).extend({ reason: z.string().max(500) });

type HolidayFormProps = {
  readonly year: number;
  /** Undefined for a year that is entered for the first time. */
  readonly before: HolidayTable | undefined;
  readonly leave: () => void;
};

/** Enters a year's announcement, or changes what was entered; it is kept on the machine until it is saved. */
export function HolidayForm({ year, before, leave }: HolidayFormProps) {
  const { subject } = useCaller();
  const { holidays = [], makeUpDays = [], lockVersion = 0 } = before ?? {};
  const { draft, keep, forget } = useDraft(`holidays:${subject}:${year}:${lockVersion}`, Draft, {
    holidays,
    makeUpDays,
    reason: '',
  });
  const save = useAction(keepHolidaysRoute, { refreshes: [listHolidaysRoute] });
  const [typed, setTyped] = useState<Readonly<Record<ListName, DaySpan>>>({ holidays: noDays, makeUpDays: noDays });
  const [isForgotten, setForgotten] = useState(false);
  const isTyped = [typed.holidays.from, typed.holidays.to, typed.makeUpDays.from].some((day) => day !== '');
  const reason = draft.reason.trim();
  const send = async (): Promise<void> => {
    setForgotten(isTyped);
    if (isTyped) return;
    await save.act({ params: { year: `${year}` }, body: { ...draft, reason, lockVersion } });
    forget();
    leave();
  };
  const dayList = (list: ListName) => (
    <DayList
      list={list}
      year={year}
      lists={draft}
      change={(days) => keep({ ...draft, [list]: [...days] })}
      span={typed[list]}
      setSpan={(span) => setTyped({ ...typed, [list]: span })}
    />
  );
  return (
    <>
      <PageHeader
        title={before === undefined ? `录入 ${year} 年的节假日` : `修改 ${year} 年的节假日`}
        crumbs={holidayCrumbs}
      >
        请对照国务院办公厅的通知，逐段加入。保存后，正在计算的时限随之改变。
      </PageHeader>
      <form
        className="panel form"
        onSubmit={(event) => {
          event.preventDefault();
          void send().catch(() => undefined);
        }}
      >
        {dayList('holidays')}
        {dayList('makeUpDays')}
        <FormField label="理由" hint="写进改动留痕，例如通知的文号。">
          {(ids) => (
            <Input
              {...ids}
              value={draft.reason}
              maxLength={500}
              onChange={({ target }) => keep({ ...draft, reason: target.value })}
            />
          )}
        </FormField>
        {isForgotten && isTyped && (
          <p className="bad" role="alert">
            上面还有选了没有加入的日期，没有保存。请先加入，或清空日期。
          </p>
        )}
        {save.error !== null && <ProblemNotice error={save.error} />}
        <div className="actions">
          <Button type="primary" htmlType="submit" disabled={reason.length < 2} loading={save.isPending}>
            保存节假日
          </Button>
          <Button
            onClick={() => {
              forget();
              leave();
            }}
          >
            不修改，返回
          </Button>
        </div>
      </form>
    </>
  );
}

// prettier-ignore
const words = {
  holidays: { legend: '放假', none: '还没有加入放假的日子。', hint: '通知写明的整段假期，其中的周末也算在内。', first: '放假第一天', last: '放假最后一天', add: '加入假期' },
  makeUpDays: { legend: '调休上班', none: '没有调休上班的日子。', hint: '因调休而上班的周六、周日。', first: '上班的日子', last: '', add: '加入上班日' },
} as const satisfies Record<ListName, object>;

type DayListProps = {
  readonly list: ListName;
  readonly year: number;
  readonly lists: DayLists;
  readonly change: (days: readonly string[]) => void;
  /** What is typed and not yet added; texts are empty without a day. */
  readonly span: DaySpan;
  readonly setSpan: (span: DaySpan) => void;
};

function DayList({ list, year, lists, change, span: { from, to }, setSpan }: DayListProps) {
  const [fault, setFault] = useState<string | null>(null);
  const { legend, none, hint, first, last, add } = words[list];
  const days = lists[list];
  const addSpan = (): void => {
    const span = { from, to: list === 'holidays' && to !== '' ? to : from };
    const found = addingFault({ list, year, ...span }, lists);
    setFault(found);
    if (found !== null) return;
    change(addDays(days, span));
    setSpan(noDays);
  };
  const bounds = { type: 'date', min: `${year}-01-01`, max: `${year}-12-31` };
  return (
    <fieldset className="people-fields">
      <legend>{legend}</legend>
      <p className="soft">{hint}</p>
      {days.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul className="removable">
          {toSpans(days).map((span) => (
            <li key={span.from}>
              {describeSpan(span)}
              <button
                type="button"
                className="link-button"
                aria-label={`移除${describeSpan(span)}`}
                onClick={() => change(removeDays(days, span))}
              >
                移除
              </button>
            </li>
          ))}
        </ul>
      )}
      <FormField label={first}>
        {(ids) => (
          <input {...ids} {...bounds} value={from} onChange={({ target }) => setSpan({ from: target.value, to })} />
        )}
      </FormField>
      {list === 'holidays' && (
        <FormField label={last} hint="只放一天时不填。">
          {(ids) => (
            <input {...ids} {...bounds} value={to} onChange={({ target }) => setSpan({ from, to: target.value })} />
          )}
        </FormField>
      )}
      {fault !== null && (
        <p className="bad" role="alert">
          {fault}
        </p>
      )}
      <Button onClick={addSpan}>{add}</Button>
    </fieldset>
  );
}
