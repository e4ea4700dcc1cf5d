import { Button } from 'antd';
import { z } from 'zod';
import {
  dispatchOutcomePhrases,
  dispatchStateNames,
  dispatchWayNames,
} from '../../../../schemas/sharing/dispatch-phrases.ts';
import { listDispatchesRoute, replayDispatchesRoute } from '../../../../schemas/sharing/dispatch-routes.ts';
import { type Dispatch, DispatchState, DispatchWay } from '../../../../schemas/sharing/notice-dispatch.ts';
import { noticePhrases } from '../../../../schemas/sharing/notice-phrases.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { hasRole, useCaller } from '../../shared/caller.ts';
import { localNow } from '../../shared/demo.ts';
import { Choice, FilterBar } from '../../shared/listing/filters.tsx';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Pager } from '../../shared/listing/pager.tsx';
import { Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { StateTag, type Tone } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { useDepartments } from '../../shared/use-departments.ts';
import { ReplayPeriod } from './replay-period.tsx';

const Address = z.object({
  department: z.string().max(60).optional(),
  way: DispatchWay.optional(),
  state: DispatchState.optional(),
  cursor: z.string().optional(),
});
const pollMs = 20_000;

/** What was sent by mail and webhook, how it ended, and sending again. */
export default function SentPage() {
  const { address, change, isFiltered } = useAddress(Address);
  const caller = useCaller();
  const { departments } = useDepartments();
  const { department = caller.department.id } = address;
  const isOwn = department === caller.department.id;
  const list = useRoute(
    listDispatchesRoute,
    {
      query: { ...Object.fromEntries(Object.entries(address).filter(([, value]) => value !== undefined)), limit: '50' },
    },
    { pollMs },
  );
  const replay = useAction(replayDispatchesRoute, { refreshes: [listDispatchesRoute] });
  return (
    <>
      <PageHeader title="发送记录" crumbs={crumbs}>
        邮件和推送何时发出、对方是否收下、何时再试。重发的消息编号不变，接收系统可以据此去重。
      </PageHeader>
      {isOwn && <ReplayPeriod />}
      {replay.error !== null && <ProblemNotice error={replay.error} />}
      <FilterBar
        isFiltered={isFiltered}
        clear={() => change({ department: undefined, way: undefined, state: undefined })}
      >
        {hasRole(caller, ['operator']) && (
          <Choice
            label="部门"
            value={address.department}
            all="本部门"
            options={departments.map(({ id, name }) => [id, name])}
            choose={(chosen) => change({ department: chosen })}
          />
        )}
        <Choice
          label="方式"
          value={address.way}
          all="全部方式"
          options={Object.entries(dispatchWayNames)}
          choose={(way) => change({ way: DispatchWay.safeParse(way).data })}
        />
        <Choice
          label="状态"
          value={address.state}
          all="全部状态"
          options={Object.entries(dispatchStateNames)}
          choose={(state) => change({ state: DispatchState.safeParse(state).data })}
        />
      </FilterBar>
      <QueryView query={list} what="发送记录">
        {({ items, next }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title="没有发送记录">
                <p>设好收件邮箱或推送地址后，有消息时会在这里列出每一次发送。</p>
              </EmptyState>
            ) : (
              <Listing
                caption="发送记录"
                columns={columnsFor(
                  isOwn ? (id) => replay.send({ body: { dispatches: [id] } }) : undefined,
                  replay.isPending,
                )}
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

const crumbs = [
  { title: '消息', to: '/inbox' },
  { title: '通知设置', to: '/inbox/settings' },
];
const tones = { waiting: 'running', sent: 'good', failed: 'bad', dropped: 'idle' } as const satisfies Record<
  DispatchState,
  Tone
>;

function columnsFor(sendAgain: ((id: string) => void) | undefined, isSending: boolean): readonly Column<Dispatch>[] {
  const columns: Column<Dispatch>[] = [
    { title: '写下时间', cell: ({ createdAt }) => <Moment iso={createdAt} /> },
    { title: '方式', cell: ({ way }) => dispatchWayNames[way] },
    { title: '内容', cell: titleOf },
    {
      title: '状态',
      cell: ({ state }) => <StateTag tone={tones[state]}>{dispatchStateNames[state]}</StateTag>,
    },
    { title: '最近一次', cell: LastTry },
  ];
  if (sendAgain === undefined) return columns;
  return [
    ...columns,
    {
      title: '办理',
      cell: (dispatch) =>
        dispatch.state !== 'waiting' && (
          <Button
            size="small"
            loading={isSending}
            aria-label={`再次发送${titleOf(dispatch)}`}
            onClick={() => sendAgain(dispatch.id)}
          >
            再次发送
          </Button>
        ),
    },
  ];
}

function titleOf({ kind, notices, way }: Dispatch): string {
  if (kind !== undefined) return noticePhrases[kind].title;
  return notices.length === 0 ? `测试${dispatchWayNames[way]}` : `每日汇总邮件，${notices.length} 条消息`;
}

function LastTry({ log, dueAt, state }: Dispatch) {
  const last = log.at(-1);
  return (
    <>
      {last !== undefined && (
        <>
          <Moment iso={last.at} /> {dispatchOutcomePhrases[last.outcome].replace('{status}', String(last.status ?? ''))}
        </>
      )}
      {state === 'waiting' && dueAt !== undefined && (
        <p className="soft">
          下次发送：{Date.parse(dueAt) < localNow().getTime() ? '一分钟内' : <Moment iso={dueAt} />}
        </p>
      )}
    </>
  );
}
