import type { SchedulePublicationPorts } from './issue/schedule-next-publication.ts';
import { sweepOrders } from './issue/sweep-orders.ts';
import type { DecideBatchPorts } from './status/ports.ts';
import { sweepBatches } from './status/sweep-batches.ts';

export type SweepPorts = { readonly issuing: SchedulePublicationPorts; readonly batches: DecideBatchPorts };

/** Resumes stalled publications and batches; throws a sweep's failure after running both. */
export async function sweepCertificates({ issuing, batches }: SweepPorts): Promise<void> {
  const results = await Promise.allSettled([sweepOrders(issuing), sweepBatches(batches)]);
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
