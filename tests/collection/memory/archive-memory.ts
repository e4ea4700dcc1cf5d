import type { ArchiveRepository, PaperStore } from '../../../lib/collection/archive/ports.ts';
import { type Archive, maxPaperBytes } from '../../../schemas/collection/archive.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';

export type StoredPapers = {
  /** By key: uploads, and papers that are kept. */
  readonly objects: Map<string, Uint8Array>;
  readonly events: NewEvent[];
};

/** An archive and its objects in memory. */
export function archiveMemory(): ArchiveRepository & PaperStore & StoredPapers {
  const archives = new Map<string, Archive>();
  const objects = new Map<string, Uint8Array>();
  const events: NewEvent[] = [];
  return {
    objects,
    events,
    archiveOf: async (dataset) => structuredClone(archives.get(dataset)),
    saveArchive: async (archive, event) => {
      if ((archives.get(archive.dataset)?.lockVersion ?? 0) !== archive.lockVersion - 1) return false;
      archives.set(archive.dataset, structuredClone(archive));
      events.push(event);
      return true;
    },
    presignUpload: async ({ key, size, mediaType }) => ({
      url: 'https://store.test/',
      fields: { key, 'Content-Type': mediaType, size: `${size}` },
    }),
    readUpload: async (key) => {
      const bytes = objects.get(key) ?? null;
      return bytes !== null && bytes.byteLength > maxPaperBytes ? 'too-large' : bytes;
    },
    keepPaper: async ({ key, bytes }) => {
      objects.set(key, bytes);
    },
    presignDownload: async ({ key, fileName, mediaType }) =>
      `https://store.test/${key}?${new URLSearchParams({ fileName, mediaType }).toString()}`,
  };
}
