import { definedOnly } from '../../kernel/defined-only.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock, CollectionSettings, DeliveryRepository, Messages } from '../ports.ts';
import { parseRawKey } from './raw-key.ts';

export type ReceiveUploadPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly messages: Pick<Messages, 'ingest'>;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
  /** Deletes a version that nobody will read. */
  readonly deleteVersion: (key: string, version: string) => Promise<void>;
};

export type Upload = { readonly key: string; readonly size: number; readonly version: string | undefined };

/**
 * An object has arrived. The first version at a delivery's address is the delivery, even if it comes so late that the delivery was
 * thought to have none; a later one is not taken in, is deleted, and is counted so that the officer can be told.
 * Objects at other keys are left alone.
 */
export async function receiveUpload(upload: Upload, ports: ReceiveUploadPorts): Promise<void> {
  const id = parseRawKey(upload.key);
  const delivery = id === null ? null : await ports.deliveries.read(id);
  if (delivery === null) return;
  const now = ports.now();
  const received = await ports.deliveries.change(
    delivery.id,
    [delivery.receivedAt === undefined && delivery.status === 'failed' ? 'failed' : 'awaiting-upload'],
    {
      status: 'received',
      receivedAt: now,
      finishedAt: null,
      reason: null,
      retryAt: secondsAfter(now, ports.settings.leaseSeconds),
      ...definedOnly({ rawVersion: upload.version }),
    },
  );
  if (received !== null) return await ports.messages.ingest(delivery);

  const current = await ports.deliveries.read(delivery.id);
  if (current === null || upload.version === undefined || current.rawVersion === upload.version) {
    // The same news again: the ingest message may not have been sent the first time.
    if (current?.status === 'received') await ports.messages.ingest(delivery);
    return;
  }
  await ports.deleteVersion(upload.key, upload.version);
  await ports.deliveries.countLaterUpload(delivery.id);
}
