import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotReachable, UnexpectedAnswer } from './api-errors.ts';
import { getOrigin } from './fetch-with-timeout.ts';

/** Renames the file when it is complete. Throws NotReachable and UnexpectedAnswer. */
export async function downloadFile(url: string, path: string): Promise<void> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new NotReachable(getOrigin(url), { cause: error });
  });
  if (!response.ok || response.body === null) throw new UnexpectedAnswer(getOrigin(url), response.status);
  const partialPath = `${path}.part`;
  try {
    await pipeline(Readable.from(response.body), createWriteStream(partialPath));
    await rename(partialPath, path);
  } finally {
    await rm(partialPath, { force: true });
  }
}
