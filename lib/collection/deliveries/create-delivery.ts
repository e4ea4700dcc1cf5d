import { type DeliveryRecord, toDelivery, buildRawKey } from '../../../schemas/collection/delivery-record.ts';
import { maxUploadBytes, uploadSeconds } from '../../../schemas/collection/delivery.ts';
import { type createDeliveryRoute, xlsxMediaType } from '../../../schemas/collection/routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { CataloguePorts, Clock, DeliveryRepository } from '../ports.ts';

export type CreateDeliveryPorts = CataloguePorts &
  Clock & {
    readonly deliveries: DeliveryRepository;
    readonly newDeliveryId: () => string;
    /** Accepts exactly this key, size in bytes and media type. */
    readonly presignUpload: (upload: {
      key: string;
      size: number;
      mediaType: string;
      seconds: number;
    }) => Promise<{ url: string; fields: Record<string, string> }>;
  };

/** Time for the object's event after the URL has expired. */
const graceSeconds = 5 * 60;

/** Creates a delivery and its upload URL, valid for 15 minutes. Refuses all but .xlsx. */
export async function createDelivery(
  { caller, params, body }: RouteInput<typeof createDeliveryRoute>,
  ports: CreateDeliveryPorts,
) {
  if (!/\.xlsx$/i.test(body.fileName)) return refused('file-type-not-accepted');
  if (body.size > maxUploadBytes) return refused('file-too-large', { limit: maxUploadBytes / 1024 / 1024 });
  const latest = (await ports.publishedVersions(params.dataset)).at(-1);
  if (latest === undefined) return refused('dataset-not-found', { dataset: params.dataset });
  if (!isPermitted(caller, 'supply-data', latest.content.metadata.provider)) return refused('not-your-department');

  const id = ports.newDeliveryId();
  const now = ports.now();
  const expiresAt = secondsAfter(now, uploadSeconds);
  const delivery: DeliveryRecord = {
    id,
    dataset: params.dataset,
    department: caller.department,
    channel: 'excel',
    mode: body.mode,
    status: 'awaiting-upload',
    fileName: body.fileName,
    size: body.size,
    createdBy: caller.subject,
    createdAt: now,
    decisions: [],
    laterUploads: 0,
    annotated: 'none',
    rawKey: buildRawKey(id),
    attempts: 0,
    loadedParts: [],
    retryAt: secondsAfter(expiresAt, graceSeconds),
  };
  await ports.deliveries.create(delivery);
  const presigned = await ports.presignUpload({
    key: delivery.rawKey,
    size: body.size,
    mediaType: xlsxMediaType,
    seconds: uploadSeconds,
  });
  return { delivery: toDelivery(delivery), upload: { ...presigned, expiresAt } };
}
