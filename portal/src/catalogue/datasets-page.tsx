import { Link } from 'react-router';
import { z } from 'zod';
import { datasetStatusNames, updateCycleNames } from '../../../schemas/catalogue/labels.ts';
import { listDatasetsRoute, searchDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import { listDatasetStatesRoute } from '../../../schemas/records/routes.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { DueDay } from '../shared/due-day.tsx';
import { formatNumber } from '../shared/format-number.ts';
import { Choice, FilterBar } from '../shared/listing/filters.tsx';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { Pager } from '../shared/listing/pager.tsx';
import { Moment } from '../shared/moment.tsx';
import { datasetTones } from '../shared/names.ts';
import { PageHeader } from '../shared/page-header.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { EmptyState } from '../shared/states/empty-state.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useAddress } from '../shared/use-address.ts';
import { useDepartments } from '../shared/use-departments.ts';
import { type Collected, LinkTag, isLinked } from './link-tag.tsx';

const everyDepartment = 'all';
const Address = z.object({
  q: z.string().max(100).optional(),
  department: z.string().max(60).optional(),
  state: z
    .enum(['unlinked', 'on-trial', 'linked', 'due', 'overdue', 'returned', 'sheet-to-sign', 'sheet-waiting'])
    .optional(),
  cursor: z.string().optional(),
});
type Address = z.output<typeof Address>;
const stateNames = {
  unlinked: '未挂接',
  'on-trial': '待验收',
  linked: '已挂接',
  due: '即将到期',
  overdue: '已超期',
  returned: '目录被退回',
  'sheet-to-sign': '更新表待部门确认',
  'sheet-waiting': '更新表待中心确认',
} as const;

/** The catalogue's datasets; a provider sees the own department's first. */
export default function DatasetsPage() {
  const caller = useCaller();
  const { nameOf } = useDepartments();
  const { address, change, isFiltered } = useAddress(Address);
  const own = hasRole(caller, ['provider']) ? caller.department.id : undefined;
  const query = useDatasets(address, own);
  const items = query.data?.items ?? [];
  const sees = hasRole(caller, ['provider', 'operator', 'supervisor']);
  const collected = useCollected(items);
  const rows = items.filter((row) => isInState(address.state, row, collected.get(row.dataset)));
  return (
    <div className="wide">
      <PageHeader
        title="信息资源"
        actions={
          own !== undefined && (
            <Link className="primary-link" to="/datasets/new">
              新建信息资源
            </Link>
          )
        }
      />
      <FilterBar
        isFiltered={isFiltered}
        clear={() => change({ q: undefined, department: undefined, state: undefined })}
      >
        <DatasetFilters address={address} own={own} change={change} />
      </FilterBar>
      <QueryView query={query} what="信息资源">
        {() =>
          rows.length === 0 ? (
            <EmptyState title="没有符合条件的信息资源">
              <p>请换一个部门或归集状态，或清除筛选后再看。</p>
            </EmptyState>
          ) : (
            <Listing
              caption="信息资源"
              columns={columnsFor(nameOf, sees ? collected : null)}
              rows={rows}
              rowKey={({ dataset }) => dataset}
            />
          )
        }
      </QueryView>
      <Pager next={nextOf(query.data)} />
    </div>
  );
}

/** By words the search answers, else the list; both of one department, the own one unless another is chosen. */
function useDatasets({ q, department = '', cursor }: Address, own: string | undefined) {
  const chosen = department === '' ? own : department;
  const ofDepartment = chosen === undefined || chosen === everyDepartment ? {} : { department: chosen };
  const listed = useRoute(
    listDatasetsRoute,
    q === undefined ? { query: { ...ofDepartment, limit: '50', ...(cursor === undefined ? {} : { cursor }) } } : null,
  );
  const found = useRoute(searchDatasetsRoute, q === undefined ? null : { query: { q, limit: '50', ...ofDepartment } });
  return q === undefined ? listed : found;
}

type FiltersProps = {
  readonly address: Address;
  readonly own: string | undefined;
  readonly change: (changes: Readonly<Record<string, string | undefined>>) => void;
};

function DatasetFilters({ address, own, change }: FiltersProps) {
  const caller = useCaller();
  const { departments } = useDepartments();
  const every = own === undefined ? [] : ([[everyDepartment, '全部部门']] as const);
  return (
    <>
      <SearchWords key={address.q} words={address.q ?? ''} search={(q) => change({ q })} />
      <Choice
        label="提供部门"
        value={address.department}
        all={own === undefined ? '全部部门' : '本部门'}
        options={[...every, ...departments.map(({ id, name }) => [id, name] as const)]}
        choose={(department) => change({ department })}
      />
      {hasRole(caller, ['provider', 'operator', 'supervisor']) && (
        <Choice
          label="归集"
          value={address.state}
          all="全部"
          options={Object.entries(stateNames)}
          choose={(state) => change({ state })}
        />
      )}
    </>
  );
}

