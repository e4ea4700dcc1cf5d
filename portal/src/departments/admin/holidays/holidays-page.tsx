import { Link } from 'react-router';
import { z } from 'zod';
import { listHolidaysRoute } from '../../../../../schemas/departments/holiday-routes.ts';
import type { HolidayTable } from '../../../../../schemas/departments/holidays.ts';
import { useRoute } from '../../../shared/api/use-api.ts';
import { type Column, Listing } from '../../../shared/listing/listing.tsx';
import { PageHeader } from '../../../shared/page-header.tsx';
import { EmptyState } from '../../../shared/states/empty-state.tsx';
import { QueryView } from '../../../shared/states/query-view.tsx';
import { useAddress } from '../../../shared/use-address.ts';
import { HolidayForm } from './holiday-form.tsx';
import { LastChange } from './holiday-words.tsx';
import { HolidayYearView } from './holiday-year-view.tsx';

const Address = z.object({
  /** The list of years without one. */
  year: z
    .string()
    .regex(/^20\d\d$/)
    .optional(),
  edit: z.literal('1').optional(),
});

const columns: readonly Column<HolidayTable>[] = [
  { title: '年份', cell: ({ year }) => <Link to={`?year=${year}`}>{year} 年</Link> },
  { title: '放假', isNumber: true, cell: ({ holidays }) => `${holidays.length} 天` },
  { title: '调休上班', isNumber: true, cell: ({ makeUpDays }) => `${makeUpDays.length} 天` },
  { title: '最近修改', cell: (table) => <LastChange {...table} /> },
];

/** The holidays that working days are counted by, year by year; the centre enters each announcement. */
export default function HolidaysPage() {
  const { address, change } = useAddress(Address);
  const query = useRoute(listHolidaysRoute, {});
  return (
    <QueryView query={query} what="节假日">
      {({ items, missing }) => {
        if (address.year === undefined) return <Years items={items} missing={missing} />;
        const year = Number(address.year);
        const table = items.find((one) => one.year === year);
        const edit = (isEditing: boolean) => change({ edit: isEditing ? '1' : undefined });
        return address.edit === undefined ? (
          <HolidayYearView year={year} table={table} edit={() => edit(true)} />
        ) : (
          <HolidayForm
            key={`${year} ${table?.lockVersion ?? 0}`}
            year={year}
            before={table}
            leave={() => edit(false)}
          />
        );
      }}
    </QueryView>
  );
}

type YearsProps = { readonly items: readonly HolidayTable[]; readonly missing: readonly number[] };

function Years({ items, missing }: YearsProps) {
  return (
    <>
      <PageHeader title="节假日" crumbs={[{ title: '管理', to: '/admin' }]}>
        各项工作日时限按这里的放假日和调休上班日计算，依据是国务院办公厅每年的部分节假日安排通知；假期中的周末也算放假。
      </PageHeader>
      {missing.map((year) => (
        <section key={year} className="panel">
          <p>
            {year} 年的节假日安排尚未录入，暂按周末推算。通知一般在上一年 11 月前后公布，公布后请
            <Link to={`?year=${year}&edit=1`}>录入 {year} 年</Link>。
          </p>
        </section>
      ))}
      {items.length === 0 ? (
        <EmptyState title="还没有录入任何年份" />
      ) : (
        <Listing
          caption="各年的节假日"
          columns={columns}
          rows={items.toReversed()}
          rowKey={({ year }) => String(year)}
        />
      )}
    </>
  );
}
