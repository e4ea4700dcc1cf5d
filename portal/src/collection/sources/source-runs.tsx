import { Link, useSearchParams } from 'react-router';
import type { Delivery } from '../../../../schemas/collection/delivery.ts';
import { listDeliveriesRoute } from '../../../../schemas/collection/routes.ts';
import type { Source } from '../../../../schemas/collection/sources/source.ts';
import { statusNames } from '../../../../schemas/collection/status-names.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { formatNumber } from '../../shared/format-number.ts';
import { type Column, Listing } from '../../shared/listing/listing.tsx';
import { Pager } from '../../shared/listing/pager.tsx';
import { Moment } from '../../shared/moment.tsx';
import { deliveryTones } from '../../shared/names.ts';
import { StateTag } from '../../shared/state-tag.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';

const kindNames = { reconcile: '完整核对', replay: '重放退回行' } as const;
const [busyPollMs, idlePollMs] = [3_000, 15_000];

const count = (value: number | undefined): string => (value === undefined ? '—' : formatNumber(value));

const columns: readonly Column<Delivery>[] = [
  {
    title: '开始',
    cell: ({ id, createdAt }) => (
      <Link to={`/deliveries/${id}`}>
        <Moment iso={createdAt} />
      </Link>
    ),
  },
  { title: '种类', cell: ({ purpose }) => (purpose === undefined ? '读取变化' : kindNames[purpose]), isMinor: true },
  {
    title: '结果',
    cell: ({ status }) => <StateTag tone={deliveryTones[status]}>{statusNames[status]}</StateTag>,
  },
  { title: '读取行', cell: ({ rowCounts }) => count(rowCounts?.read), isNumber: true },
  { title: '新增', cell: ({ rowCounts }) => count(rowCounts?.new), isNumber: true, isMinor: true },
  { title: '变更', cell: ({ rowCounts }) => count(rowCounts?.changed), isNumber: true, isMinor: true },
  { title: '其中移除', cell: ({ rowCounts }) => count(rowCounts?.removed), isNumber: true, isMinor: true },
  { title: '退回', cell: ({ rowCounts }) => count(rowCounts?.rejected), isNumber: true },
];

/** Runs that brought rows, the newest first; a run that found nothing new leaves no delivery. */
export function SourceRuns({ source }: { readonly source: Source }) {
  const [search] = useSearchParams();
  const { dataset, channel, running } = source;
  const deliveries = useRoute(
    listDeliveriesRoute,
    { params: { dataset }, query: { cursor: search.get('cursor') ?? undefined } },
    { pollMs: running === undefined ? idlePollMs : busyPollMs },
  );
  return (
    <QueryView query={deliveries} what="读取记录">
      {({ items, next }) => {
        const own = items.filter((delivery) => delivery.channel === channel);
        return (
          <>
            {own.length === 0 ? (
              <EmptyState title="这里还没有读取记录">
                <p>确认以后，平台按时间表读取；带来变化的每次读取会列在这里。</p>
              </EmptyState>
            ) : (
              <Listing caption="读取记录" columns={columns} rows={own} rowKey={({ id }) => id} />
            )}
            <Pager next={next} />
          </>
        );
      }}
    </QueryView>
  );
}
