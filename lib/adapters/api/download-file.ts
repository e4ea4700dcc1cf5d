import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { NotReachable, UnexpectedAnswer } from './api-errors.ts';
import { hostOf } from './fetch-with-timeout.ts';

/** Fetches a short-lived address into a file, which appears under its name only when it is whole. Throws NotReachable and UnexpectedAnswer. */
export async function downloadFile(url: string, path: string): Promise<void> {
  const response = await fetch(url).catch((error: unknown) => {
    throw new NotReachable(hostOf(url), { cause: error });
  });
  if (!response.ok || response.body === null) throw new UnexpectedAnswer(hostOf(url), response.status);
  const unfinished = `${path}.part`;
  try {
    await pipeline(Readable.from(response.body), createWriteStream(unfinished));
    await rename(unfinished, path);
  } finally {
    await rm(unfinished, { force: true });
  }
}
