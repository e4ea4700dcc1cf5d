import type { DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { FileFormat, FileSnapshot, GrantFileMessage, GrantFiles } from '../../../schemas/sharing/grant-file.ts';
import type { FoundRecord } from '../use/ports.ts';

export type GrantFileRepository = {
  /** Strongly consistent; without a file an empty list of `lockVersion` 0. */
  readonly files: (grant: string) => Promise<GrantFiles>;
  /** Replaces the list of the `lockVersion` before; false when another was written since. */
  readonly saveFiles: (grant: string, files: GrantFiles) => Promise<boolean>;
};

export type FileQueue = { readonly ordered: (message: GrantFileMessage) => Promise<void> };

/** A publication's records, as it had them, for as long as the publication is kept. */
export type PublishedRecords = {
  /** What is in force. */
  readonly inForce: (dataset: DatasetId) => Promise<Omit<FileSnapshot, 'version'>>;
  /** In the order of the index, some at a time. Throws when one is missing or unreadable. */
  readonly records: (dataset: DatasetId, index: string) => AsyncIterable<readonly FoundRecord[]>;
};

/** What the file says besides its rows. */
export type FileSheet = {
  readonly name: string;
  readonly header: readonly string[];
  /** A second sheet of a workbook. */
  readonly about: readonly (readonly [name: string, value: string])[];
};

export type WrittenFile = { readonly bytes: number; readonly sha256: string };

/** Writes the object of a key by way of the disk: memory does not grow with it. Throws what the iterables throw. */
export type FileStore = {
  /** `too-large` above `maxFileBytes`. */
  readonly writeText: (
    object: string,
    mediaType: string,
    text: AsyncIterable<string>,
  ) => Promise<WrittenFile | 'too-large'>;
  /** A workbook of text cells; the limit is of its sheet before it is packed. */
  readonly writeWorkbook: (
    object: string,
    sheet: FileSheet,
    rows: AsyncIterable<readonly string[]>,
  ) => Promise<WrittenFile | 'too-large'>;
};

export type FileAddress = (file: {
  readonly object: string;
  readonly fileName: string;
  readonly format: FileFormat;
  readonly seconds: number;
}) => Promise<string>;

export type FilePorts = { readonly fileRepository: GrantFileRepository; readonly now: () => Instant };
