import type { Instant } from '../../schemas/kernel/day.ts';
import type { EventOutbox } from '../kernel/event-outbox.ts';
import type { SchedulePublicationPorts } from './issue/schedule-next-publication.ts';
import { sweepOrders } from './issue/sweep-orders.ts';
import { noteDaysLeft, type NoteDaysLeftPorts } from './seal/note-days-left.ts';
import type { MakeStatusListPorts } from './status-lists/ports.ts';
import { sweepStatusLists } from './status-lists/sweep-status-lists.ts';
import type { DecideBatchPorts } from './status/ports.ts';
import { sweepBatches } from './status/sweep-batches.ts';

export type SweepPorts = {
  readonly issuing: SchedulePublicationPorts;
  readonly batches: DecideBatchPorts;
  readonly statusLists: MakeStatusListPorts;
  readonly chain: NoteDaysLeftPorts;
  /** Of publications and batches. */
  readonly outbox: EventOutbox;
  readonly now: () => Instant;
};

/**
 * Resumes stalled publications and batches, copies events that dead workers left behind, makes due status lists, and
 * notes how long the signing chain holds; throws a sweep's failure after running all.
 */
export async function sweepCertificates(
  { issuing, batches, statusLists, chain, outbox, now }: SweepPorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  const results = await Promise.allSettled([
    sweepOrders(issuing),
    sweepBatches(batches),
    sweepStatusLists(statusLists, remainingMs),
    noteDaysLeft(chain),
    outbox.copyLeft(now()),
  ]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
