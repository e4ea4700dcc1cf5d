import { Button } from 'antd';
import { Link } from 'react-router';
import { z } from 'zod';
import { listNoticesRoute, type NoticeView, readNoticesRoute } from '../../../../schemas/sharing/notice-routes.ts';
import { countUnreadNoticesRoute } from '../../../../schemas/sharing/unread-count.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Pager } from '../../shared/listing/pager.tsx';
import { Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';

const Address = z.object({ unread: z.literal('true').optional(), cursor: z.string().optional() });
const pollMs = 60_000;

/** What happened that concerns the department; reading marks it for the reader alone. */
export default function InboxPage() {
  const { address, change, isFiltered } = useAddress(Address);
  const caller = useCaller();
  const list = useRoute(
    listNoticesRoute,
    {
      query: { ...Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined)), limit: '50' },
    },
    { pollMs },
  );
  const read = useAction(readNoticesRoute, { refreshes: [listNoticesRoute, countUnreadNoticesRoute] });
  return (
    <>
      <PageHeader
        title="消息"
        actions={
          <>
            {hasRole(caller, ['provider', 'operator', 'supervisor']) && <Link to="/inbox/settings">通知设置</Link>}
            <Button loading={read.isPending} onClick={() => read.send({ body: { notices: 'all' } })}>
              全部标为已读
            </Button>
          </>
        }
      >
        轮到本单位办理的申请、办理结果、数据更新和报送问题。已读只对您自己有效，同事仍会看到未读。
      </PageHeader>
      {read.error !== null && <ProblemNotice error={read.error} />}
      <FilterBar isFiltered={isFiltered} clear={() => change({ unread: undefined })}>
        <Choice
          label="显示"
          value={address.unread}
          all="全部消息"
          options={[['true', '只看未读']]}
          choose={(unread) => change({ unread })}
        />
      </FilterBar>
      <QueryView query={list} what="消息">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <NoNotices isFiltered={isFiltered} />
            ) : (
              <Listing
                caption="消息"
                columns={columnsFor((id) => read.send({ body: { notices: [id] } }))}
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

function columnsFor(markRead: (id: string) => void): readonly Column<NoticeView>[] {
  return [
    {
      title: '消息',
      cell: ({ id, title, address, isRead }) => (
        <Link to={address} onClick={() => !isRead && markRead(id)}>
          {title}
        </Link>
      ),
    },
    { title: '内容', cell: ({ detail }) => detail },
    { title: '时间', cell: ({ at }) => <Moment iso={at} /> },
    {
      title: '状态',
      cell: ({ isRead }) => (isRead ? '已读' : <StateTag tone="waiting">未读</StateTag>),
    },
  ];
}

function NoNotices({ isFiltered }: { readonly isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState title="没有未读的消息">
        <p>请改为显示全部消息，查看以前的消息。</p>
      </EmptyState>
    );
  return (
    <EmptyState title="还没有消息">
      <p>有共享申请轮到本单位办理、有办理结果、报送被退回，或者获得授权的数据有更新时，会在这里告知。</p>
    </EmptyState>
  );
}
