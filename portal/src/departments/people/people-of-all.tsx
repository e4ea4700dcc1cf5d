import { useState } from 'react';
import { Link } from 'react-router';
import { listPeopleRoute } from '../../../../schemas/departments/people-routes.ts';
import type { PeopleView } from '../../../../schemas/departments/people.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { localNow, viewedDay } from '../../shared/demo.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDepartments } from '../../shared/use-departments.ts';

type State = 'missing' | 'overdue';
type Row = PeopleView & { readonly name: string; readonly batch: string };

const stateNames = { missing: '还没有登记', overdue: '已超过确认期限' } as const;
const dayInShanghai = (at: Date): string => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(at);

const stateOf = ({ people, confirmBy }: PeopleView, today: string): State | undefined => {
  if (people === undefined) return 'missing';
  return confirmBy !== undefined && confirmBy < today ? 'overdue' : undefined;
};

const columnsOn = (today: string): readonly Column<Row>[] => [
  { title: '部门', cell: ({ department, name }) => <Link to={`?department=${department}`}>{name}</Link> },
  { title: '负责人', cell: ({ people }) => people?.inCharge.name ?? '—' },
  { title: '联系人', cell: ({ people }) => people?.contacts.map(({ name }) => name).join('、') ?? '—', isMinor: true },
  {
    title: '确认',
    cell: (row) => {
      const state = stateOf(row, today);
      if (state === 'missing') return <StateTag tone="waiting">还没有登记</StateTag>;
      const until = row.confirmBy === undefined ? '' : formatDay(row.confirmBy);
      return state === 'overdue' ? <StateTag tone="bad">应在{until}以前确认</StateTag> : `有效至${until}`;
    },
  },
];

type Choices = { readonly state: State | undefined; readonly batch: string | undefined };
type PeopleOfAllProps = Choices & { readonly change: (changes: Partial<Record<keyof Choices, string>>) => void };

const batches = [
  ['1', '第一批'],
  ['2', '第二批'],
  ['3', '第三批'],
  ['0', '未列入批次'],
] as const;

/** Every unit with its people, also those who have registered nobody, by the notice's batches. */
export function PeopleOfAll({ state, batch, change }: PeopleOfAllProps) {
  const query = useRoute(listPeopleRoute, { query: { limit: '200' } });
  const { departments } = useDepartments();
  const [today] = useState(() => viewedDay() ?? dayInShanghai(localNow()));
  const isFiltered = state !== undefined || batch !== undefined;
  return (
    <>
      <PageHeader title="联系人">各部门、县区和功能区自行登记的负责人和联系人，每年确认一次。</PageHeader>
      <FilterBar isFiltered={isFiltered} clear={() => change({ state: '', batch: '' })}>
        <Choice
          label="批次"
          value={batch}
          options={batches}
          choose={(chosen = '') => change({ batch: chosen })}
          all="全部"
        />
        <Choice
          label="登记情况"
          value={state}
          options={Object.entries(stateNames)}
          choose={(chosen = '') => change({ state: chosen })}
          all="全部"
        />
      </FilterBar>
      <QueryView query={query} what="联系人">
        {({ items }) => {
          const kept = new Map(items.map((view) => [view.department, view]));
          const rows = departments
            .map((unit): Row => ({
              ...(kept.get(unit.id) ?? { department: unit.id }),
              name: unit.name,
              batch: String(unit.batch ?? 0),
            }))
            .filter((row) => state === undefined || stateOf(row, today) === state)
            .filter((row) => batch === undefined || row.batch === batch);
          return rows.length === 0 ? (
            <EmptyState title="没有这种情况的部门">
              <p>清除筛选以后，可以看到全部部门。</p>
            </EmptyState>
          ) : (
            batches.map(([id, name]) => (
              <Group
                key={`${id} ${isFiltered}`}
                name={name}
                rows={rows.filter((row) => row.batch === id)}
                today={today}
                isOpen={isFiltered || id === '1'}
              />
            ))
          );
        }}
      </QueryView>
    </>
  );
}

type GroupProps = {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly today: string;
  readonly isOpen: boolean;
};

/** The units of a batch; 58 of them in one list are 15 screens of a phone. */
function Group({ name, rows, today, isOpen }: GroupProps) {
  if (rows.length === 0) return null;
  const open = rows.filter((row) => stateOf(row, today) !== undefined).length;
  return (
    <details className="unit-group" open={isOpen}>
      <summary>
        {name}，{rows.length} 个{open === 0 ? '，均已登记' : `，其中 ${open} 个需要登记或确认`}
      </summary>
      <Listing
        caption={`${name}的负责人和联系人`}
        columns={columnsOn(today)}
        rows={rows}
        rowKey={({ department }) => department}
      />
    </details>
  );
}
