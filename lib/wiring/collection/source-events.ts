import type { DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import type { DeliveryRepository } from '../../collection/ports.ts';
import type { SourceMessages } from '../../collection/sources/ports.ts';
import { describeError, log } from '../log.ts';

const finalStatuses: ReadonlySet<DeliveryStatus> = new Set([
  'published',
  'returned',
  'awaiting-approval',
  'failed',
  'discarded',
]);

/** Wakes a delivery's source when it settles. A lost message does no harm: the source polls after a minute. */
export function withSourceEvents(
  repository: DeliveryRepository,
  messages: Pick<SourceMessages, 'pull'>,
): DeliveryRepository {
  return {
    ...repository,
    change: async (id, from, changes, fencingToken) => {
      const changed = await repository.change(id, from, changes, fencingToken);
      if (
        changed === null ||
        changed.channel === 'excel' ||
        changes.status === undefined ||
        changes.status === null ||
        !finalStatuses.has(changes.status)
      )
        return changed;
      try {
        await messages.pull({ dataset: changed.dataset, channel: changed.channel });
      } catch (error) {
        log('warn', 'source-wake-failed', { delivery: id, ...describeError(error) });
      }
      return changed;
    },
  };
}
