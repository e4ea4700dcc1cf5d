import { toDelivery, type DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { minMultipartBytes, multipartSeconds, partBytes, uploadSeconds } from '../../../schemas/collection/delivery.ts';
import type {
  abortMultipartUploadRoute,
  completeMultipartUploadRoute,
  uploadInPartsRoute,
} from '../../../schemas/collection/multipart-routes.ts';
import { xlsxMediaType } from '../../../schemas/collection/routes.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import type { Clock, DeliveryRepository } from '../ports.ts';

export type StoredPart = { readonly part: number; readonly size: number; readonly etag: string };

/** An upload of one object in parts. */
export type MultipartUploads = {
  /** Answers the upload's id; the object will have this media type. */
  readonly begin: (key: string, mediaType: string) => Promise<string>;
  /** `null` when the upload was completed, aborted or swept. */
  readonly storedParts: (key: string, upload: string) => Promise<readonly StoredPart[] | null>;
  /** An address that accepts exactly `size` bytes. */
  readonly presignPart: (order: {
    readonly key: string;
    readonly upload: string;
    readonly part: number;
    readonly size: number;
    readonly seconds: number;
  }) => Promise<string>;
  /** False when there is an object of this key already, or the upload is gone. */
  readonly complete: (key: string, upload: string, parts: readonly StoredPart[]) => Promise<boolean>;
  /** Does nothing when the upload is gone. */
  readonly abort: (key: string, upload: string) => Promise<void>;
};

export type MultipartUploadPorts = Clock & {
  readonly deliveries: Pick<DeliveryRepository, 'read' | 'change'>;
  readonly multipartUploads: MultipartUploads;
};

/** Time for the object's event after the last part. */
const graceSeconds = 5 * 60;

/**
 * Begins an upload in parts, or continues it: answers which parts are stored and addresses for those asked for, valid
 * for 15 minutes. Refuses files below 16 MiB.
 */
export async function uploadInParts(
  { caller, params, body }: RouteInput<typeof uploadInPartsRoute>,
  ports: MultipartUploadPorts,
) {
  const delivery = await findAwaiting(caller, params.delivery, ports);
  if (isRefused(delivery)) return delivery;
  if (delivery.size < minMultipartBytes) return refused('file-not-large', { limit: minMultipartBytes / 1024 / 1024 });
  const begun = await beginOnce(delivery, ports);
  if (begun === null) return refused('not-awaiting-upload');
  const stored = await ports.multipartUploads.storedParts(delivery.rawKey, begun.upload);
  if (stored === null) return refused('not-awaiting-upload');
  const sizes = partSizes(delivery.size);
  const unknown = body.parts.filter((part) => sizes[part - 1] === undefined);
  if (unknown.length > 0) return refused('parts-unknown', { parts: sizes.length });
  const addresses = await Promise.all(
    body.parts.map(async (part) => {
      const size = sizes[part - 1] ?? 0;
      const order = { key: delivery.rawKey, upload: begun.upload, part, size, seconds: uploadSeconds };
      return { part, size, url: await ports.multipartUploads.presignPart(order) };
    }),
  );
  return {
    partBytes,
    parts: sizes.length,
    stored: stored.filter(({ part, size }) => sizes[part - 1] === size).map(({ part }) => part),
    addresses,
    expiresAt: begun.expiresAt,
  };
}

/**
 * Joins the parts into the delivery's object, if each is there with its exact size. The object's event starts the
 * ingest. Refuses `parts-missing`, and a second completion.
 */
export async function completeMultipartUpload(
  { caller, params }: RouteInput<typeof completeMultipartUploadRoute>,
  ports: MultipartUploadPorts,
) {
  const delivery = await findAwaiting(caller, params.delivery, ports);
  if (isRefused(delivery)) return delivery;
  const { multipart, rawKey } = delivery;
  if (multipart === undefined) return refused('upload-not-begun');
  const stored = await ports.multipartUploads.storedParts(rawKey, multipart.upload);
  if (stored === null) return refused('not-awaiting-upload');
  const bySize = new Map(stored.map((part) => [part.part, part.size]));
  const missing = partSizes(delivery.size).flatMap((size, i) => (bySize.get(i + 1) === size ? [] : [i + 1]));
  if (missing.length > 0) return refused('parts-missing', { parts: missing.slice(0, maxNamedParts).join('、') });
  const completed = await ports.multipartUploads.complete(rawKey, multipart.upload, stored);
  return completed ? toDelivery(delivery) : refused('not-awaiting-upload');
}

/** Deletes the stored parts. The delivery still awaits an upload until its time is over. */
export async function abortMultipartUpload(
  { caller, params }: RouteInput<typeof abortMultipartUploadRoute>,
  ports: MultipartUploadPorts,
) {
  const delivery = await findAwaiting(caller, params.delivery, ports);
  if (isRefused(delivery)) return delivery;
  if (delivery.multipart === undefined) return refused('upload-not-begun');
  await ports.multipartUploads.abort(delivery.rawKey, delivery.multipart.upload);
  const changed = await ports.deliveries.change(delivery.id, ['awaiting-upload'], { multipart: null });
  return changed === null ? refused('not-awaiting-upload') : toDelivery(changed);
}

const maxNamedParts = 10;

async function findAwaiting(
  caller: RouteInput<typeof uploadInPartsRoute>['caller'],
  id: string,
  { deliveries }: MultipartUploadPorts,
) {
  const delivery = await deliveries.read(id);
  if (delivery === null || !isPermitted(caller, 'change-delivery', delivery.department))
    return refused('delivery-not-found');
  if (delivery.status !== 'awaiting-upload' || delivery.channel !== 'excel') return refused('not-awaiting-upload');
  return delivery;
}

/** Gives the upload a day. Of two that begin at once, the later counts; the other's parts are swept. */
async function beginOnce(
  { id, rawKey, multipart }: DeliveryRecord,
  { deliveries, multipartUploads, now }: MultipartUploadPorts,
): Promise<NonNullable<DeliveryRecord['multipart']> | null> {
  if (multipart !== undefined) return multipart;
  const expiresAt = secondsAfter(now(), multipartSeconds);
  const begun = { upload: await multipartUploads.begin(rawKey, xlsxMediaType), expiresAt };
  const retryAt = secondsAfter(expiresAt, graceSeconds);
  const changed = await deliveries.change(id, ['awaiting-upload'], { multipart: begun, retryAt });
  if (changed === null) await multipartUploads.abort(rawKey, begun.upload);
  return changed === null ? null : begun;
}

/** All parts have 8 MiB, but the last. */
export function partSizes(size: number): readonly number[] {
  const count = Math.ceil(size / partBytes);
  return Array.from({ length: count }, (_, i) => (i < count - 1 ? partBytes : size - i * partBytes));
}
