import { deliveryReasons } from '../../../schemas/collection/delivery-reasons.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock, CollectionSettings, DeliveryRepository, Messages } from '../ports.ts';
import { missingParts } from './missing-parts.ts';
import { receiveUpload } from './receive-upload.ts';

export type SweepPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly messages: Messages;
  readonly settings: CollectionSettings;
  /** The object that lies at a raw key, if one does. */
  readonly findUpload: (key: string) => Promise<{ readonly size: number; readonly version: string | undefined } | null>;
  readonly deleteVersion: (key: string, version: string) => Promise<void>;
};

/**
 * Takes up every delivery that nobody has moved on for a lease: nothing stays pending for ever. One that can't be taken up doesn't
 * keep the others waiting; when all had their turn, it is thrown so that the alarm rings.
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
  if (failures.length > 0)
    throw new Failure('delivery-sweep-incomplete', { deliveries: failures.length }, { cause: failures[0] });
}

/** The list lags behind the table: what counts is the delivery as it stands now. */
async function sweepOne(id: string, ports: SweepPorts): Promise<void> {
  const delivery = await ports.deliveries.read(id);
  if (delivery?.retryAt !== undefined && delivery.retryAt <= ports.now()) await retryOrFail(delivery, ports);
}

async function retryOrFail(delivery: DeliveryRecord, ports: SweepPorts): Promise<void> {
  const { id, status } = delivery;
  if (status === 'awaiting-upload') return await checkForUpload(delivery, ports);

  const attemptsExhausted = delivery.attempts >= ports.settings.attempts;
  const isSettled = status === 'published' || status === 'returned' || status === 'awaiting-approval';
  if (attemptsExhausted && isSettled && delivery.discarding === undefined) {
    await ports.deliveries.change(id, [status], {
      ...(delivery.annotated === 'pending' ? { annotated: 'failed' } : {}),
      retryAt: null,
    });
    return;
  }
  if (attemptsExhausted && !isSettled && delivery.discarding === undefined) {
    await ports.deliveries.change(id, [status], {
      status: 'failed',
      reason: deliveryReasons['attempts-exhausted'],
      finishedAt: ports.now(),
      retryAt: null,
    });
    return;
  }
  const again = await ports.deliveries.change(id, [status], {
    retryAt: secondsAfter(ports.now(), 2 * ports.settings.leaseSeconds),
    ...(status === 'loading' || delivery.annotated === 'pending' ? { attempts: delivery.attempts + 1 } : {}),
  });
  if (again === null) return;
  if (again.discarding !== undefined) await ports.messages.publish(id);
  else if (status === 'received' || status === 'ingesting') await ports.messages.ingest(again);
  else if (status === 'loading') await resumeLoading(again, ports.messages);
  else if (again.annotated === 'pending') await ports.messages.annotateWorkbook(id);
  else await ports.deliveries.change(id, [status], { retryAt: null });
}

async function resumeLoading(delivery: DeliveryRecord, messages: Messages): Promise<void> {
  const missing = missingParts(delivery);
  if (missing.length === 0) await messages.publish(delivery.id);
  else await messages.loadParts(delivery.id, missing);
}

/** The address has run out. Either the word of the object was lost on the way, or nothing came. */
async function checkForUpload(delivery: DeliveryRecord, ports: SweepPorts): Promise<void> {
  const arrived = await ports.findUpload(delivery.rawKey);
  if (arrived !== null) return await receiveUpload({ key: delivery.rawKey, ...arrived }, ports);
  await ports.deliveries.change(delivery.id, ['awaiting-upload'], {
    status: 'failed',
    reason: deliveryReasons['nothing-uploaded'],
    finishedAt: ports.now(),
    retryAt: null,
  });
}
