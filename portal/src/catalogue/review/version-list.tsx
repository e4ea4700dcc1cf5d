import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DatasetListing } from '../../../../schemas/catalogue/views.ts';
import { DepartmentName } from '../../shared/department-name.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { reviewAddress } from '../../shared/reviews.ts';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

/** A version that waits, with the name and the provider that stand in the listing. */
export type WaitingVersion = {
  readonly kind: 'drafts-to-review' | 'drafts-to-publish';
  readonly listing: DatasetListing;
  readonly version: number;
};

type VersionListProps = {
  readonly query: UseQueryResult<readonly WaitingVersion[]>;
  readonly kind: 'drafts-to-review' | 'drafts-to-publish';
};

const emptyTexts = {
  'drafts-to-review': { title: '没有等待审核的目录版本', text: '提供部门提交审核后，会出现在这里。' },
  'drafts-to-publish': {
    title: '没有等待发布的目录版本',
    text: '审核通过并注册的版本会出现在这里，发布后各部门才能查到。',
  },
} as const;

const columns: readonly Column<WaitingVersion>[] = [
  {
    title: '信息资源',
    cell: ({ listing: { dataset, name }, version, kind }) => (
      <Link to={reviewAddress(kind, { dataset, version: String(version) })}>{name}</Link>
    ),
  },
  { title: '提供部门', cell: ({ listing }) => <DepartmentName id={listing.provider} /> },
  { title: '版本', cell: ({ version }) => `第 ${version} 版` },
  { title: '性质', cell: ({ version }) => (version === 1 ? '新增信息资源' : '修订') },
  { title: '信息资源代码', cell: ({ listing }) => listing.code, isMinor: true },
];

/** Versions of the catalogue that wait; the name leads to the differences. */
export function VersionList({ query, kind }: VersionListProps) {
  return (
    <QueryView query={query} what="目录版本">
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title={emptyTexts[kind].title}>
            <p>{emptyTexts[kind].text}</p>
          </EmptyState>
        ) : (
          <Listing
            caption="等待的目录版本"
            columns={columns}
            rows={rows}
            rowKey={({ listing, version }) => `${listing.dataset}/${version}`}
          />
        )
      }
    </QueryView>
  );
}
