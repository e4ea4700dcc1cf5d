import { Link, useSearchParams } from 'react-router';
import { z } from 'zod';
import { type Department, UnitKind, unitKindNames } from '../../../../schemas/departments/department.ts';
import { listDepartmentsRoute } from '../../../../schemas/departments/routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Pager } from '../../shared/listing/pager.tsx';
import { formatDay } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { DepartmentForm } from './department-form.tsx';

const Address = z.object({
  batch: z.enum(['1', '2', '3']).optional(),
  kind: UnitKind.optional(),
  cursor: z.string().max(2000).optional(),
  /** The id of a department, or `new`. */
  edit: z.string().max(60).optional(),
});
const batchNames = { 1: '第一批', 2: '第二批', 3: '第三批' } as const;

const columns: readonly Column<Department>[] = [
  { title: '部门', cell: ({ id, name }) => <Link to={`?edit=${id}`}>{name}</Link> },
  { title: '类别', cell: ({ kind }) => unitKindNames[kind], isMinor: true },
  { title: '编号', cell: ({ id }) => <code>{id}</code>, isMinor: true },
  { title: '批次', cell: ({ batch }) => (batch === undefined ? '—' : batchNames[batch]) },
  { title: '挂接期限', cell: ({ linkDeadline }) => (linkDeadline === undefined ? '—' : formatDay(linkDeadline)) },
  { title: '统一社会信用代码', cell: ({ creditCode }) => creditCode ?? '—', isMinor: true },
  {
    title: '待部门确认',
    cell: ({ toBeConfirmed }) =>
      toBeConfirmed.length === 0 ? '—' : <StateTag tone="waiting">{toBeConfirmed.length} 项</StateTag>,
  },
];

/** The departments, counties and zones that take part; the centre adds and changes them. */
export default function DepartmentsPage() {
  const { address, change } = useAddress(Address);
  const [search] = useSearchParams();
  if (address.edit !== undefined) return <DepartmentForm key={search.get('edit')} id={address.edit} />;
  return <DepartmentList {...address} change={change} />;
}

type DepartmentListProps = Omit<z.output<typeof Address>, 'edit'> & {
  readonly change: (changes: Readonly<Record<string, string | undefined>>) => void;
};

function DepartmentList({ batch, kind, cursor, change }: DepartmentListProps) {
  const query = useRoute(listDepartmentsRoute, {
    query: {
      ...(batch === undefined ? {} : { batch }),
      ...(kind === undefined ? {} : { kind }),
      ...(cursor === undefined ? {} : { cursor }),
    },
  });
  return (
    <>
      <PageHeader
        title="部门"
        crumbs={[{ title: '管理', to: '/admin' }]}
        actions={
          <Link className="primary-link" to="?edit=new">
            登记部门
          </Link>
        }
      />
      <FilterBar
        isFiltered={batch !== undefined || kind !== undefined}
        clear={() => change({ batch: undefined, kind: undefined })}
      >
        <Choice
          label="类别"
          value={kind}
          options={Object.entries(unitKindNames)}
          choose={(chosen) => change({ kind: chosen })}
          all="全部类别"
        />
        <Choice
          label="批次"
          value={batch}
          options={Object.entries(batchNames)}
          choose={(chosen) => change({ batch: chosen })}
          all="全部批次"
        />
      </FilterBar>
      <QueryView query={query} what="部门">
        {({ items, next }) => (
          <>
            <Listing caption="参加归集的部门" columns={columns} rows={items} rowKey={({ id }) => id} />
            <Pager next={next} />
          </>
        )}
      </QueryView>
    </>
  );
}