/** The search answers one page. */
const nextOf = (data: object | undefined): string | undefined =>
  data !== undefined && 'next' in data && typeof data.next === 'string' ? data.next : undefined;

function SearchWords({ words, search }: { readonly words: string; readonly search: (words: string) => void }) {
  return (
    <form
      className="filter"
      onSubmit={(event) => {
        event.preventDefault();
        const typed = new FormData(event.currentTarget).get('q');
        search(typeof typed === 'string' ? typed.trim() : '');
      }}
    >
      <label htmlFor="dataset-words">名称</label>
      <input id="dataset-words" name="q" type="search" defaultValue={words} maxLength={100} />
    </form>
  );
}

function NextUpdate({ cycle, next }: { readonly cycle: string; readonly next: Collected['nextUpdate'] }) {
  if (next === undefined) return cycle;
  return (
    <>
      {cycle}
      {next.state !== 'later' && (
        <>
          ，<DueDay due={next.due} daysLeft={next.daysLeft} />
        </>
      )}
    </>
  );
}

/** Only of what the caller may see; the platform leaves out the rest. */
function useCollected(rows: readonly DatasetListing[]): ReadonlyMap<string, Collected> {
  const caller = useCaller();
  const isCounted = rows.length > 0 && hasRole(caller, ['provider', 'operator', 'supervisor']);
  const { data } = useRoute(
    listDatasetStatesRoute,
    isCounted ? { query: { datasets: rows.map(({ dataset }) => dataset).join(',') } } : null,
  );
  return new Map((data?.items ?? []).map((item) => [item.dataset, item]));
}

/** States of update sheets by the filter that shows them. */
const sheetStates: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['sheet-waiting', new Set(['waiting'])],
  ['sheet-to-sign', new Set(['to-sign', 'returned', 'to-renew'])],
]);

function isInState(
  state: keyof typeof stateNames | undefined,
  { open, status }: DatasetListing,
  collected: Collected | undefined,
): boolean {
  if (state === undefined) return true;
  if (state === 'returned') return status === 'returned' || open?.status === 'returned';
  if (state === 'due') return collected?.nextUpdate?.state === 'soon';
  if (state === 'overdue') return collected?.nextUpdate?.state === 'overdue';
  if (collected === undefined) return false;
  const sheets = sheetStates.get(state);
  return sheets === undefined ? isLinked(collected) === state : sheets.has(collected.updateSheet ?? '');
}

function columnsFor(
  nameOf: (department: string) => string,
  collected: ReadonlyMap<string, Collected> | null,
): readonly Column<DatasetListing>[] {
  return [
    { title: '名称', cell: ({ dataset, name }) => <Link to={`/datasets/${dataset}`}>{name}</Link> },
    { title: '提供部门', cell: ({ provider }) => nameOf(provider), isMinor: true },
    {
      title: '目录',
      cell: ({ status, open }) => (
        <StateTag tone={datasetTones[open?.status ?? status]}>{datasetStatusNames[open?.status ?? status]}</StateTag>
      ),
    },
    ...(collected === null
      ? [{ title: '更新周期', cell: ({ updateCycle }: DatasetListing) => updateCycleNames[updateCycle] }]
      : collectionColumns(collected)),
  ];
}

/** Of those who may see how a dataset is collected. */
function collectionColumns(collected: ReadonlyMap<string, Collected>): readonly Column<DatasetListing>[] {
  return [
    { title: '挂接', cell: ({ dataset }) => <LinkTag collected={collected.get(dataset)} /> },
    {
      title: '记录',
      isNumber: true,
      isMinor: true,
      cell: ({ dataset }) => {
        const records = collected.get(dataset)?.records;
        return records === undefined ? '—' : `${formatNumber(records)} 条`;
      },
    },
    {
      title: '最近入库',
      isMinor: true,
      cell: ({ dataset }) => {
        const at = collected.get(dataset)?.lastPublishedAt;
        return at === undefined ? '—' : <Moment iso={at} />;
      },
    },
    {
      title: '下次更新',
      cell: ({ dataset, updateCycle }) => (
        <NextUpdate
          cycle={updateCycleNames[collected.get(dataset)?.agreedCycle ?? updateCycle]}
          next={collected.get(dataset)?.nextUpdate}
        />
      ),
    },
  ];
}
