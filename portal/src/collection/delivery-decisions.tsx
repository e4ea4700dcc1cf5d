import { Button } from 'antd';
import type { DeliveryReceipt } from '../../../schemas/collection/delivery.ts';
import {
  approveDeliveryRoute,
  discardDeliveryRoute,
  listAllDeliveriesRoute,
  listDeliveriesRoute,
  readDeliveryRoute,
  retryDeliveryRoute,
} from '../../../schemas/collection/routes.ts';
import { useAction } from '../shared/api/use-api.ts';
import { DecisionButton } from '../shared/decision-button.tsx';
import { formatNumber } from '../shared/format-number.ts';
import { ProblemNotice } from '../shared/states/problem-notice.tsx';

const refreshes = [readDeliveryRoute, listAllDeliveriesRoute, listDeliveriesRoute];

type DecisionsProps = { readonly delivery: DeliveryReceipt; readonly name: string };

/** What a person can decide now; each says first what it will do. */
export function DeliveryDecisions({ delivery, name }: DecisionsProps) {
  const { status, rowCounts } = delivery;
  const approve = useAction(approveDeliveryRoute, { refreshes });
  const discard = useAction(discardDeliveryRoute, { refreshes });
  const retry = useAction(retryDeliveryRoute, { refreshes });
  const params = { delivery: delivery.id };
  if (status !== 'awaiting-approval' && status !== 'failed') return null;
  return (
    <section className="panel">
      <h2>需要决定</h2>
      <div className="actions">
        {status === 'awaiting-approval' && (
          <DecisionButton
            thing={`delivery ${delivery.id}`}
            label="放行报送"
            verb="放行"
            kind="primary"
            consequence={`放行后，“${name}”将减少 ${formatNumber(rowCounts?.removed ?? 0)} 条记录，其余行入库；使用这些数据的部门随即看到变化。`}
            decide={(reason) => approve.act({ params, body: { reason } })}
          />
        )}
        {status === 'failed' && (
          <Button type="primary" loading={retry.isPending} onClick={() => retry.send({ params })}>
            重新处理
          </Button>
        )}
        <DecisionButton
          thing={`delivery ${delivery.id}`}
          label="作废报送"
          verb="作废"
          kind="dangerous"
          consequence={`作废后，这次报送的 ${formatNumber(rowCounts?.read ?? 0)} 行都不入库，已公开的数据不变；需要时请重新报送。`}
          decide={(reason) => discard.act({ params, body: { reason } })}
        />
      </div>
      {retry.error !== null && <ProblemNotice error={retry.error} />}
    </section>
  );
}
