import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** A delete marker (`deleted`) has no `file`. */
export const StoredVersion = z.object({
  id: z.string(),
  file: z.string(),
  size: z.number(),
  etag: z.string(),
  modified: z.iso.datetime(),
  headers: z.record(z.string(), z.string()),
  checksum: z.object({ name: z.string(), value: z.string() }).optional(),
  deleted: z.literal(true).optional(),
});
export type StoredVersion = z.infer<typeof StoredVersion>;

export const StoredPart = z.object({
  number: z.number(),
  file: z.string(),
  size: z.number(),
  etag: z.string(),
  checksum: z.object({ name: z.string(), value: z.string() }).optional(),
});
export type StoredPart = z.infer<typeof StoredPart>;

const Upload = z.object({
  id: z.string(),
  bucket: z.string(),
  key: z.string(),
  headers: z.record(z.string(), z.string()),
});
/**
 * {"did":"add","bucket":"raw","key":"a.xlsx","version":{…},"event":"ObjectCreated:Put"}
 * {"did":"notified","id":"<version id>"}
 */
const Entry = z.union([
  z.object({
    did: z.literal('add'),
    bucket: z.string(),
    key: z.string(),
    version: StoredVersion,
    event: z.string().optional(),
  }),
  z.object({ did: z.literal('remove'), bucket: z.string(), key: z.string(), id: z.string() }),
  z.object({ did: z.literal('notified'), id: z.string() }),
  z.object({ did: z.literal('begin'), upload: Upload }),
  z.object({ did: z.literal('part'), upload: z.string(), part: StoredPart }),
  z.object({ did: z.literal('end'), upload: z.string() }),
]);
export type Entry = z.infer<typeof Entry>;

/** Skips a line that a killed process left. Throws when another one cannot be read. */
export function readJournal(path: string): readonly Entry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  const unfinished = lines.pop() ?? '';
  if (!unfinished.startsWith('{"did":"'.slice(0, unfinished.length))) throw new Error(`${path} is damaged`);
  return lines.map((line) => Entry.parse(JSON.parse(line)));
}

/** Replaces the journal in one step. */
export function writeJournal(path: string, entries: readonly Entry[]): void {
  writeFileSync(`${path}.new`, entries.map(journalLine).join(''));
  renameSync(`${path}.new`, path);
}

/** Ends in a newline: a line without one was cut off by a crash. */
export function journalLine(entry: Entry): string {
  return `${JSON.stringify(entry)}\n`;
}
