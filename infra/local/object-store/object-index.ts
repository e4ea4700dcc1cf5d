import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import {
  applyEntry,
  type BucketSettings,
  createIndexState,
  listEntries,
  listFiles,
  listKeys,
  type PendingNotification,
  type Upload,
} from './index-state.ts';
import { type Entry, journalLine, readJournal, type StoredPart, type StoredVersion, writeJournal } from './journal.ts';

export type ObjectIndex = ReturnType<typeof openObjectIndex>;

/**
 * Bytes are in `bytes/`, the rest in a journal of JSON lines, for one process. A line follows its complete file, so a
 * killed process leaves a whole object or none; a loss of power may lose objects. Throws for a damaged journal.
 */
export function openObjectIndex(directory: string, bucketSettings: readonly BucketSettings[]) {
  const bytes = join(directory, 'bytes');
  mkdirSync(bytes, { recursive: true });
  const state = createIndexState(bucketSettings);
  const { buckets, uploads } = state;
  const filePath = (file: string): string => join(bytes, file);
  const deleteFile = (file: string): void => {
    if (file !== '') rmSync(filePath(file), { force: true });
  };

  const journal = openCompactedJournal();
  const record = (entry: Entry): void => {
    writeSync(journal, journalLine(entry));
    applyEntry(state, entry);
  };

  /** Deletes files that the journal does not name. */
  function openCompactedJournal(): number {
    const path = join(directory, 'journal.ndjson');
    for (const entry of readJournal(path)) applyEntry(state, entry);
    const entries = listEntries(state);
    writeJournal(path, entries);
    const named = listFiles(entries);
    for (const file of readdirSync(bytes)) if (!named.has(file)) deleteFile(file);
    return openSync(path, 'a');
  }

  const objects = {
    has: (bucket: string): boolean => buckets.has(bucket),
    versioned: (bucket: string): boolean => buckets.get(bucket)?.versioned ?? false,
    /** The newest version may be a delete marker. */
    find: (bucket: string, key: string, id?: string): StoredVersion | undefined => {
      const versions = buckets.get(bucket)?.objects.get(key);
      return id === undefined ? versions?.at(-1) : versions?.find((version) => version.id === id);
    },
    /** The oldest first. */
    versions: (bucket: string, key: string): readonly StoredVersion[] => buckets.get(bucket)?.objects.get(key) ?? [],
    keys: (bucket: string): readonly string[] => listKeys(state, bucket),
    add: (bucket: string, key: string, version: StoredVersion, event?: string): void => {
      const before = buckets.get(bucket);
      const replaced = before === undefined || before.versioned ? undefined : before.objects.get(key)?.at(-1);
      record({ did: 'add', bucket, key, version, ...definedOnly({ event }) });
      if (replaced !== undefined) deleteFile(replaced.file);
    },
    remove: (bucket: string, key: string, id: string): void => {
      const removed = objects.find(bucket, key, id);
      if (removed === undefined) return;
      record({ did: 'remove', bucket, key, id });
      deleteFile(removed.file);
    },
  };

  const multipart = {
    upload: (id: string): Upload | undefined => uploads.get(id),
    beginUpload: (bucket: string, key: string, headers: Record<string, string>): string => {
      const id = randomBytes(24).toString('base64url');
      record({ did: 'begin', upload: { id, bucket, key, headers } });
      return id;
    },
    addPart: (upload: string, part: StoredPart): void => {
      const replaced = uploads.get(upload)?.parts.get(part.number);
      record({ did: 'part', upload, part });
      if (replaced !== undefined) deleteFile(replaced.file);
    },
    endUpload: (id: string): void => {
      const parts = [...(uploads.get(id)?.parts.values() ?? [])];
      record({ did: 'end', upload: id });
      for (const part of parts) deleteFile(part.file);
    },
  };

  return {
    ...objects,
    ...multipart,
    /** A new file becomes part of the index by `add` or `addPart`. */
    newFile: (): { file: string; path: string } => {
      const file = randomBytes(16).toString('hex');
      return { file, path: filePath(file) };
    },
    filePath,
    deleteFile,
    pendingNotifications: (): readonly PendingNotification[] => [...state.pendingNotifications.values()],
    markNotified: (id: string): void => record({ did: 'notified', id }),
    close: (): void => closeSync(journal),
  };
}
