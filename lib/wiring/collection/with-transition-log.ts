import type { DeliveryRepository } from '../../collection/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { Log } from '../log.ts';

/** A book that tells the log of every step a delivery makes: its id, the status, why, and the ledger's counts. No names, no values. */
export function withTransitionLog(repository: DeliveryRepository, log: Log): DeliveryRepository {
  return {
    ...repository,
    change: async (id, from, changes, fencingToken) => {
      const changed = await repository.change(id, from, changes, fencingToken);
      if (changed !== null && (changes.status ?? null) !== null) {
        const { dataset, status, reason, seq, attempts, rowCounts } = changed;
        log('info', 'delivery-status-changed', {
          delivery: id,
          dataset,
          status,
          attempts,
          ...definedOnly({ seq }),
          ...(reason === undefined ? {} : { reason: reason.code }),
          ...rowCounts,
        });
      }
      return changed;
    },
  };
}
