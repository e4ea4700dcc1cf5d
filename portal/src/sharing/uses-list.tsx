import type { z } from 'zod';
import { listDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import type { Actor } from '../../../schemas/departments/actor.ts';
import { nameActor } from '../../../schemas/departments/name-actor.ts';
import { type AuditSide, listAuditEntriesRoute } from '../../../schemas/sharing/audit-routes.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { Choice, DayFilter, FilterBar } from '../shared/listing/filters.tsx';
import { Listing } from '../shared/listing/listing.tsx';
import { Pager } from '../shared/listing/pager.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useDepartments } from '../shared/use-departments.ts';
import { type Use, useUseColumns } from './use-columns.tsx';

type Filters = {
  readonly department?: string | undefined;
  readonly account?: string | undefined;
  readonly dataset?: string | undefined;
  readonly day?: string | undefined;
  readonly cursor?: string | undefined;
};

type UsesListProps = {
  readonly side: z.output<typeof AuditSide>;
  readonly filters: Filters;
  readonly change: (changes: Readonly<Record<string, string | undefined>>) => void;
};

const nothingChosen = {
  department: undefined,
  account: undefined,
  dataset: undefined,
  day: undefined,
};

/** One side's uses, the newest first, by the filters of the address. */
export function UsesList({ side, filters, change }: UsesListProps) {
  const { department, account, dataset, day } = filters;
  const isFiltered = [department, account, dataset, day].some((value) => value !== undefined);
  const chosen = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
  const list = useRoute(listAuditEntriesRoute, {
    query: { ...chosen, side, limit: '50' },
  });
  return (
    <>
      <FilterBar isFiltered={isFiltered} clear={() => change(nothingChosen)}>
        <DepartmentChoice department={department} change={change} />
        <DatasetChoice side={side} filters={filters} change={change} />
        <AccountChoice account={account} actors={list.data?.actors ?? []} change={change} />
        <DayFilter label="日期" value={day} choose={(value) => change({ day: value })} />
      </FilterBar>
      <QueryView query={list} what="使用记录">
        {({ items, actors, next }) => (
          <>
            {items.length === 0 ? (
              <Nothing isFiltered={isFiltered} hasMore={next !== undefined} />
            ) : (
              <UsesTable uses={items} actors={actors} />
            )}
            <Pager next={next} />
          </>
        )}
      </QueryView>
    </>
  );
}

/** The uses of one page. */
export function UsesTable({ uses, actors }: { readonly uses: readonly Use[]; readonly actors: readonly Actor[] }) {
  return <Listing caption="使用记录" columns={useUseColumns(actors)} rows={uses} rowKey={({ id }) => id} />;
}

/** The centre and the supervising office see one department at a time, their own first. */
function DepartmentChoice({ department, change }: Pick<Filters, 'department'> & Pick<UsesListProps, 'change'>) {
  const caller = useCaller();
  const { departments } = useDepartments();
  if (!hasRole(caller, ['operator', 'supervisor'])) return null;
  return (
    <Choice
      label="部门"
      value={department}
      all={caller.department.name}
      options={departments.filter(({ id }) => id !== caller.department.id).map(({ id, name }) => [id, name])}
      choose={(value) => change({ department: value, dataset: undefined, account: undefined })}
    />
  );
}

/** Of uses of a department's data, its own datasets; of uses by its people, any. */
function DatasetChoice({ side, filters: { department, dataset }, change }: UsesListProps) {
  const caller = useCaller();
  const provider = side === 'of-data' ? { department: department ?? caller.department.id } : {};
  const { data } = useRoute(listDatasetsRoute, {
    query: { limit: '200', ...provider },
  });
  const names = new Map<string, string>((data?.items ?? []).map((one) => [one.dataset, one.name]));
  if (dataset !== undefined && !names.has(dataset)) names.set(dataset, dataset);
  return (
    <Choice
      label="信息资源"
      value={dataset}
      all="全部信息资源"
      options={[...names]}
      choose={(value) => change({ dataset: value })}
    />
  );
}

type AccountChoiceProps = Pick<Filters, 'account'> &
  Pick<UsesListProps, 'change'> & { readonly actors: readonly Actor[] };

/** Those who are on the page that is shown: a list of all accounts is no business of another department. */
function AccountChoice({ account, actors, change }: AccountChoiceProps) {
  const accounts = new Set([...actors.map((actor) => actor.account), ...(account === undefined ? [] : [account])]);
  return (
    <Choice
      label="使用人"
      value={account}
      all="全部使用人"
      options={[...accounts].map((one) => [one, nameActor(actors, one)])}
      choose={(value) => change({ account: value })}
    />
  );
}

function Nothing({ isFiltered, hasMore }: { readonly isFiltered: boolean; readonly hasMore: boolean }) {
  if (hasMore) return <EmptyState title="这一段时间里没有符合条件的使用记录">更早的请看下一页。</EmptyState>;
  if (isFiltered)
    return (
      <EmptyState title="没有符合条件的使用记录">
        <p>请改变或清除筛选条件后再看。</p>
      </EmptyState>
    );
  return (
    <EmptyState title="还没有使用记录">
      <p>有人查询记录、查看记录的经过或读取变更之后，这里列出是谁、在什么时候、用了多少条。</p>
    </EmptyState>
  );
}
