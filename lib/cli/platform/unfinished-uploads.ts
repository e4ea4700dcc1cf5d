import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { makeDirectories } from '../../adapters/make-directories.ts';
import { cacheFolder } from '../../adapters/platform-address.ts';
import type { CommandContext } from '../command.ts';

const Unfinished = z.object({ delivery: z.string() });

export type UnfinishedUpload = {
  readonly url: string;
  readonly dataset: string;
  readonly mode: string;
  readonly path: string;
  readonly size: number;
  /** A file that was saved since is another one: its parts may differ. */
  readonly modifiedMs: number;
};

/** Remembers the delivery of an upload in parts, so that the same command continues it after an interruption. */
export function unfinishedUpload(upload: UnfinishedUpload, context: Pick<CommandContext, 'environment'>) {
  const folder = join(cacheFolder(context), 'uploads');
  const { url, dataset, mode, path, size, modifiedMs } = upload;
  const identity = JSON.stringify([url, dataset, mode, resolve(path), size, modifiedMs]);
  // A path may name a person: the file's name does not show it.
  const file = join(folder, `${createHash('sha256').update(identity).digest('hex')}.json`);
  return {
    delivery: (): string | null => {
      try {
        return Unfinished.parse(JSON.parse(readFileSync(file, 'utf8'))).delivery;
      } catch {
        return null;
      }
    },
    remember: (delivery: string): void => {
      makeDirectories(folder, { mode: 0o700 });
      writeFileSync(file, JSON.stringify({ delivery }), { mode: 0o600 });
    },
    forget: (): void => rmSync(file, { force: true }),
  };
}
