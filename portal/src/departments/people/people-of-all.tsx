import { Link } from 'react-router';
import { listPeopleRoute } from '../../../../schemas/departments/people-routes.ts';
import type { PeopleView } from '../../../../schemas/departments/people.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDepartments } from '../../shared/use-departments.ts';

type State = 'missing' | 'overdue';
type Row = PeopleView & { readonly name: string };

const stateNames = { missing: '还没有登记', overdue: '已超过确认期限' } as const;
const dayInShanghai = (at: number): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(at));

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

/** Every unit with its people, also those who have registered nobody; units with the most to do can be chosen. */
export function PeopleOfAll({
  state,
  choose,
}: {
  readonly state: State | undefined;
  readonly choose: (state: string | undefined) => void;
}) {
  const query = useRoute(listPeopleRoute, { query: { limit: '200' } });
  const { departments } = useDepartments();
  const today = dayInShanghai(query.dataUpdatedAt);
  return (
    <>
      <PageHeader title="联系人">各部门、县区和功能区自行登记的负责人和联系人，每年确认一次。</PageHeader>
      <FilterBar isFiltered={state !== undefined} clear={() => choose(undefined)}>
        <Choice label="登记情况" value={state} options={Object.entries(stateNames)} choose={choose} all="全部" />
      </FilterBar>
      <QueryView query={query} what="联系人">
        {({ items }) => {
          const kept = new Map(items.map((view) => [view.department, view]));
          const rows = departments
            .map(({ id, name }): Row => ({ ...(kept.get(id) ?? { department: id }), name }))
            .filter((row) => state === undefined || stateOf(row, today) === state);
          return rows.length === 0 ? (
            <EmptyState title="没有这种情况的部门">
              <p>清除筛选以后，可以看到全部部门。</p>
            </EmptyState>
          ) : (
            <Listing
              caption="部门负责人和联系人"
              columns={columnsOn(today)}
              rows={rows}
              rowKey={({ department }) => department}
            />
          );
        }}
      </QueryView>
    </>
  );
}
