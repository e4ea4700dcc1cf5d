import { Link, useParams } from 'react-router';
import { readDatasetRoute } from '../../../schemas/catalogue/routes.ts';
import type { DeliveryReceipt, DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import { rowsToRepair } from '../../../schemas/collection/repair-on-page.ts';
import { readDeliveryRoute } from '../../../schemas/collection/routes.ts';
import { statusNames } from '../../../schemas/collection/status-names.ts';
import { useRoute } from '../shared/api/use-api.ts';
import { hasRole, useCaller } from '../shared/caller.ts';
import { Facts } from '../shared/facts.tsx';
import { formatNumber, formatSize } from '../shared/format-number.ts';
import { Moment } from '../shared/moment.tsx';
import { channelNames, deliveryTones, modeNames } from '../shared/names.ts';
import { PageHeader } from '../shared/page-header.tsx';
import { PeopleToCall } from '../shared/people-to-call.tsx';
import { StateTag } from '../shared/state-tag.tsx';
import { QueryView } from '../shared/states/query-view.tsx';
import { useDepartments } from '../shared/use-departments.ts';
import { DeliveryDecisions } from './delivery-decisions.tsx';
import { DeliveryFiles } from './delivery-files.tsx';
import { DeliveryTimeline } from './delivery-timeline.tsx';
import { Findings } from './findings.tsx';
import { RowCountsPanel } from './row-counts-panel.tsx';

/** While the platform works on it, the page asks again. */
const pollMs = 2_000;
const settled: readonly DeliveryStatus[] = ['published', 'returned', 'failed', 'discarded', 'awaiting-approval'];

const sentences = {
  'awaiting-upload': '等待上传文件。上传地址 15 分钟内有效，过时请重新报送。',
  received: '文件已收到，正在排队检查。',
  ingesting: '正在逐行检查，完成后本页自动更新。可以离开本页，处理不会中断。',
  loading: '检查完成，正在入库。可以离开本页，处理不会中断。',
  'awaiting-approval': '这次报送会减少较多记录，等待另一位经办人或信息中心放行。',
  published: '数据已入库。',
  returned: '没有数据入库，请按下面的问题改正后重新报送。',
  failed: '处理没有完成，您的文件没有丢失。',
  discarded: '这次报送已作废，已公开的数据不受影响。',
} as const satisfies Record<DeliveryStatus, string>;

function describe({ status, rowCounts }: DeliveryReceipt): string {
  if (status !== 'published' || rowCounts === undefined || rowCounts.rejected === 0) return sentences[status];
  return `合格的行已入库，退回 ${formatNumber(rowCounts.rejected)} 行。请改正这些行，按“增量”报送。`;
}

/** Somebody may have to be asked: it came back, in whole or in part, or was not finished. */
const needsCall = ({ status, rowCounts }: DeliveryReceipt): boolean =>
  status === 'returned' || status === 'failed' || (rowCounts?.rejected ?? 0) > 0;

/** One delivery: how it stands, what became of each row, what is wrong, what can be decided. */
export default function DeliveryPage() {
  const { delivery: id = '' } = useParams();
  const read = useRoute(readDeliveryRoute, { params: { delivery: id } });
  const isMoving = read.data !== undefined && !settled.includes(read.data.status);
  useRoute(readDeliveryRoute, isMoving ? { params: { delivery: id } } : null, { pollMs });
  return (
    <>
      {read.data === undefined && <PageHeader title="报送" />}
      <QueryView query={read} what="报送">
        {(delivery) => <DeliveryContent delivery={delivery} />}
      </QueryView>
    </>
  );
}

function DeliveryContent({ delivery }: { readonly delivery: DeliveryReceipt }) {
  const { dataset: datasetId, status, rowCounts, reason } = delivery;
  const caller = useCaller();
  const dataset = useRoute(readDatasetRoute, { params: { dataset: datasetId } });
  const { nameOf } = useDepartments();
  const name = dataset.data?.content.metadata.name ?? datasetId;
  const mayRepair = hasRole(caller, ['provider', 'operator']);
  return (
    <>
      <PageHeader
        title={`${name}的报送`}
        crumbs={[
          { title: '报送', to: '/deliveries' },
          { title: name, to: `/datasets/${datasetId}?tab=deliveries` },
        ]}
        state={<StateTag tone={deliveryTones[status]}>{statusNames[status]}</StateTag>}
        actions={
          hasRole(caller, ['provider']) &&
          rowsToRepair(delivery) !== null && (
            <Link className="primary-link" to={`/deliveries/${delivery.id}/repair`}>
              改正退回的行
            </Link>
          )
        }
      >
        {reason?.detail ?? describe(delivery)}
      </PageHeader>
      {mayRepair && <DeliveryDecisions delivery={delivery} name={name} />}
      {rowCounts !== undefined && <RowCountsPanel counts={rowCounts} mode={delivery.mode} />}
      {mayRepair && rowCounts !== undefined && (
        <>
          <DeliveryFiles delivery={delivery} />
          <Findings delivery={delivery} />
        </>
      )}
      {needsCall(delivery) && <PeopleToCall provider={delivery.department} />}
      <section className="panel">
        <h2>经过</h2>
        <DeliveryTimeline delivery={delivery} />
      </section>
      <section className="panel">
        <h2>这次报送</h2>
        <Facts
          facts={[
            ['报送编号', <code key="id">{delivery.id}</code>],
            [
              '信息资源',
              <Link key="dataset" to={`/datasets/${datasetId}`}>
                {name}
              </Link>,
            ],
            ['提供部门', nameOf(delivery.department)],
            ['方式', `${channelNames[delivery.channel]}，${modeNames[delivery.mode]}`],
            ['文件', delivery.fileName],
            ['大小', formatSize(delivery.size)],
            ['登记', <Moment key="at" iso={delivery.createdAt} />],
            ['目录版本', delivery.version === undefined ? undefined : `第 ${delivery.version} 版`],
          ]}
        />
      </section>
    </>
  );
}
