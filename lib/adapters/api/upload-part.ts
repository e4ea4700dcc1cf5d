import { open } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { NotReachable, UploadRefused } from './api-errors.ts';
import { fetchWithTimeout, getOrigin } from './fetch-with-timeout.ts';

export type FilePart = { readonly path: string; readonly start: number; readonly size: number };

/** A part has 8 MiB: 17 KB a second are enough. */
const timeoutMs = 8 * 60_000;
const retryDelaysMs = [1_000, 5_000];

/** Puts one part of a file to its presigned address, three times at most. Throws UploadRefused and NotReachable. */
export async function uploadPart(url: string, part: FilePart): Promise<void> {
  const body = await readPart(part);
  for (let tries = 0; ; tries += 1) {
    const wait = retryDelaysMs[tries];
    try {
      return await put(url, body);
    } catch (error) {
      const mayHelp = error instanceof NotReachable || (error instanceof UploadRefused && error.status >= 500);
      if (wait === undefined || !mayHelp) throw error;
    }
    await pause(wait);
  }
}

async function put(url: string, body: Uint8Array<ArrayBuffer>): Promise<void> {
  const answer = await fetchWithTimeout(url, { method: 'PUT', body }, timeoutMs);
  const text = await answer.text().catch((error: unknown) => {
    throw new NotReachable(getOrigin(url), { cause: error });
  });
  if (!answer.ok) throw new UploadRefused(answer.status, /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? '');
}

/** Throws UploadRefused when the file has become shorter. */
async function readPart({ path, start, size }: FilePart): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  const file = await open(path);
  try {
    for (let read = 0; read < size;) {
      const { bytesRead } = await file.read(bytes, read, size - read, start + read);
      if (bytesRead === 0) throw new UploadRefused(400, 'EntityTooSmall');
      read += bytesRead;
    }
  } finally {
    await file.close();
  }
  return bytes;
}
