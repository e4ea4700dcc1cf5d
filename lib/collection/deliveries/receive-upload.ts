import { parseRawKey } from '../../../schemas/collection/delivery-record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock, CollectionSettings, DeliveryRepository, Messages } from '../ports.ts';
import { changeStatus, type ChangeStatusPorts } from './change-status.ts';

export type ReceiveUploadPorts = Clock &
  ChangeStatusPorts & {
    readonly deliveries: DeliveryRepository;
    readonly messages: Pick<Messages, 'ingest'>;
    readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
    readonly deleteVersion: (key: string, version: string) => Promise<void>;
  };

export type Upload = { readonly key: string; readonly size: number; readonly version: string | undefined };

/** Ingests the first version of an object, even if it comes late; deletes later versions. */
export async function receiveUpload(upload: Upload, ports: ReceiveUploadPorts): Promise<void> {
  const id = parseRawKey(upload.key);
  const delivery = id === null ? null : await ports.deliveries.read(id);
  if (delivery === null) return;
  const now = ports.now();
  const changes = {
    receivedAt: now,
    finishedAt: null,
    reason: null,
    retryAt: secondsAfter(now, ports.settings.leaseSeconds),
    ...definedOnly({ rawVersion: upload.version }),
  };
  const isLate = delivery.receivedAt === undefined && delivery.status === 'failed';
  const transition = { from: [isLate ? 'failed' : 'awaiting-upload'], to: 'received', changes } as const;
  const received = await changeStatus(delivery.id, transition, ports);
  if (received !== null) return await ports.messages.ingest(delivery);

  const current = await ports.deliveries.read(delivery.id);
  if (current === null || upload.version === undefined || current.rawVersion === upload.version) {
    // A repeated event: the first message may not have been sent.
    if (current?.status === 'received') await ports.messages.ingest(delivery);
    return;
  }
  await ports.deleteVersion(upload.key, upload.version);
  await ports.deliveries.countLaterUpload(delivery.id);
}
