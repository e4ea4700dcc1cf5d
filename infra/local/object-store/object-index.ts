import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';

/** One version of an object: what is told about it, and the name of the file that holds its bytes. */
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
type Upload = z.infer<typeof Upload> & { readonly parts: Map<number, StoredPart> };

/** One thing that happened. The journal is the truth: what it doesn't name, the next start sweeps away. */
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
type Entry = z.infer<typeof Entry>;

/** An arrival that nobody has been told about yet. */
export type PendingNotification = {
  readonly bucket: string;
  readonly key: string;
  readonly version: StoredVersion;
  readonly event: string;
};

export type BucketSettings = { readonly name: string; readonly versioned: boolean };
export type ObjectIndex = ReturnType<typeof openObjectIndex>;

/**
 * Objects on disk: bytes in `bytes/`, everything else in one journal of JSON lines that is read at the start and then only appended to.
 * A line follows the finished file, so a killed process leaves a whole object or none. One process at a time.
 * Not made for a loss of power: nothing is flushed through to the platter.
 */
export function openObjectIndex(directory: string, bucketSettings: readonly BucketSettings[]) {
  const bytes = join(directory, 'bytes');
  const journalPath = join(directory, 'journal.ndjson');
  mkdirSync(bytes, { recursive: true });
  const buckets = new Map(
    bucketSettings.map(({ name, versioned }) => [
      name,
      { versioned, objects: new Map<string, StoredVersion[]>(), sorted: emptyKeys() },
    ]),
  );
  const uploads = new Map<string, Upload>();
  const pendingNotifications = new Map<string, PendingNotification>();

  for (const entry of entriesOf(journalPath)) apply(entry);
  compact();
  const journal = openSync(journalPath, 'a');

  function apply(entry: Entry): void {
    if (entry.did === 'add') {
      const bucket = buckets.get(entry.bucket);
      if (bucket === undefined) return;
      const before = bucket.objects.get(entry.key) ?? [];
      bucket.objects.set(entry.key, bucket.versioned ? [...before, entry.version] : [entry.version]);
      if (before.length === 0) bucket.sorted = null;
      if (entry.event !== undefined)
        pendingNotifications.set(entry.version.id, {
          bucket: entry.bucket,
          key: entry.key,
          version: entry.version,
          event: entry.event,
        });
    } else if (entry.did === 'remove') {
      const bucket = buckets.get(entry.bucket);
      const left = (bucket?.objects.get(entry.key) ?? []).filter(({ id }) => id !== entry.id);
      if (left.length > 0) bucket?.objects.set(entry.key, left);
      else {
        bucket?.objects.delete(entry.key);
        if (bucket !== undefined) bucket.sorted = null;
      }
    } else if (entry.did === 'notified') pendingNotifications.delete(entry.id);
    else if (entry.did === 'begin') uploads.set(entry.upload.id, { ...entry.upload, parts: new Map() });
    else if (entry.did === 'part') uploads.get(entry.upload)?.parts.set(entry.part.number, entry.part);
    else uploads.delete(entry.upload);
  }

  /** Writes the journal anew with what still holds, and removes bytes that nothing names. */
  function compact(): void {
    const lines: Entry[] = [];
    const named = new Set<string>();
    for (const [bucket, { objects }] of buckets) {
      for (const [key, versions] of objects) {
        for (const version of versions) {
          named.add(version.file);
          const event = pendingNotifications.get(version.id)?.event;
          lines.push({ did: 'add', bucket, key, version, ...definedOnly({ event }) });
        }
      }
    }
    for (const { parts, ...upload } of uploads.values()) {
      lines.push({ did: 'begin', upload });
      for (const part of parts.values()) {
        named.add(part.file);
        lines.push({ did: 'part', upload: upload.id, part });
      }
    }
    writeFileSync(`${journalPath}.new`, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    renameSync(`${journalPath}.new`, journalPath);
    for (const file of readdirSync(bytes)) if (!named.has(file)) rmSync(join(bytes, file), { force: true });
  }

  function record(entry: Entry): void {
    writeSync(journal, `${JSON.stringify(entry)}\n`);
    apply(entry);
  }

  const forget = (file: string): void => {
    if (file !== '') rmSync(join(bytes, file), { force: true });
  };

  return {
    has: (bucket: string): boolean => buckets.has(bucket),
    versioned: (bucket: string): boolean => buckets.get(bucket)?.versioned ?? false,
    /** A new name for a file of bytes, and where it is. */
    newFile: (): { file: string; path: string } => {
      const file = randomBytes(16).toString('hex');
      return { file, path: join(bytes, file) };
    },
    pathOf: (file: string): string => join(bytes, file),
    /** The newest version, a delete marker included; or the one asked for. */
    find: (bucket: string, key: string, id?: string): StoredVersion | undefined => {
      const versions = buckets.get(bucket)?.objects.get(key);
      return id === undefined ? versions?.at(-1) : versions?.find((version) => version.id === id);
    },
    /** Puts a version on the shelf, in place of the one before where the bucket keeps no versions. */
    add: (bucket: string, key: string, version: StoredVersion, event?: string): void => {
      const before = buckets.get(bucket);
      const replaced = before === undefined || before.versioned ? undefined : before.objects.get(key)?.at(-1);
      record({ did: 'add', bucket, key, version, ...definedOnly({ event }) });
      if (replaced !== undefined) forget(replaced.file);
    },
    remove: (bucket: string, key: string, id: string): void => {
      const gone = buckets
        .get(bucket)
        ?.objects.get(key)
        ?.find((version) => version.id === id);
      if (gone === undefined) return;
      record({ did: 'remove', bucket, key, id });
      forget(gone.file);
    },
    /** Keys that are there now, in UTF-8 order as S3 lists them. */
    keys: (bucket: string): readonly string[] => {
      const found = buckets.get(bucket);
      if (found === undefined) return [];
      found.sorted ??= [...found.objects.keys()].sort(byUtf8);
      return found.sorted;
    },
    upload: (id: string): Upload | undefined => uploads.get(id),
    beginUpload: (bucket: string, key: string, headers: Record<string, string>): string => {
      const id = randomBytes(24).toString('base64url');
      record({ did: 'begin', upload: { id, bucket, key, headers } });
      return id;
    },
    addPart: (upload: string, part: StoredPart): void => {
      const before = uploads.get(upload)?.parts.get(part.number);
      record({ did: 'part', upload, part });
      if (before !== undefined) forget(before.file);
    },
    endUpload: (id: string): void => {
      const parts = [...(uploads.get(id)?.parts.values() ?? [])];
      record({ did: 'end', upload: id });
      for (const part of parts) forget(part.file);
    },
    /** Removes bytes that never came on the shelf. */
    forget,
    pendingNotifications: (): readonly PendingNotification[] => [...pendingNotifications.values()],
    markNotified: (id: string): void => record({ did: 'notified', id }),
    close: (): void => closeSync(journal),
  };
}

const emptyKeys = (): readonly string[] | null => null;

function entriesOf(path: string): Entry[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  const unfinished = lines.pop() ?? ''; // what follows the last line feed: nothing, or the beginning of a line
  if (!unfinished.startsWith('{"did":"'.slice(0, unfinished.length))) throw new Error(`${path} is damaged`); // else the objects that it named would be swept away
  return lines.map((line) => Entry.parse(JSON.parse(line)));
}

/** UTF-16 order differs from UTF-8 order above U+D800 only. */
function byUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
