import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DatasetListing } from '../../../../schemas/catalogue/views.ts';
import { DepartmentName } from '../../shared/department-name.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

const columns: readonly Column<DatasetListing>[] = [
  {
    title: '信息资源',
    cell: ({ dataset, name }) => <Link to={`/datasets/${dataset}?tab=update-sheet`}>{name}</Link>,
  },
  { title: '提供部门', cell: ({ provider }) => <DepartmentName id={provider} /> },
];

/** Datasets whose department has signed an update sheet; the centre decides on the dataset's page. */
export function SheetList({ query }: { readonly query: UseQueryResult<readonly DatasetListing[]> }) {
  return (
    <QueryView query={query} what="等待确认的更新表">
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title="没有等待确认的更新表">
            <p>提供部门确认数据维护更新表以后，会出现在这里；信息中心确认以后，更新期限按此表计算。</p>
          </EmptyState>
        ) : (
          <Listing caption="等待确认的更新表" columns={columns} rows={rows} rowKey={({ dataset }) => dataset} />
        )
      }
    </QueryView>
  );
}
