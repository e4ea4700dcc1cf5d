import { Link } from 'react-router';
import { z } from 'zod';
import { type Batch, BatchStatus, batchStatusNames } from '../../../../schemas/certificates/batch.ts';
import { listBatchesRoute } from '../../../../schemas/certificates/status-routes.ts';
import type { Actor } from '../../../../schemas/departments/actor.ts';
import { nameActor } from '../../../../schemas/departments/name-actor.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { formatNumber } from '../../shared/format-number.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Pager } from '../../shared/listing/pager.tsx';
import { Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDepartments } from '../../shared/use-departments.ts';
import { batchTones } from './batch-words.ts';
import { verbOf } from './operation-words.ts';

const Address = z.object({ status: BatchStatus.optional(), cursor: z.string().optional() });

/** Somebody else may have decided meanwhile. */
const pollMs = 30_000;

/** Batches of the own department, or of the city for the centre, the newest first. */
export default function BatchesPage() {
  const { address, change } = useAddress(Address);
  const { status, cursor } = address;
  const list = useRoute(
    listBatchesRoute,
    {
      query: { limit: '50', ...(status === undefined ? {} : { status }), ...(cursor === undefined ? {} : { cursor }) },
    },
    { pollMs },
  );
  const seesAll = hasRole(useCaller(), ['operator']);
  const { nameOf } = useDepartments();
  return (
    <>
      <PageHeader
        title="批量办理"
        crumbs={[{ title: '电子证照', to: '/certificates' }]}
        actions={
          <Link className="primary-link" to="/certificates/batches/new">
            新建办理单
          </Link>
        }
      >
        一次注销、撤销、吊销、暂扣、发还多份证照，或登记失效：先试算，再由另一位经办人复核，复核通过后才办理。
      </PageHeader>
      <FilterBar isFiltered={status !== undefined} clear={() => change({ status: undefined })}>
        <Choice
          label="状态"
          value={status}
          all="全部状态"
          options={Object.entries(batchStatusNames)}
          choose={(chosen) => change({ status: chosen })}
        />
      </FilterBar>
      <QueryView query={list} what="批量办理单">
        {({ items, actors, next }) => (
          <>
            {items.length === 0 ? (
              <Nothing isFiltered={status !== undefined} hasMore={next !== undefined} />
            ) : (
              <Listing
                caption="批量办理单"
                columns={columnsFor(actors, seesAll ? nameOf : null)}
                rows={items}
                rowKey={({ id }) => id}
              />
            )}
            <Pager next={next} />
          </>
        )}
      </QueryView>
    </>
  );
}

function Nothing({ isFiltered, hasMore }: { readonly isFiltered: boolean; readonly hasMore: boolean }) {
  if (hasMore) return <EmptyState title="这一段时间里没有符合条件的办理单">更早的请看下一页。</EmptyState>;
  if (isFiltered)
    return (
      <EmptyState title="没有符合条件的办理单">
        <p>请改变或清除筛选条件后再看。</p>
      </EmptyState>
    );
  return (
    <EmptyState title="还没有批量办理单">
      <p>点“新建办理单”，填写要办理的证照编号；只办理一份时，请打开那份证照，在“状态变更”中办理。</p>
    </EmptyState>
  );
}

function columnsFor(
  actors: readonly Actor[],
  nameOf: ((department: string) => string) | null,
): readonly Column<Batch>[] {
  return [
    {
      title: '办理事项',
      cell: ({ id, operation, counts }) => (
        <Link to={`/certificates/batches/${id}`}>
          批量{verbOf(operation)} {formatNumber(counts.possible)} 份
        </Link>
      ),
    },
    {
      title: '状态',
      cell: ({ status }) => <StateTag tone={batchTones[status]}>{batchStatusNames[status]}</StateTag>,
    },
    ...(nameOf === null ? [] : [{ title: '部门', cell: ({ department }: Batch) => nameOf(department) }]),
    { title: '原因', isMinor: true, cell: ({ reason }) => reason },
    { title: '已办理', isNumber: true, cell: ({ counts }) => `${formatNumber(counts.done)} 份` },
    { title: '制单', isMinor: true, cell: ({ preparedBy }) => nameActor(actors, preparedBy) },
    { title: '制单时间', cell: ({ preparedAt }) => <Moment iso={preparedAt} /> },
  ];
}
