import type { FileFault } from '../../../schemas/collection/archive-refusals.ts';
import type { Archive, PaperFormat } from '../../../schemas/collection/archive.ts';
import type { UpdateSheets, ConfirmedSheet } from '../../../schemas/collection/update-sheet.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { CataloguePorts, Clock, LinkRepository } from '../ports.ts';

/** What the content is, or why it is not taken. */
export type Judgement = { readonly format: PaperFormat } | { readonly fault: FileFault };

export type ArchiveRepository = {
  /** Strongly consistent. */
  readonly archiveOf: (dataset: string) => Promise<Archive | undefined>;
  /** Replaces that of `lockVersion - 1`, with the event of the change; false when there is another. */
  readonly saveArchive: (archive: Archive, event: NewEvent) => Promise<boolean>;
};

export type PaperStore = {
  /** A form for exactly this key and size in bytes. */
  readonly presignUpload: (upload: {
    key: string;
    size: number;
    mediaType: string;
    seconds: number;
  }) => Promise<{ url: string; fields: Record<string, string> }>;
  /** `null` when nothing was uploaded; `too-large` beyond `maxPaperBytes`, unread. */
  readonly readUpload: (key: string) => Promise<Uint8Array | 'too-large' | null>;
  /** Repeatable; nothing replaces or removes it. */
  readonly keepPaper: (paper: { key: string; bytes: Uint8Array; mediaType: string }) => Promise<void>;
  /** An address that lets a browser save the file as `fileName`, and never display it. */
  readonly presignDownload: (paper: {
    key: string;
    fileName: string;
    mediaType: string;
    seconds: number;
  }) => Promise<string>;
};

export type ArchivePorts = ArchiveRepository &
  PaperStore &
  Clock &
  Pick<CataloguePorts, 'publishedVersions'> & {
    readonly newPaperId: () => string;
    readonly judgePaper: (bytes: Uint8Array) => Promise<Judgement>;
    /** In hexadecimal. */
    readonly sha256: (bytes: Uint8Array) => string;
    readonly links: Pick<LinkRepository, 'read'>;
    readonly sheetsOf: (
      dataset: string,
    ) => Promise<{ readonly sheets: UpdateSheets | undefined; readonly earlier: readonly ConfirmedSheet[] }>;
  };
