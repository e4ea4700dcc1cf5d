import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Delivery } from '../../../../schemas/collection/delivery.ts';
import { DepartmentName } from '../../shared/department-name.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Moment } from '../../shared/moment.tsx';
import { channelNames } from '../../shared/names.ts';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useDatasetNames } from '../../shared/use-dataset-names.ts';

const columns: readonly Column<Delivery>[] = [
  {
    title: '信息资源',
    cell: ({ id, dataset }) => (
      <Link to={`/deliveries/${id}`}>
        <DatasetName dataset={dataset} />
      </Link>
    ),
  },
  { title: '报送部门', cell: ({ department }) => <DepartmentName id={department} /> },
  { title: '归集方式', cell: ({ channel }) => channelNames[channel], isMinor: true },
  { title: '报送时间', cell: ({ createdAt }) => <Moment iso={createdAt} /> },
  { title: '将移除', isNumber: true, cell: ({ rowCounts }) => `${formatNumber(rowCounts?.removed ?? 0)} 条` },
  {
    title: '读取',
    isNumber: true,
    isMinor: true,
    cell: ({ rowCounts }) => `${formatNumber(rowCounts?.read ?? 0)} 行`,
  },
];

/** Deliveries that would remove much; a second person approves or discards them on their own page. */
export function DeliveryList({ query }: { readonly query: UseQueryResult<readonly Delivery[]> }) {
  return (
    <QueryView query={query} what="等待放行的报送">
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title="没有等待放行的报送">
            <p>全量报送会使记录大幅减少时，平台会暂停入库，等报送人以外的人核对后放行或作废。</p>
          </EmptyState>
        ) : (
          <Listing caption="等待放行的报送" columns={columns} rows={rows} rowKey={({ id }) => id} />
        )
      }
    </QueryView>
  );
}

function DatasetName({ dataset }: { readonly dataset: string }) {
  return <>{useDatasetNames()(dataset)}</>;
}
