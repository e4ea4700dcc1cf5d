import { parseRawKey } from '../../../schemas/collection/delivery-record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock, CollectionSettings, DeliveryRepository, Messages } from '../ports.ts';
import { changeStatus, type ChangeStatusPorts } from './change-status.ts';

/** The version that the store wrote first, its bytes, and how many versions were written after it. */
export type StoredUpload = { readonly size: number; readonly version: string | undefined; readonly later: number };

export type ReceiveUploadPorts = Clock &
  ChangeStatusPorts & {
    readonly deliveries: DeliveryRepository;
    readonly messages: Pick<Messages, 'ingest'>;
    readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
    /** Returns `null` when nothing was uploaded. Strongly consistent. */
    readonly findUpload: (key: string) => Promise<StoredUpload | null>;
  };

/**
 * Ingests the version of an object that the store wrote first, whichever version's event comes first, and even if it
 * comes late. Later versions are counted and never read; raw objects are not deleted.
 */
export async function receiveUpload({ key }: { readonly key: string }, ports: ReceiveUploadPorts): Promise<void> {
  const id = parseRawKey(key);
  const delivery = id === null ? null : await ports.deliveries.read(id);
  const upload = delivery === null ? null : await ports.findUpload(key);
  if (delivery === null || upload === null) return;
  const now = ports.now();
  const changes = {
    receivedAt: now,
    finishedAt: null,
    reason: null,
    laterUploads: upload.later,
    retryAt: secondsAfter(now, ports.settings.leaseSeconds),
    ...definedOnly({ rawVersion: upload.version }),
  };
  const isLate = delivery.receivedAt === undefined && delivery.status === 'failed';
  const transition = { from: [isLate ? 'failed' : 'awaiting-upload'], to: 'received', changes } as const;
  const received = await changeStatus(delivery.id, transition, ports);
  if (received !== null) return await ports.messages.ingest(delivery);

  const current = await ports.deliveries.read(delivery.id);
  if (current === null) return;
  if (current.laterUploads < upload.later)
    await ports.deliveries.change(delivery.id, [current.status], { laterUploads: upload.later });
  // A repeated event: the first message may not have been sent.
  if (current.status === 'received') await ports.messages.ingest(delivery);
}
