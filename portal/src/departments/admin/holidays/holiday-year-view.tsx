import { Button } from 'antd';
import type { HolidayTable } from '../../../../../schemas/departments/holidays.ts';
import type { Day } from '../../../../../schemas/kernel/day.ts';
import { Facts } from '../../../shared/facts.tsx';
import { PageHeader } from '../../../shared/page-header.tsx';
import { EmptyState } from '../../../shared/states/empty-state.tsx';
import { describeSpan, toSpans } from './day-spans.ts';
import { holidayCrumbs, LastChange } from './holiday-words.tsx';

type HolidayYearViewProps = {
  readonly year: number;
  /** Undefined while the year is not entered. */
  readonly table: HolidayTable | undefined;
  readonly edit: () => void;
};

/** A year's days off and made-up days, in the words of the announcement. */
export function HolidayYearView({ year, table, edit }: HolidayYearViewProps) {
  const title = `${year} 年的节假日`;
  if (table === undefined)
    return (
      <>
        <PageHeader title={title} crumbs={holidayCrumbs} />
        <EmptyState title={`${year} 年的节假日安排尚未录入`}>
          <p>暂按周末推算。国务院办公厅的通知公布以后，请对照通知录入。</p>
          <Button type="primary" onClick={edit}>
            录入 {year} 年
          </Button>
        </EmptyState>
      </>
    );
  return (
    <>
      <PageHeader
        title={title}
        crumbs={holidayCrumbs}
        actions={
          <Button type="primary" onClick={edit}>
            修改节假日
          </Button>
        }
      />
      <section className="panel">
        <Facts
          facts={[
            ['放假', <Days key="holidays" days={table.holidays} />],
            ['调休上班', <Days key="make-up" days={table.makeUpDays} />],
            ['最近修改', <LastChange key="changed" {...table} />],
          ]}
        />
      </section>
    </>
  );
}

function Days({ days }: { readonly days: readonly Day[] }) {
  if (days.length === 0) return '没有';
  return (
    <ul className="plain">
      {toSpans(days).map((span) => (
        <li key={span.from}>{describeSpan(span)}</li>
      ))}
    </ul>
  );
}
