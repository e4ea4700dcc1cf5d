import { batchStatusNames } from '../../../schemas/certificates/batch.ts';
import type { approveBatchRoute } from '../../../schemas/certificates/status-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { DecideBatchPorts } from './ports.ts';
import { toBatch } from './to-batch.ts';

/** Approves a prepared batch and queues its pieces; refused to the person who prepared it. */
export async function approveBatch({ caller, params }: RouteInput<typeof approveBatchRoute>, ports: DecideBatchPorts) {
  const batch = await ports.batches.read(params.batch);
  if (batch === null || !isPermitted(caller, 'read-batch', batch.department))
    return refused('batch-not-found', { batch: params.batch });
  if (batch.preparedBy === caller.subject) return refused('maker-is-checker');
  if (batch.counts.possible === 0) return refused('nothing-possible');
  const now = ports.now();
  const approved = await ports.batches.change(batch.id, 'prepared', {
    status: 'applying',
    decidedBy: caller.subject,
    decidedAt: now,
    dueAt: secondsAfter(now, 2 * ports.leaseSeconds),
  });
  if (approved === null)
    return refused('batch-not-open', {
      status: batchStatusNames[(await ports.batches.read(batch.id))?.status ?? batch.status],
    });
  await ports.messages.pieces(
    batch.id,
    Array.from({ length: batch.pieces }, (_, i) => i + 1),
  );
  return toBatch(approved);
}
