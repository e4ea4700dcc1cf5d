import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import type { Entry, StoredPart, StoredVersion } from './journal.ts';

export type BucketSettings = { readonly name: string; readonly versioned: boolean };

export type PendingNotification = {
  readonly bucket: string;
  readonly key: string;
  readonly version: StoredVersion;
  readonly event: string;
};

export type Upload = {
  readonly id: string;
  readonly bucket: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly parts: Map<number, StoredPart>;
};

type Bucket = {
  readonly versioned: boolean;
  /** Versions by key, oldest first. */
  readonly objects: Map<string, readonly StoredVersion[]>;
  /** UTF-8 order; null when they must be sorted again. */
  sortedKeys: readonly string[] | null;
};

export type IndexState = {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly uploads: Map<string, Upload>;
  readonly pendingNotifications: Map<string, PendingNotification>;
};

/** Starts empty; `applyEntry` then replays the journal into it. */
export function createIndexState(bucketSettings: readonly BucketSettings[]): IndexState {
  const buckets = bucketSettings.map(({ name, versioned }): [string, Bucket] => [
    name,
    { versioned, objects: new Map(), sortedKeys: null },
  ]);
  return { buckets: new Map(buckets), uploads: new Map(), pendingNotifications: new Map() };
}

/** Ignores entries of unknown buckets. */
export function applyEntry(state: IndexState, entry: Entry): void {
  switch (entry.did) {
    case 'add':
      return addVersion(state, entry);
    case 'remove':
      return removeVersion(state, entry);
    case 'notified':
      return void state.pendingNotifications.delete(entry.id);
    case 'begin':
      return void state.uploads.set(entry.upload.id, { ...entry.upload, parts: new Map() });
    case 'part':
      return void state.uploads.get(entry.upload)?.parts.set(entry.part.number, entry.part);
    case 'end':
      return void state.uploads.delete(entry.upload);
  }
}

type EntryOf<Kind extends Entry['did']> = Extract<Entry, { readonly did: Kind }>;

function addVersion(state: IndexState, { bucket: name, key, version, event }: EntryOf<'add'>): void {
  const bucket = state.buckets.get(name);
  if (bucket === undefined) return;
  const before = bucket.objects.get(key) ?? [];
  bucket.objects.set(key, bucket.versioned ? [...before, version] : [version]);
  if (before.length === 0) bucket.sortedKeys = null;
  if (event !== undefined) state.pendingNotifications.set(version.id, { bucket: name, key, version, event });
}

function removeVersion(state: IndexState, { bucket: name, key, id }: EntryOf<'remove'>): void {
  const bucket = state.buckets.get(name);
  if (bucket === undefined) return;
  const remaining = (bucket.objects.get(key) ?? []).filter((version) => version.id !== id);
  if (remaining.length > 0) return void bucket.objects.set(key, remaining);
  bucket.objects.delete(key);
  bucket.sortedKeys = null;
}

/** The shortest journal of this state. */
export function listEntries({ buckets, uploads, pendingNotifications }: IndexState): readonly Entry[] {
  const entries: Entry[] = [];
  for (const [bucket, { objects }] of buckets)
    for (const [key, versions] of objects)
      for (const version of versions) {
        const event = pendingNotifications.get(version.id)?.event;
        entries.push({ did: 'add', bucket, key, version, ...definedOnly({ event }) });
      }
  for (const { parts, ...upload } of uploads.values()) {
    entries.push({ did: 'begin', upload });
    for (const part of parts.values()) entries.push({ did: 'part', upload: upload.id, part });
  }
  return entries;
}

/** Files of bytes that this journal names. */
export function listFiles(entries: readonly Entry[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap((entry) => {
      if (entry.did === 'add') return [entry.version.file];
      return entry.did === 'part' ? [entry.part.file] : [];
    }),
  );
}

/** In UTF-8 order, as S3 lists them. */
export function listKeys({ buckets }: IndexState, name: string): readonly string[] {
  const bucket = buckets.get(name);
  if (bucket === undefined) return [];
  bucket.sortedKeys ??= [...bucket.objects.keys()].sort(compareUtf8);
  return bucket.sortedKeys;
}

/** UTF-16 order differs from UTF-8 order above U+D800. */
function compareUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
