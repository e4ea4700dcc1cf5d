import { completeMultipartUploadRoute, uploadInPartsRoute } from '../../../schemas/collection/multipart-routes.ts';
import type { ApiClient } from '../../adapters/api/api-client.ts';
import { UploadRefused } from '../../adapters/api/api-errors.ts';
import { uploadPart } from '../../adapters/api/upload-part.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';

/** Addresses are valid for 15 minutes: few are asked for at once. */
const addressBatchSize = 6;
const concurrentParts = 3;

export type UploadedFile = { readonly path: string; readonly size: number };

/**
 * Uploads a file of 16 MiB or more in parts, leaves out those that are stored, and joins them. `show` is given the
 * bytes that are stored. Throws what the API client and `uploadPart` throw; then the same call continues.
 */
export async function uploadInParts(
  delivery: string,
  { path, size }: UploadedFile,
  { api, show }: { readonly api: ApiClient; readonly show: (stored: number) => void },
): Promise<void> {
  const params = { delivery };
  const { parts, partBytes, stored } = await api.call(uploadInPartsRoute, { params, body: {} });
  const sizeOf = (part: number) => Math.min(partBytes, size - (part - 1) * partBytes);
  const done = new Set(stored);
  const report = () => show([...done].reduce((sum, part) => sum + sizeOf(part), 0));
  report();
  const missing = Array.from({ length: parts }, (_, i) => i + 1).filter((part) => !done.has(part));
  for (let at = 0; at < missing.length; at += addressBatchSize) {
    const batch = missing.slice(at, at + addressBatchSize);
    const { addresses } = await api.call(uploadInPartsRoute, { params, body: { parts: batch } });
    await mapWithConcurrency(concurrentParts, addresses, async ({ part, url, size: bytes }) => {
      if (bytes !== sizeOf(part)) throw new UploadRefused(400, 'EntityTooSmall'); // The file was announced with another size.
      await uploadPart(url, { path, start: (part - 1) * partBytes, size: bytes });
      done.add(part);
      report();
    });
  }
  await api.call(completeMultipartUploadRoute, { params });
}
