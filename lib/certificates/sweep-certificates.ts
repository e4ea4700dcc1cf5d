import type { SchedulePublicationPorts } from './issue/schedule-next-publication.ts';
import { sweepOrders } from './issue/sweep-orders.ts';
import type { DecideBatchPorts } from './status/ports.ts';
import { sweepBatches } from './status/sweep-batches.ts';

export type SweepPorts = { readonly issuing: SchedulePublicationPorts; readonly batches: DecideBatchPorts };

/** Takes up whatever nobody works on in the room: publications to be issued, batches. One that fails does not keep the other waiting. */
export async function sweepCertificates({ issuing, batches }: SweepPorts): Promise<void> {
  const ended = await Promise.allSettled([sweepOrders(issuing), sweepBatches(batches)]);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
