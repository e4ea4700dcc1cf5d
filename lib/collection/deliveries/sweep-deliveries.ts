import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { EventOutbox } from '../../kernel/event-outbox.ts';
import { Failure } from '../../kernel/failure.ts';
import type { Clock, CollectionSettings, DeliveryRepository, Messages } from '../ports.ts';
import { resendChanges } from './attempts.ts';
import { changeStatus, type ChangeStatusPorts } from './change-status.ts';
import type { MultipartUploads } from './multipart-upload.ts';
import { receiveUpload, type ReceiveUploadPorts } from './receive-upload.ts';
import { resumeLoading } from './resume-loading.ts';

export type SweepPorts = Clock &
  ChangeStatusPorts & {
    readonly multipartUploads: Pick<MultipartUploads, 'abort'>;
    readonly deliveries: DeliveryRepository;
    readonly messages: Messages;
    readonly settings: CollectionSettings;
    readonly findUpload: ReceiveUploadPorts['findUpload'];
    /** Of deliveries, and of what has no sweep of its own. */
    readonly outboxes: readonly EventOutbox[];
  };

/**
 * Retries at most 100 due deliveries, then copies events that dead workers left behind. Throws the Failure
 * `delivery-sweep-incomplete` when some deliveries can't be retried.
 */
export async function sweepDeliveries(ports: SweepPorts): Promise<void> {
  const failures: unknown[] = [];
  for (const { id } of await ports.deliveries.due(ports.now())) {
    try {
      await sweepOne(id, ports);
    } catch (error) {
      failures.push(error);
    }
  }
  for (const { copyLeft } of ports.outboxes) await copyLeft(ports.now());
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

/** Sends the message again: it may be lost, or its worker is dead. No attempt is counted: the work may only wait. */
async function retry(delivery: DeliveryRecord, ports: SweepPorts): Promise<void> {
  const { id, status } = delivery;
  const retried = await ports.deliveries.change(id, [status], resendChanges(delivery, ports));
  if (retried === null) return;
  if (retried.discarding !== undefined) await ports.messages.publish(id);
  else if (status === 'received' || status === 'ingesting') await ports.messages.ingest(retried);
  else if (status === 'loading') await resumeLoading(retried, ports);
  else if (retried.annotated === 'pending') await ports.messages.annotateWorkbook(id);
  else await ports.deliveries.change(id, [status], { retryAt: null });
}

async function checkForUpload({ id, rawKey, multipart }: DeliveryRecord, ports: SweepPorts): Promise<void> {
  const arrived = await ports.findUpload(rawKey);
  if (arrived !== null) return await receiveUpload({ key: rawKey }, ports);
  // Parts that were never joined are deleted; the bucket's life cycle deletes what is left after days.
  if (multipart !== undefined) await ports.multipartUploads.abort(rawKey, multipart.upload);
  const changes = { reason: deliveryReasons['nothing-uploaded'], finishedAt: ports.now(), retryAt: null };
  await changeStatus(id, { from: ['awaiting-upload'], to: 'failed', changes }, ports);
}
