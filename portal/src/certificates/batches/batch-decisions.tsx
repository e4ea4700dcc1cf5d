import type { Batch } from '../../../../schemas/certificates/batch.ts';
import { readCertificateHistoryRoute, readCertificateRoute } from '../../../../schemas/certificates/lookup-routes.ts';
import {
  approveBatchRoute,
  listBatchesRoute,
  readBatchRoute,
  rejectBatchRoute,
} from '../../../../schemas/certificates/status-routes.ts';
import { listTasksRoute } from '../../../../schemas/departments/routes.ts';
import { useAction } from '../../shared/api/use-api.ts';
import { useCaller } from '../../shared/caller.ts';
import { DecisionButton } from '../../shared/decision-button.tsx';
import { consequenceOf, verbOf } from './operation-words.ts';

const refreshes = [readBatchRoute, listBatchesRoute, listTasksRoute, readCertificateRoute, readCertificateHistoryRoute];

/** The maker withdraws; everybody else approves or returns. */
export function BatchDecisions({ batch }: { readonly batch: Batch }) {
  const { subject } = useCaller();
  const approve = useAction(approveBatchRoute, { refreshes });
  const reject = useAction(rejectBatchRoute, { refreshes });
  if (batch.status !== 'prepared') return null;
  const params = { batch: batch.id };
  const isMaker = batch.preparedBy === subject;
  const { possible } = batch.counts;
  return (
    <section className="panel">
      <h2>{isMaker ? '等待复核' : '需要复核'}</h2>
      {isMaker && (
        <p>已送交复核，请本部门另一位经办人或市政府信息中心在“我的工作”中打开这张办理单。清单有误的，可以撤回。</p>
      )}
      <div className="actions">
        {!isMaker && possible > 0 && (
          <DecisionButton
            thing={`batch ${batch.id}`}
            label={`复核通过，${verbOf(batch.operation)}`}
            verb={verbOf(batch.operation)}
            kind="dangerous"
            consequence={consequenceOf(batch.operation, possible)}
            takesNoReason
            decide={() => approve.act({ params })}
          />
        )}
        <DecisionButton
          thing={`batch ${batch.id}`}
          label={isMaker ? '撤回办理单' : '退回办理单'}
          verb={isMaker ? '撤回' : '退回'}
          consequence={`${isMaker ? '撤回' : '退回'}后，这张办理单不再办理，证照都不改变；需要时须重新制单。`}
          decide={(reason) => reject.act({ params, body: { reason } })}
        />
      </div>
    </section>
  );
}
