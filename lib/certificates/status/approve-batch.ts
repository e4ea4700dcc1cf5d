import { batchStatusNames } from '../../../schemas/certificates/batch.ts';
import type { approveBatchRoute } from '../../../schemas/certificates/status-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { findSecondPersonObjection } from '../../kernel/second-person.ts';
import { batchEvent } from './batch-event.ts';
import type { ApproveBatchPorts } from './ports.ts';
import { toBatch } from './to-batch.ts';

/**
 * Approves a prepared batch and queues its pieces; refused to the person who prepared it. What a system prepared for
 * which nobody answers is approved by the centre.
 */
export async function approveBatch({ caller, params }: RouteInput<typeof approveBatchRoute>, ports: ApproveBatchPorts) {
  const batch = await ports.batches.read(params.batch);
  if (batch === null || !isPermitted(caller, 'read-batch', batch.department))
    return refused('batch-not-found', { batch: params.batch });
  const { objection, isMakerKnown } = await findSecondPersonObjection(
    { checker: caller.subject, makers: [batch.preparedBy] },
    ports,
  );
  if (objection === 'same-person') return refused('maker-is-checker');
  if (objection !== null) return refused(objection);
  if (!isMakerKnown && !caller.roles.includes('operator')) return refused('batch-approval-by-centre');
  if (batch.counts.possible === 0) return refused('nothing-possible');
  const now = ports.now();
  const approved = await ports.batches.change(
    batch.id,
    'prepared',
    {
      status: 'applying',
      decidedBy: caller.subject,
      decidedAt: now,
      dueAt: secondsAfter(now, 2 * ports.leaseSeconds),
    },
    batchEvent(batch, { from: 'prepared', to: 'applying', at: now, by: caller.subject }),
  );
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
