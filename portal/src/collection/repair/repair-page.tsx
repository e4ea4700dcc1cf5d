import { Alert } from 'antd';
import type { ReactNode } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { DeliveryReceipt } from '../../../../schemas/collection/delivery.ts';
import { maxRepairRows, rowsToRepair } from '../../../../schemas/collection/repair-on-page.ts';
import { listDeliveriesRoute, readDeliveryRoute } from '../../../../schemas/collection/routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { PageHeader } from '../../shared/page-header.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { Loading } from '../../shared/states/loading.tsx';
import { ProblemNotice } from '../../shared/states/problem-notice.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { Receipt } from '../upload/receipt.tsx';
import { useCatalogue } from '../upload/use-catalogue.ts';
import { useDelivery } from '../upload/use-delivery.ts';
import { count } from '../upload/words.ts';
import { RepairSteps } from './repair-steps.tsx';
import { useRows } from './use-rows.ts';

const pollMs = 2_000;

/** The rejected rows of one delivery, mended here and sent as another one; the address keeps which. */
export default function RepairPage() {
  const { delivery = '' } = useParams();
  const [search, setSearch] = useSearchParams();
  const read = useRoute(readDeliveryRoute, { params: { delivery } });
  const isWaiting = read.data?.annotated === 'pending';
  useRoute(readDeliveryRoute, isWaiting ? { params: { delivery } } : null, { pollMs });
  const sent = search.get('sent');
  return (
    <>
      <PageHeader
        title="改正退回的行"
        crumbs={[
          { title: '报送', to: '/deliveries' },
          { title: read.data?.fileName ?? '这次报送', to: `/deliveries/${delivery}` },
        ]}
      >
        只列出退回的行，改正后即可报送，不必重新上传整个文件。
      </PageHeader>
      {sent === null ? (
        <QueryView query={read} what="报送">
          {(found) => <Repair delivery={found} sent={(id) => setSearch({ sent: id })} />}
        </QueryView>
      ) : (
        <Sent delivery={sent} />
      )}
    </>
  );
}

function Sent({ delivery }: { readonly delivery: string }) {
  const navigate = useNavigate();
  return (
    <QueryView query={useDelivery(delivery)} what="回执">
      {(found) => <Receipt delivery={found} again={() => void navigate(`/datasets/${found.dataset}/upload`)} />}
    </QueryView>
  );
}

type RepairProps = { readonly delivery: DeliveryReceipt; readonly sent: (id: string) => void };

function Repair({ delivery, sent }: RepairProps) {
  const { id, dataset, rowCounts, annotated } = delivery;
  const catalogue = useCatalogue(dataset);
  const rows = rowsToRepair(delivery);
  if (rows === null)
    return (
      <NotHere title={(rowCounts?.rejected ?? 0) === 0 ? '这次报送没有要改正的行' : '这些行不在网页上改正'} id={id}>
        {(rowCounts?.rejected ?? 0) > 0 &&
          `网页上一次最多改正 ${count(maxRepairRows)} 行电子表格中的行。请下载退回的行，在 Excel 中改正后再报送。`}
      </NotHere>
    );
  if (annotated === 'pending')
    return (
      <section className="panel">
        <Loading what="退回的行" />
      </section>
    );
  if (annotated !== 'ready')
    return (
      <NotHere title="退回的行已不能在网页上改正" id={id}>
        保存期已过，或批注文件没有生成。请在原文件中改正后再报送。
      </NotHere>
    );
  return (
    <>
      <LaterDeliveries delivery={delivery} />
      <QueryView query={catalogue} what="信息资源">
        {(rules) => <RepairRows {...{ delivery, sent, rows }} catalogue={rules} />}
      </QueryView>
    </>
  );
}

/** Somebody may have mended these rows before: sending them again would bring older values back. */
function LaterDeliveries({ delivery: { id, dataset } }: Pick<RepairProps, 'delivery'>) {
  const newest = useRoute(listDeliveriesRoute, { params: { dataset }, query: { limit: '1' } });
  const later = newest.data?.items[0];
  if (later === undefined || later.id === id) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title="这一批之后又有新的报送"
      description={
        <p>
          请先<Link to={`/deliveries/${later.id}`}>查看最近一次报送</Link>
          。这些行如果已经改正过，再次报送会用这里的内容覆盖。
        </p>
      }
    />
  );
}

type RepairRowsProps = RepairProps & {
  readonly rows: 'failed' | 'all';
  readonly catalogue: NonNullable<ReturnType<typeof useCatalogue>['data']>;
};

function RepairRows({ delivery: { id, dataset, mode, fileName, rowCounts }, sent, rows, catalogue }: RepairRowsProps) {
  const state = useRows({ delivery: id, rows, rejected: rowCounts?.rejected ?? 0, dataset, catalogue });
  if (state.kind === 'opening')
    return (
      <section className="panel">
        <Loading what="退回的行" />
      </section>
    );
  if (state.kind === 'refused') return <ProblemNotice error={state.error} />;
  if (state.kind === 'unable')
    return (
      <NotHere title="这些行不能在网页上改正" id={id}>
        浏览器的版本可能较旧，或信息资源的目录在这次报送以后改过。请下载退回的行，在 Excel 中改正后再报送。
      </NotHere>
    );
  return (
    <RepairSteps
      {...{ dataset, catalogue, fileName, sent }}
      delivery={id}
      opened={state}
      mode={rows === 'all' ? mode : 'increment'}
    />
  );
}

type NotHereProps = { readonly title: string; readonly id: string; readonly children: ReactNode };

function NotHere({ title, id, children }: NotHereProps) {
  return (
    <EmptyState title={title}>
      <p>{children}</p>
      <p>
        <Link to={`/deliveries/${id}`}>返回这次报送</Link>
      </p>
    </EmptyState>
  );
}
