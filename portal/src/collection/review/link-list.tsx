import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { DatasetListing } from '../../../../schemas/catalogue/views.ts';
import type { LinkState } from '../../../../schemas/collection/link.ts';
import { DepartmentName } from '../../shared/department-name.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Moment } from '../../shared/moment.tsx';
import { channelNames } from '../../shared/names.ts';
import { reviewAddress } from '../../shared/reviews.ts';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

/** A link on trial, with what its confirmation would show to all. */
export type WaitingLink = { readonly link: LinkState; readonly listing: DatasetListing; readonly records: number };

const columns: readonly Column<WaitingLink>[] = [
  {
    title: '信息资源',
    cell: ({ listing, link: { dataset, channel } }) => (
      <Link to={reviewAddress('links-to-confirm', { dataset, channel })}>{listing.name}</Link>
    ),
  },
  { title: '提供部门', cell: ({ listing }) => <DepartmentName id={listing.provider} /> },
  { title: '归集方式', cell: ({ link }) => channelNames[link.channel] },
  { title: '首次入库', cell: ({ link }) => <Moment iso={link.since} /> },
  { title: '记录', isNumber: true, cell: ({ records }) => `${formatNumber(records)} 条` },
];

/** Datasets whose first data has arrived by a channel; the centre confirms it (验收). */
export function LinkList({ query }: { readonly query: UseQueryResult<readonly WaitingLink[]> }) {
  return (
    <QueryView query={query} what="等待验收的挂接">
      {(rows) =>
        rows.length === 0 ? (
          <EmptyState title="没有等待验收的挂接">
            <p>信息资源第一次通过一种归集方式入库后，会出现在这里；验收以后各部门才能看到它的数据。</p>
          </EmptyState>
        ) : (
          <Listing
            caption="等待验收的挂接"
            columns={columns}
            rows={rows}
            rowKey={({ link }) => `${link.dataset}/${link.channel}`}
          />
        )
      }
    </QueryView>
  );
}
