import type { QueueState } from '../../../schemas/collection/queue-state.ts';
import { listQueuesRoute } from '../../../schemas/collection/routes.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { formatNumber } from '../shared/format-number.ts';
import { type Column, Listing } from '../shared/listing/listing.tsx';
import { PageHeader } from '../shared/page-header.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { QueryView } from '../shared/states/query-view.tsx';

const pollMs = 10_000;

const columns: readonly Column<QueueState>[] = [
  { title: '步骤', cell: ({ step }) => step },
  { title: '队列', cell: ({ queue }) => <code>{queue}</code>, isMinor: true },
  { title: '状态', cell: (state) => <QueueTag state={state} /> },
  { title: '等待', isNumber: true, cell: ({ waiting }) => `${formatNumber(waiting)} 条` },
  { title: '处理中', isNumber: true, cell: ({ inWork }) => `${formatNumber(inWork)} 条`, isMinor: true },
  { title: '最早的已等待', cell: ({ oldestSeconds }) => formatAge(oldestSeconds), isMinor: true },
  { title: '无法处理', isNumber: true, cell: ({ failed }) => `${formatNumber(failed)} 条` },
  { title: '最早的已搁置', cell: ({ oldestFailedSeconds }) => formatAge(oldestFailedSeconds), isMinor: true },
];

/** Shows every queue with its dead-letter queue, and polls every ten seconds. */
export default function QueuesPage() {
  const query = useRoute(listQueuesRoute, {}, { pollMs });
  return (
    <>
      <PageHeader title="处理队列" crumbs={[{ title: '管理', to: '/admin' }]}>
        按数据经过的顺序排列，每 10 秒更新。
      </PageHeader>
      <QueryView query={query} what="处理队列">
        {({ items }) => (
          <>
            <p>{describeFailed(items)}</p>
            <Listing caption="处理队列" columns={columns} rows={items} rowKey={({ queue }) => queue} />
          </>
        )}
      </QueryView>
    </>
  );
}

function describeFailed(items: readonly QueueState[]): string {
  const failed = items.reduce((sum, state) => sum + state.failed, 0);
  return failed === 0
    ? '没有无法处理的消息。'
    : `有 ${formatNumber(failed)} 条消息多次处理失败，已搁置，内容没有丢失。请运行维护人员查明原因后，用命令“guiji admin queues redrive 队列”写明理由重新投递。`;
}

function QueueTag({ state: { waiting, inWork, failed } }: { readonly state: QueueState }) {
  if (failed > 0) return <StateTag tone="bad">有消息无法处理</StateTag>;
  return waiting + inWork > 0 ? <StateTag tone="running">进行中</StateTag> : <StateTag tone="good">空闲</StateTag>;
}

function formatAge(seconds: number | undefined): string {
  if (seconds === undefined) return '—';
  if (seconds < 60) return `${seconds} 秒`;
  return seconds < 3600 ? `${Math.round(seconds / 60)} 分钟` : `${Math.round(seconds / 3600)} 小时`;
}
