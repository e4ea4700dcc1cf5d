import { z } from 'zod';
import type { Progress } from '../../../../schemas/departments/progress.ts';
import { readProgressRoute } from '../../../../schemas/departments/routes.ts';
import { useRoute } from '../../shared/api/use-api.ts';
import { Moment } from '../../shared/moment.tsx';
import { PageHeader } from '../../shared/page-header.tsx';
import { EmptyState } from '../../shared/states/empty-state.tsx';
import { QueryView } from '../../shared/states/query-view.tsx';
import { useAddress } from '../../shared/use-address.ts';
import { BatchPanel } from './batch-panel.tsx';
import { BatchView } from './batch-view.tsx';
import { CityCertificates } from './city-certificates.tsx';
import { DepartmentView } from './department-view.tsx';
import { batchKey, nameOfBatch } from './progress-words.ts';

const Address = z.object({
  batch: z.enum(['1', '2', '3', 'none']).optional(),
  department: z.string().max(60).optional(),
});
type Address = z.output<typeof Address>;

const pollMs = 60_000;
const crumb = { title: '进展', to: '/progress' };

/** The three batches of the notice against their dates; by address down to a department and its lists. */
export default function ProgressPage() {
  const { address } = useAddress(Address);
  const progress = useRoute(readProgressRoute, {}, { pollMs });
  return (
    <>
      {progress.data === undefined && <PageHeader title="进展" />}
      <QueryView query={progress} what="各部门的进展">
        {(read) => <Level progress={read} address={address} />}
      </QueryView>
    </>
  );
}

function Level({ progress, address }: { readonly progress: Progress; readonly address: Address }) {
  const { batches, at } = progress;
  if (address.department !== undefined) {
    const batch = batches.find(({ departments }) =>
      departments.some(({ department }) => department === address.department),
    );
    const department = batch?.departments.find((one) => one.department === address.department);
    if (batch === undefined || department === undefined) return <Unknown what="部门" />;
    return (
      <DepartmentView
        department={department}
        crumbs={[crumb, { title: nameOfBatch(batch.batch), to: `/progress?batch=${batchKey(batch.batch)}` }]}
      />
    );
  }
  if (address.batch !== undefined) {
    const batch = batches.find((one) => batchKey(one.batch) === address.batch);
    return batch === undefined ? <Unknown what="批次" /> : <BatchView batch={batch} crumbs={[crumb]} />;
  }
  return (
    <>
      <PageHeader title="进展">
        三批部门对照通知期限的挂接进度。信息资源按已发布的目录计算，含电子证照的照面数据；信息中心验收后算作已挂接。统计于
        <Moment iso={at} />。
      </PageHeader>
      {batches.map((batch) => (
        <BatchPanel key={batchKey(batch.batch)} batch={batch} />
      ))}
      <CityCertificates />
    </>
  );
}

function Unknown({ what }: { readonly what: string }) {
  return (
    <>
      <PageHeader title="进展" crumbs={[crumb]} />
      <EmptyState title={`没有这个${what}`}>
        <p>请从“进展”中重新选择。</p>
      </EmptyState>
    </>
  );
}
