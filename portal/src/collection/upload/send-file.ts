import { completeMultipartUploadRoute, uploadInPartsRoute } from '../../../../schemas/collection/multipart-routes.ts';
import type { ApiClient } from '../../shared/api/api-client.ts';
import { NotReachable } from '../../shared/api/api-errors.ts';
import { StoreRefused, type Transfer, transfer } from '../../shared/send-to-store.ts';

export type Sending = {
  readonly api: ApiClient;
  readonly signal: AbortSignal;
  /** Is given the bytes that the store has. */
  readonly onProgress: (sent: number) => void;
};

/** Addresses are valid for 15 minutes: few are asked for at once. */
const addressBatchSize = 6;
const concurrentParts = 3;
const retryDelaysMs = [1_000, 5_000];

/** Sends what the store does not have yet, then joins the parts; after an interruption the same call continues. */
export async function sendInParts(delivery: string, file: File, { api, signal, onProgress }: Sending): Promise<void> {
  const params = { delivery };
  const { parts, partBytes, stored } = await api.call(uploadInPartsRoute, { params, body: {} }, { signal });
  const sizeOf = (part: number) => Math.min(partBytes, file.size - (part - 1) * partBytes);
  const sent = new Map(stored.map((part) => [part, sizeOf(part)]));
  const report = () => onProgress([...sent.values()].reduce((sum, bytes) => sum + bytes, 0));
  report();
  const missing = Array.from({ length: parts }, (_, i) => i + 1).filter((part) => !sent.has(part));
  for (let at = 0; at < missing.length; at += addressBatchSize) {
    const batch = missing.slice(at, at + addressBatchSize);
    const { addresses } = await api.call(uploadInPartsRoute, { params, body: { parts: batch } }, { signal });
    const waiting = [...addresses];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const { part, url } = next;
        const body = file.slice((part - 1) * partBytes, (part - 1) * partBytes + sizeOf(part));
        const partProgress = (bytes: number) => {
          sent.set(part, Math.min(bytes, sizeOf(part)));
          report();
        };
        await transferWithRetries({ method: 'PUT', url, body, signal, onProgress: partProgress });
      }
    };
    await Promise.all(Array.from({ length: concurrentParts }, work));
  }
  await api.call(completeMultipartUploadRoute, { params }, { signal });
}

async function transferWithRetries(order: Transfer): Promise<void> {
  for (const waitMs of retryDelaysMs) {
    try {
      return await transfer(order);
    } catch (error) {
      const mayHelp = error instanceof NotReachable || (error instanceof StoreRefused && error.status >= 500);
      if (!mayHelp || order.signal.aborted) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  await transfer(order);
}
