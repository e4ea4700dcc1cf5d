import type { PublicationEvents, StatusEvents } from '../../collection/ports.ts';
import type { SourceMessages } from '../../collection/sources/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { issuingEvents } from '../certificates/issuing-events.ts';
import { now } from '../clock.ts';
import { describeError, log as logToConsole, type Log } from '../log.ts';
import { addMetric } from '../metrics.ts';
import { addDeliveryMetrics } from './delivery-metrics.ts';

/** Logs and counts transitions, and wakes a pull's source; a failed wake-up is only logged: the source polls too. */
export function statusEvents(messages: Pick<SourceMessages, 'pull'>, log: Log = logToConsole): StatusEvents {
  return {
    // Personal data stay out of the log.
    deliveryStatusChanged: (delivery) => {
      const { id, dataset, status, attempts, seq, reason, rowCounts } = delivery;
      addDeliveryMetrics(delivery, now(), addMetric);
      log('info', 'delivery-status-changed', {
        delivery: id,
        dataset,
        status,
        attempts,
        ...definedOnly({ seq, reason: reason?.code }),
        ...rowCounts,
      });
    },
    deliverySettled: async ({ id, dataset, channel }) => {
      if (channel === 'excel') return;
      try {
        await messages.pull({ dataset, channel });
      } catch (error) {
        log('warn', 'source-wake-failed', { delivery: id, ...describeError(error) });
      }
    },
  };
}

/** Starts issuing certificates when face data become visible. */
export function publicationEvents(): PublicationEvents {
  const emitDatasetChanged = issuingEvents();
  return { datasetPublished: emitDatasetChanged, linkConfirmed: emitDatasetChanged };
}
