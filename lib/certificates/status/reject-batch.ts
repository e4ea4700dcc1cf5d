import { batchStatusNames } from '../../../schemas/certificates/batch.ts';
import type { rejectBatchRoute } from '../../../schemas/certificates/status-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { batchEvent } from './batch-event.ts';
import type { DecideBatchPorts } from './ports.ts';
import { toBatch } from './to-batch.ts';

/** Rejects a prepared batch, or withdraws it as the person who prepared it. */
export async function rejectBatch(
  { caller, params, body }: RouteInput<typeof rejectBatchRoute>,
  ports: Pick<DecideBatchPorts, 'batches' | 'now'>,
) {
  const batch = await ports.batches.read(params.batch);
  if (batch === null || !isPermitted(caller, 'read-batch', batch.department))
    return refused('batch-not-found', { batch: params.batch });
  const now = ports.now();
  const rejected = await ports.batches.change(
    batch.id,
    'prepared',
    { status: 'rejected', decidedBy: caller.subject, decidedAt: now, rejection: body.reason, dueAt: null },
    batchEvent(batch, { from: 'prepared', to: 'rejected', at: now, by: caller.subject }),
  );
  return rejected === null
    ? refused('batch-not-open', {
        status: batchStatusNames[(await ports.batches.read(batch.id))?.status ?? batch.status],
      })
    : toBatch(rejected);
}
