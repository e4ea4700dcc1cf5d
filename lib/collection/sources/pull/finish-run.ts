import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { AwaitingDeliveryRun, FinishingRun, SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { recordRejectedRows, resolvePages } from '../rejected-rows/record-rejected-rows.ts';
import { enterPhase } from './enter-phase.ts';
import type { PullContext, StepResult } from './pull-context.ts';
import { changesAfterReturn, changesAfterSuccess } from './run-outcome.ts';
import { writeAcknowledgements } from './write-acknowledgements.ts';

/** Poll intervals, in case the event of the delivery is lost: one being ingested, and one that waits for a person. */
const [recheckSeconds, decisionRecheckSeconds] = [60, 300];

/** Phase `awaiting-delivery`: polls the delivery. While it waits for a person, the source's health says so. */
export async function checkDelivery(
  source: SourceRecord,
  run: AwaitingDeliveryRun,
  { lease, ports }: PullContext,
): Promise<StepResult> {
  const delivery = await ports.deliveries.read(run.id);
  const now = ports.now();
  if (delivery === null) return { source: await lease.change(enterPhase(run, 'submitting')) };
  const { status } = delivery;
  if (status === 'published' || status === 'returned' || status === 'discarded')
    return { source: await lease.change(enterPhase(run, 'finishing')) };
  if (status !== 'awaiting-approval' && status !== 'failed') return { sleepUntil: secondsAfter(now, recheckSeconds) };
  const { waitingFor } = source.health;
  if (waitingFor?.delivery !== run.id || waitingFor.status !== status)
    await lease.changeIfUnchanged(source, { health: { ...source.health, waitingFor: { delivery: run.id, status } } });
  return { sleepUntil: secondsAfter(now, decisionRecheckSeconds) };
}

/** Phase `finishing`: records rejected rows, writes acknowledgements, then updates health, watermark and schedule. */
export async function finishRun(source: SourceRecord, run: FinishingRun, context: PullContext): Promise<StepResult> {
  const { lease, ports, version } = context;
  const delivery = await ports.deliveries.read(run.id);
  if (delivery === null) return { source: await lease.change(enterPhase(run, 'submitting')) };
  if (run.acknowledged === 0) await recordRejectedRows(lease.key, delivery, ports);
  const acknowledgement = await acknowledge(source, { run, delivery }, context);
  if (typeof acknowledgement === 'number')
    return { source: await lease.change({ run: { ...run, acknowledged: acknowledgement } }) };
  // Redeclared while the delivery was ingested: health and schedule belong to the new declaration.
  if (source.declarationVersion !== run.declarationVersion) return { source: await lease.change({ run: null }) };
  if (delivery.status === 'returned' && !isFullyRejected(run, delivery))
    return { source: await lease.changeIfUnchanged(source, changesAfterReturn(source, { run, delivery }, ports)) };
  await resolvePages(lease.key, run.id, ports);
  const changes = changesAfterSuccess(source, { run, delivery, version }, ports);
  // A discarded full pull published nothing: the watermark goes back.
  const restored = delivery.status === 'discarded' && run.mode === 'full' ? { watermark: run.from ?? null } : {};
  const health = { ...changes.health, acknowledgement };
  return { source: await lease.changeIfUnchanged(source, { ...changes, ...restored, health }) };
}

/** An increment without any valid row: pulling it again would not help, since each row is recorded as rejected. */
function isFullyRejected({ mode }: FinishingRun, { reason }: DeliveryRecord): boolean {
  return mode === 'increment' && reason?.code === 'all-pulled-rows-rejected';
}

/** Answers the next page when time is short. A missing grant or an unreachable database does not block the source. */
async function acknowledge(
  source: SourceRecord,
  { run, delivery }: { readonly run: FinishingRun; readonly delivery: DeliveryRecord },
  { version, ports, isTimeShort }: PullContext,
): Promise<number | SourceRecord['health']['acknowledgement']> {
  if (source.channel !== 'database' || delivery.status === 'discarded') return 'none';
  const scope = { source, version, delivery, fromPage: run.acknowledged };
  try {
    return (await writeAcknowledgements(scope, ports, isTimeShort)) ?? 'written';
  } catch (error) {
    if (!(error instanceof SourceFault)) throw error;
    return error.code === 'permission-denied' ? 'not-granted' : 'failed';
  }
}
