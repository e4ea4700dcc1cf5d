import { Alert, Button } from 'antd';
import { useMemo } from 'react';
import { Link } from 'react-router';
import { type DeliveryReceipt, type DeliveryStatus, emptyRowCounts } from '../../../../schemas/collection/delivery.ts';
import { rowsToRepair } from '../../../../schemas/collection/repair-on-page.ts';
import { listFindingsRoute, readDeliveryRoute, retryDeliveryRoute } from '../../../../schemas/collection/routes.ts';
import { statusNames } from '../../../../schemas/collection/status-names.ts';
import type { ApiClient } from '../../shared/api/api-client.ts';
import { useAction, useApi } from '../../shared/api/use-api.ts';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { AnnotatedButton } from '../delivery-files.tsx';
import { FindingsTable, type FindingsSource } from './findings-table.tsx';
import { RowCountsLine } from './row-counts.tsx';
import { StepTitle } from './step-title.tsx';
import { isUnderWay } from './use-delivery.ts';
import { count, modeNames } from './words.ts';

const pageSize = 50;

/** The last step: what became of the delivery, stage by stage. */
export function Receipt({ delivery, again }: { readonly delivery: DeliveryReceipt; readonly again: () => void }) {
  const { rowCounts, findingKinds = [], fileName, mode, id } = delivery;
  const api = useApi();
  const source = useMemo(() => apiFindings(id, api), [id, api]);
  const isOver = !isUnderWay(delivery) && delivery.status !== 'awaiting-upload';
  return (
    <section className="panel" aria-labelledby="receipt-title">
      <StepTitle id="receipt-title">{isOver ? '回执' : '已收到，正在处理'}</StepTitle>
      <Stages status={delivery.status} />
      <Outcome delivery={delivery} />
      <dl className="upload-facts">
        <dt>报送批次</dt>
        <dd>
          <code>{id}</code>
        </dd>
        <dt>文件</dt>
        <dd>
          {fileName}（{modeNames[mode]}）
        </dd>
        {rowCounts !== undefined && (
          <>
            <dt>对账</dt>
            <dd>
              <RowCountsLine rowCounts={rowCounts} />
            </dd>
          </>
        )}
      </dl>
      {isOver && (
        <p className="upload-actions">
          <Button onClick={again}>再报送一个文件</Button>
          <Link to={`/deliveries/${id}`}>查看这一批的经过</Link>
          {rowsToRepair(delivery) !== null && <Link to={`/deliveries/${id}/repair`}>在网页上改正退回的行</Link>}
          <AnnotatedFiles delivery={delivery} />
        </p>
      )}
      {isOver && findingKinds.length > 0 && <FindingsTable kinds={findingKinds} source={source} truncated={false} />}
    </section>
  );
}

const stages = ['received', 'ingesting', 'loading', 'published'] as const;

function Stages({ status }: { readonly status: DeliveryStatus }) {
  // Its bytes are there, and the store's event is on its way.
  const at = status === 'awaiting-upload' ? 0 : stages.findIndex((stage) => stage === status);
  if (at < 0 || status === 'published') return null;
  return (
    <ol className="upload-stages" aria-label="处理的阶段" aria-live="polite">
      {stages.map((stage, i) => (
        <li key={stage} {...(i === at ? { 'aria-current': 'step' as const } : {})} className={i < at ? 'done' : ''}>
          {statusNames[stage]}
        </li>
      ))}
    </ol>
  );
}

function Outcome({ delivery }: { readonly delivery: DeliveryReceipt }) {
  const retry = useAction(retryDeliveryRoute, { refreshes: [readDeliveryRoute] });
  const { status, reason, rowCounts, trial } = delivery;
  if (isUnderWay(delivery) || status === 'awaiting-upload')
    return <p>处理在平台上继续，您可以离开本页；用这个地址随时可以回来查看。</p>;
  if (status === 'published') {
    const { new: added, changed, removed, rejected } = rowCounts ?? emptyRowCounts;
    const amount = added + changed + removed;
    const title =
      amount === 0
        ? '已核对，与平台现有数据相同，没有变化。'
        : `已入库：新增 ${count(added)} 条，变更 ${count(changed)} 条，移除 ${count(removed)} 条。`;
    const notes = [
      ...(rejected > 0 ? [`退回的 ${count(rejected)} 行没有入库：${howToMend(delivery)}`] : []),
      ...(trial === true
        ? ['这个信息资源还在试运行，信息中心已收到验收的待办；验收前，只有本部门和信息中心看得到数据。']
        : []),
    ];
    return <Alert type="success" showIcon title={title} description={notes.join('')} />;
  }
  const type = status === 'awaiting-approval' ? 'warning' : 'error';
  return (
    <>
      <Alert
        type={type}
        showIcon

        title={statusNames[status]}
        description={reason?.detail ?? '这一批没有入库，平台已有的数据不变。'}
        {...(status === 'failed'
          ? { action: <Button onClick={() => retry.send({ params: { delivery: delivery.id } })}>重新处理</Button> }
          : {})}
      />
      {retry.error !== null && <ProblemNotice error={retry.error} />}
    </>
  );
}

const howToMend = (delivery: DeliveryReceipt): string =>
  rowsToRepair(delivery) === null
    ? '请下载不合格的行，改正后再报送。'
    : '请在网页上改正，或下载不合格的行，在 Excel 中改正后再报送。';

function AnnotatedFiles({ delivery }: { readonly delivery: DeliveryReceipt }) {
  if (delivery.annotated === 'pending') return <span aria-live="polite">批注文件正在生成……</span>;
  if (delivery.annotated !== 'ready') return null;
  return (
    <>
      <AnnotatedButton delivery={delivery.id} rows="all" label="下载批注文件" />
      {(delivery.rowCounts?.rejected ?? 0) > 0 && (
        <AnnotatedButton delivery={delivery.id} rows="failed" label="下载不合格的行" />
      )}
    </>
  );
}

/** The platform lists errors first, and goes on behind a cursor. */
function apiFindings(delivery: string, api: ApiClient): FindingsSource {
  return {
    name: `delivery ${delivery}`,
    filters: false,
    read: async (cursor) => {
      const query = { limit: pageSize, ...(cursor === null ? {} : { cursor }) };
      const page = await api.call(listFindingsRoute, { params: { delivery }, query });
      return { items: page.items, next: page.next ?? null };
    },
  };
}
