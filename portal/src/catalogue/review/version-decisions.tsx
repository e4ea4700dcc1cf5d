import { Button } from 'antd';
import { useState } from 'react';
import {
  approveDatasetRoute,
  compareVersionsRoute,
  listDatasetsRoute,
  listVersionsRoute,
  publishDatasetRoute,
  readVersionRoute,
  returnDatasetRoute,
} from '../../../../schemas/catalogue/routes.ts';
import type { DatasetVersionView } from '../../../../schemas/catalogue/views.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { readDatasetStateRoute } from '../../../../schemas/records/routes.ts';
import { useAction, useRoute } from '../../shared/api/use-api.ts';
import { DecisionDialog } from '../../shared/decision-dialog.tsx';
import { formatNumber } from '../../shared/format-number.ts';
import { useDepartments } from '../../shared/use-departments.ts';

const refreshes = [readVersionRoute, listVersionsRoute, listDatasetsRoute, readDatasetStateRoute, listTasksRoute];

type VersionDecisionsProps = {
  readonly view: DatasetVersionView;
  /** The version in force; absent for a dataset that was never published. */
  readonly before: number | undefined;
  /** Takes the sentence that says what is so now. */
  readonly say: (sentence: string) => void;
};

/** Register, publish or return: what the version's state allows. Each says first what it will do. */
export function VersionDecisions({ view, before, say }: VersionDecisionsProps) {
  const { status, version, dataset, lockVersion, content } = view;
  const [open, setOpen] = useState<'approve' | 'publish' | 'return' | null>(null);
  const { nameOf } = useDepartments();
  const consequence = usePublishConsequence(view, before);
  const approve = useAction(approveDatasetRoute, { refreshes });
  const publish = useAction(publishDatasetRoute, { refreshes });
  const back = useAction(returnDatasetRoute, { refreshes });
  const params = { dataset, version: String(version) };
  const close = (): void => setOpen(null);
  if (status !== 'submitted' && status !== 'registered') return null;
  const provider = nameOf(content.metadata.provider);
  const withReason = (reason: string) => ({ params, body: { lockVersion, ...(reason === '' ? {} : { reason }) } });
  return (
    <>
      {status === 'submitted' ? (
        <Button type="primary" onClick={() => setOpen('approve')}>
          审核通过并注册
        </Button>
      ) : (
        <Button type="primary" onClick={() => setOpen('publish')}>
          发布目录
        </Button>
      )}
      <Button onClick={() => setOpen('return')}>退回修改</Button>
      <DecisionDialog
        isOpen={open === 'approve'}
        close={close}
        thing={`version ${dataset} ${version}`}
        title="审核通过并注册"
        verb="注册"
        isReasonOptional
        consequence={`注册后，第 ${version} 版不再修改，等待发布；发布以前各部门看到的仍是${before === undefined ? '没有这个信息资源' : `第 ${before} 版`}。`}
        decide={async (reason) => {
          await approve.act(withReason(reason));
          say(`第 ${version} 版已注册。发布后各部门才能查到，请核对后发布。`);
        }}
      />
      <DecisionDialog
        isOpen={open === 'publish'}
        close={close}
        thing={`version ${dataset} ${version}`}
        title="发布目录"
        verb="发布"
        isReasonOptional
        consequence={consequence}
        decide={async (reason) => {
          await publish.act(withReason(reason));
          say(`第 ${version} 版已发布，各部门已能查到；新的报送按这一版检查。`);
        }}
      />
      <DecisionDialog
        isOpen={open === 'return'}
        close={close}
        thing={`version ${dataset} ${version}`}
        title="退回修改"
        verb="退回"
        isDangerous
        consequence={`第 ${version} 版将退回${provider}，经办人会看到您写的理由；改好后须重新提交审核。`}
        decide={async (reason) => {
          await back.act({ params, body: { lockVersion, reason } });
          say(`第 ${version} 版已退回${provider}，理由已随退回写明。`);
        }}
      />
    </>
  );
}

/** One sentence with the numbers: how many records stay, how many differences break templates. */
function usePublishConsequence({ dataset, version, content }: DatasetVersionView, before: number | undefined): string {
  const revised = before === undefined ? null : { params: { dataset } };
  const state = useRoute(readDatasetStateRoute, revised);
  const compared = useRoute(
    compareVersionsRoute,
    before === undefined ? null : { params: { dataset }, query: { from: String(before), to: String(version) } },
  );
  if (before === undefined)
    return `发布后，各部门都能查到“${content.metadata.name}”及其 ${content.fields.length} 个信息项，提供部门可以按它报送。`;
  const breaking = compared.data?.differences.filter(({ compatibility }) => compatibility === 'breaking').length ?? 0;
  const records = state.data === undefined ? '' : `已有的 ${formatNumber(state.data.records)} 条记录不变。`;
  return breaking === 0
    ? `发布后，新的报送按第 ${version} 版检查，旧模板仍可使用；${records}`
    : `发布后，新的报送按第 ${version} 版检查，有 ${breaking} 处与旧模板不兼容，提供部门须下载新模板；${records}`;
}
