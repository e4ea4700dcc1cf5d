const MiB = 1024 * 1024;

/** A file beyond one of these is refused. Sizes are inflated bytes, unless said otherwise. */
export type ReadingLimits = {
  /** Ingest uses `refuse`; `read` reads the cells and ignores macros. */
  readonly macros: 'refuse' | 'read';
  /** The value of formulas that were saved without a result: an empty cell, or an error that the check reports. */
  readonly uncomputed: 'empty' | 'error';
  /** Size of the file itself. */
  readonly fileBytes: number;
  /** Entries of the zip, and sheets of the workbook. */
  readonly entries: number;
  /** Inflated : compressed, for parts beyond `ratioFloorBytes`. Real files with equal rows reach 100. */
  readonly ratio: number;
  readonly ratioFloorBytes: number;
  /** A worksheet or the shared-string part. A full sheet of 20 columns is 1.3 GB of XML. */
  readonly streamedPartBytes: number;
  /** Any other part (workbook, relations, styles, properties); these are parsed in memory. */
  readonly bufferedPartBytes: number;
  /** Memory of the shared strings. */
  readonly sharedStringBytes: number;
  /** One cell's or one shared string's XML, formatting included. */
  readonly cellXmlBytes: number;
};

export const readingLimits: ReadingLimits = {
  macros: 'refuse',
  uncomputed: 'empty',
  fileBytes: 512 * MiB,
  entries: 2000,
  ratio: 200,
  ratioFloorBytes: 10 * MiB,
  streamedPartBytes: 8192 * MiB,
  bufferedPartBytes: 32 * MiB,
  sharedStringBytes: 320 * MiB,
  cellXmlBytes: 8 * MiB,
};

/** Excel's own limits; characters are UTF-16 code units. */
export const sheetRowLimit = 1_048_576;
export const sheetColumnLimit = 16_384;
export const cellCharacterLimit = 32_767;

/** Bytes → whole MiB, rounded down. */
export function megabytes(bytes: number): number {
  return Math.floor(bytes / MiB);
}
