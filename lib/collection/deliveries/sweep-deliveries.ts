import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock, CollectionSettings, DeliveryRepository, Messages } from '../ports.ts';
import { changeStatus, type ChangeStatusPorts } from './change-status.ts';
import { receiveUpload } from './receive-upload.ts';
import { resumeLoading } from './resume-loading.ts';

export type SweepPorts = Clock &
  ChangeStatusPorts & {
    readonly deliveries: DeliveryRepository;
    readonly messages: Messages;
    readonly settings: CollectionSettings;
    /** Returns `null` when nothing was uploaded. */
    readonly findUpload: (
      key: string,
    ) => Promise<{ readonly size: number; readonly version: string | undefined } | null>;
    readonly deleteVersion: (key: string, version: string) => Promise<void>;
  };

/** Retries at most 100 due deliveries. Throws the Failure `delivery-sweep-incomplete` when some can't be. */
export async function sweepDeliveries(ports: SweepPorts): Promise<void> {
  const failures: unknown[] = [];
  for (const { id } of await ports.deliveries.due(ports.now())) {
    try {
      await sweepOne(id, ports);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new Failure('delivery-sweep-incomplete', { deliveries: failures.length }, { cause: failures[0] });
}

/** Reads the delivery again, for the list is eventually consistent. */
async function sweepOne(id: string, ports: SweepPorts): Promise<void> {
  const delivery = await ports.deliveries.read(id);
  if (delivery?.retryAt === undefined || delivery.retryAt > ports.now()) return;
  if (delivery.status === 'awaiting-upload') await checkForUpload(delivery, ports);
  else if (delivery.attempts >= ports.settings.attempts && delivery.discarding === undefined)
    await giveUp(delivery, ports);
  else await retry(delivery, ports);
}

/** A settled delivery stays settled: only its annotated workbook fails. */
async function giveUp({ id, status, annotated }: DeliveryRecord, ports: SweepPorts): Promise<void> {
  if (status === 'published' || status === 'returned' || status === 'awaiting-approval') {
    const changes = annotated === 'pending' ? ({ annotated: 'failed', retryAt: null } as const) : { retryAt: null };
    await ports.deliveries.change(id, [status], changes);
    return;
  }
  const changes = { reason: deliveryReasons['attempts-exhausted'], finishedAt: ports.now(), retryAt: null };
  await changeStatus(id, { from: [status], to: 'failed', changes }, ports);
}

async function retry(delivery: DeliveryRecord, ports: SweepPorts): Promise<void> {
  const { id, status, annotated, attempts } = delivery;
  // Ingest counts its own attempts.
  const countsHere = status === 'loading' || annotated === 'pending';
  const retryAt = secondsAfter(ports.now(), 2 * ports.settings.leaseSeconds);
  const changes = countsHere ? { retryAt, attempts: attempts + 1 } : { retryAt };
  const retried = await ports.deliveries.change(id, [status], changes);
  if (retried === null) return;
  if (retried.discarding !== undefined) await ports.messages.publish(id);
  else if (status === 'received' || status === 'ingesting') await ports.messages.ingest(retried);
  else if (status === 'loading') await resumeLoading(retried, ports.messages);
  else if (retried.annotated === 'pending') await ports.messages.annotateWorkbook(id);
  else await ports.deliveries.change(id, [status], { retryAt: null });
}

async function checkForUpload({ id, rawKey }: DeliveryRecord, ports: SweepPorts): Promise<void> {
  const arrived = await ports.findUpload(rawKey);
  if (arrived !== null) return await receiveUpload({ key: rawKey, ...arrived }, ports);
  const changes = { reason: deliveryReasons['nothing-uploaded'], finishedAt: ports.now(), retryAt: null };
  await changeStatus(id, { from: ['awaiting-upload'], to: 'failed', changes }, ports);
}
