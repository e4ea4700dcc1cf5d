import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { KeptDelivery } from '../../../../schemas/collection/delivery-record.ts';
import type { KeptSource, Run } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { DeliveryBook } from '../../ports.ts';
import { closeDelivery, pagesOvercome, type CloseDeliveryPorts } from '../rejected-rows/record-rejected-rows.ts';
import { givenBack, succeeded, type EndedRunPorts } from './run-outcome.ts';
import { runWith, type SourceLease } from './source-lease.ts';
import { acknowledge, type AcknowledgePorts } from './write-acknowledgements.ts';

export type CloseRunPorts = EndedRunPorts &
  AcknowledgePorts &
  CloseDeliveryPorts & { readonly deliveries: Pick<DeliveryBook, 'read'> };

/** Seconds after which a delivery is looked at again that nobody told about, and one that a person must decide about. */
const [lookAgain, askAgain] = [60, 300];

/** What a step leaves: the source to go on with, or the moment at which it is looked at again. */
export type Left = { readonly source: KeptSource } | { readonly rest: Instant | null };

/** Looks whether the run's delivery has settled. While a person must decide about it, the source waits and says so. */
export async function lookAtDelivery(
  source: KeptSource,
  run: Run,
  lease: SourceLease,
  ports: CloseRunPorts,
): Promise<Left> {
  const delivery = await ports.deliveries.read(run.id);
  const now = ports.now();
  if (delivery === null) return { source: await lease.change(runWith(run, { phase: 'handing-over' })) };
  const { status } = delivery;
  if (status === 'published' || status === 'returned' || status === 'discarded')
    return { source: await lease.change(runWith(run, { phase: 'closing' })) };
  if (status !== 'awaiting-approval' && status !== 'failed') return { rest: secondsAfter(now, lookAgain) };
  const { waitingFor } = source.health;
  if (waitingFor?.delivery !== run.id || waitingFor.status !== status)
    await lease.decide(source, { health: { ...source.health, waitingFor: { delivery: run.id, status } } });
  return { rest: secondsAfter(now, askAgain) };
}

/** The delivery has settled: dead letters, what the department is told, and the source's health. */
export async function closeRun(
  source: KeptSource,
  run: Run,
  version: DatasetVersion,
  lease: SourceLease,
  ports: CloseRunPorts,
  timeIsShort: () => boolean,
): Promise<Left> {
  const delivery = await ports.deliveries.read(run.id);
  if (delivery === null) return { source: await lease.change(runWith(run, { phase: 'handing-over' })) };
  if (run.acknowledged === 0) await closeDelivery(lease.key, delivery, ports);
  const acknowledgement = await writeAcknowledgement(source, delivery, version, run, ports, timeIsShort);
  if (typeof acknowledgement === 'number')
    return { source: await lease.change(runWith(run, { acknowledged: acknowledgement })) };
  // Declared anew while its delivery was on the way: health and times are those of the new declaration.
  if (source.revision !== run.revision) return { source: await lease.change({ run: null }) };
  if (delivery.status === 'returned' && !isTakenCareOf(run, delivery))
    return { source: await lease.decide(source, givenBack(source, run, delivery, ports)) };
  await pagesOvercome(lease.key, run.id, ports);
  const done = succeeded(source, run, delivery, version, ports);
  // A person has discarded everything there was: nothing of it was taken, and the watermark is what it was.
  const back = delivery.status === 'discarded' && run.mode === 'full' ? { watermark: run.from ?? null } : {};
  return {
    source: await lease.decide(source, {
      ...done,
      ...back,
      health: { ...done.health, acknowledgement: acknowledgement },
    }),
  };
}

/** An increment of which no row was good: each waits as a dead letter, and coming again it would be no better. */
function isTakenCareOf({ mode }: Run, { reason }: KeptDelivery): boolean {
  return mode === 'increment' && reason?.code === 'all-pulled-rows-rejected';
}

/** Writes the acknowledgement. That it may not be written, or that the database is not there now, is no reason to hold the source up. */
async function writeAcknowledgement(
  source: KeptSource,
  delivery: KeptDelivery,
  version: DatasetVersion,
  run: Run,
  ports: CloseRunPorts,
  timeIsShort: () => boolean,
): Promise<number | KeptSource['health']['acknowledgement']> {
  if (source.channel !== 'database' || delivery.status === 'discarded') return 'none';
  try {
    return (await acknowledge(source, delivery, version, run.acknowledged, ports, timeIsShort)) ?? 'written';
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return error.code === 'permission-denied' ? 'not-granted' : 'failed';
  }
}
