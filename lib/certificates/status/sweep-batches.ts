import { platformActor } from '../../../schemas/collection/delivery.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { batchEvent } from './batch-event.ts';
import type { DecideBatchPorts } from './ports.ts';

/** Expires undecided batches and resumes stalled ones. Throws `batch-sweep-incomplete` after trying all. */
export async function sweepBatches(ports: DecideBatchPorts): Promise<void> {
  const now = ports.now();
  const failures: unknown[] = [];
  for (const { id } of await ports.batches.due(now)) {
    try {
      // The index lags behind: the batch itself decides.
      const batch = await ports.batches.read(id);
      if (batch?.dueAt === undefined || batch.dueAt > now) continue;
      if (batch.status === 'prepared')
        await ports.batches.change(
          id,
          'prepared',
          { status: 'expired', finishedAt: now, dueAt: null },
          batchEvent(batch, { from: 'prepared', to: 'expired', at: now, by: platformActor }),
        );
      if (batch.status !== 'applying') continue;
      await ports.batches.change(id, 'applying', { dueAt: secondsAfter(now, 2 * ports.leaseSeconds) });
      const missing = Array.from({ length: batch.pieces }, (_, i) => i + 1).filter(
        (piece) => !batch.donePieces.includes(piece),
      );
      await ports.messages.pieces(id, missing.length === 0 ? [batch.pieces] : missing);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new Failure('batch-sweep-incomplete', { batches: failures.length }, { cause: failures[0] });
}
