import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { SourceRecord, Run } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { DeliveryRepository } from '../../ports.ts';
import {
  recordRejectedRows,
  resolvePages,
  type RecordRejectedRowsPorts,
} from '../rejected-rows/record-rejected-rows.ts';
import { changesAfterReturn, changesAfterSuccess, type RunOutcomePorts } from './run-outcome.ts';
import { runWith, type SourceLease } from './source-lease.ts';
import { writeAcknowledgements, type AcknowledgePorts } from './write-acknowledgements.ts';

export type FinishRunPorts = RunOutcomePorts &
  AcknowledgePorts &
  RecordRejectedRowsPorts & { readonly deliveries: Pick<DeliveryRepository, 'read'> };

/** Seconds after which a delivery is looked at again that nobody told about, and one that a person must decide about. */
const [recheckSeconds, decisionRecheckSeconds] = [60, 300];

/** What a step leaves: the source to go on with, or the moment at which it is looked at again. */
export type StepResult = { readonly source: SourceRecord } | { readonly sleepUntil: Instant | null };

/** Looks whether the run's delivery has settled. While a person must decide about it, the source waits and says so. */
export async function checkDelivery(
  source: SourceRecord,
  run: Run,
  lease: SourceLease,
  ports: FinishRunPorts,
): Promise<StepResult> {
  const delivery = await ports.deliveries.read(run.id);
  const now = ports.now();
  if (delivery === null) return { source: await lease.change(runWith(run, { phase: 'submitting' })) };
  const { status } = delivery;
  if (status === 'published' || status === 'returned' || status === 'discarded')
    return { source: await lease.change(runWith(run, { phase: 'finishing' })) };
  if (status !== 'awaiting-approval' && status !== 'failed') return { sleepUntil: secondsAfter(now, recheckSeconds) };
  const { waitingFor } = source.health;
  if (waitingFor?.delivery !== run.id || waitingFor.status !== status)
    await lease.changeIfUnchanged(source, { health: { ...source.health, waitingFor: { delivery: run.id, status } } });
  return { sleepUntil: secondsAfter(now, decisionRecheckSeconds) };
}

/** The delivery has settled: dead letters, what the department is told, and the source's health. */
export async function finishRun(
  source: SourceRecord,
  run: Run,
  version: DatasetVersion,
  lease: SourceLease,
  ports: FinishRunPorts,
  isTimeShort: () => boolean,
): Promise<StepResult> {
  const delivery = await ports.deliveries.read(run.id);
  if (delivery === null) return { source: await lease.change(runWith(run, { phase: 'submitting' })) };
  if (run.acknowledged === 0) await recordRejectedRows(lease.key, delivery, ports);
  const acknowledgement = await writeAcknowledgement(source, delivery, version, run, ports, isTimeShort);
  if (typeof acknowledgement === 'number')
    return { source: await lease.change(runWith(run, { acknowledged: acknowledgement })) };
  // Declared anew while its delivery was on the way: health and times are those of the new declaration.
  if (source.declarationVersion !== run.declarationVersion) return { source: await lease.change({ run: null }) };
  if (delivery.status === 'returned' && !isFullyRejected(run, delivery))
    return { source: await lease.changeIfUnchanged(source, changesAfterReturn(source, run, delivery, ports)) };
  await resolvePages(lease.key, run.id, ports);
  const done = changesAfterSuccess(source, run, delivery, version, ports);
  // A person has discarded everything there was: nothing of it was taken, and the watermark is what it was.
  const back = delivery.status === 'discarded' && run.mode === 'full' ? { watermark: run.from ?? null } : {};
  return {
    source: await lease.changeIfUnchanged(source, {
      ...done,
      ...back,
      health: { ...done.health, acknowledgement: acknowledgement },
    }),
  };
}

/** An increment of which no row was good: each waits as a dead letter, and coming again it would be no better. */
function isFullyRejected({ mode }: Run, { reason }: DeliveryRecord): boolean {
  return mode === 'increment' && reason?.code === 'all-pulled-rows-rejected';
}

/** Writes the acknowledgement. That it may not be written, or that the database is not there now, is no reason to hold the source up. */
async function writeAcknowledgement(
  source: SourceRecord,
  delivery: DeliveryRecord,
  version: DatasetVersion,
  run: Run,
  ports: FinishRunPorts,
  isTimeShort: () => boolean,
): Promise<number | SourceRecord['health']['acknowledgement']> {
  if (source.channel !== 'database' || delivery.status === 'discarded') return 'none';
  try {
    return (await writeAcknowledgements(source, delivery, version, run.acknowledged, ports, isTimeShort)) ?? 'written';
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return error.code === 'permission-denied' ? 'not-granted' : 'failed';
  }
}
