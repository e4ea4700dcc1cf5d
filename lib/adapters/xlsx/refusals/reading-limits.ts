const MiB = 1024 * 1024;

/** How far a file may go before it is refused. Sizes are bytes after inflating, unless said otherwise. */
export type ReadingLimits = {
  /** `refuse` is what ingest does; `read` reads the cells and never runs or keeps a macro. */
  readonly macros: 'refuse' | 'read';
  /** What a formula is that was saved without its result, as libraries do that don't calculate: an empty cell, or the error `uncomputed`, so that nothing is lost in silence. */
  readonly uncomputed: 'empty' | 'error';
  /** Size of the file as it lies in the store. */
  readonly fileBytes: number;
  /** Entries of the zip, and sheets of the workbook. */
  readonly entries: number;
  /** Inflated : compressed, once a part is larger than `ratioFloorBytes`. Rows of equal cells honestly reach 100. */
  readonly ratio: number;
  readonly ratioFloorBytes: number;
  /** A worksheet or the shared-string part. A full sheet of 20 columns is 1.3 GB of XML. */
  readonly streamedPartBytes: number;
  /** Any other part: workbook, relations, styles, properties; these are held in memory while they are parsed. */
  readonly heldPartBytes: number;
  /** Memory that the shared strings may take. */
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
  heldPartBytes: 32 * MiB,
  sharedStringBytes: 320 * MiB,
  cellXmlBytes: 8 * MiB,
};

/** What Excel itself holds: rows, columns, characters in a cell (UTF-16 code units). */
export const sheetRowLimit = 1_048_576;
export const sheetColumnLimit = 16_384;
export const cellCharacterLimit = 32_767;

/** Bytes as whole MB, for a sentence. */
export function megabytes(bytes: number): number {
  return Math.floor(bytes / MiB);
}
