const MiB = 1024 * 1024;

/** Sizes are inflated bytes, unless said otherwise. */
export type ReadingLimits = {
  /** `read` ignores macros. */
  readonly macros: 'refuse' | 'read';
  /** The value of formulas saved without a result. */
  readonly uncomputed: 'empty' | 'error';
  readonly fileBytes: number;
  /** Limits entries of the zip and sheets of the workbook. */
  readonly entries: number;
  /** Limits inflated : compressed; real files with equal rows reach 100. */
  readonly ratio: number;
  readonly ratioFloorBytes: number;
  /** Limits a worksheet or shared-string part; a full sheet of 20 columns is 1.3 GB of XML. */
  readonly streamedPartBytes: number;
  /** Limits the other parts, which are parsed in memory. */
  readonly bufferedPartBytes: number;
  readonly sharedStringBytes: number;
  /** Limits a cell or shared string, formatting included. */
  readonly cellXmlBytes: number;
  /** Limits the text of a sheet's cells that name shared strings: a cell of ten bytes may name 32,767 characters. */
  readonly sharedTextCharacters: number;
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
  sharedTextCharacters: 2048 * MiB,
};

/** Excel sets these limits; characters are UTF-16 code units. */
export const sheetRowLimit = 1_048_576;
export const sheetColumnLimit = 16_384;
export const cellCharacterLimit = 32_767;

/** Converts bytes to MiB, rounded down. */
export function megabytes(bytes: number): number {
  return Math.floor(bytes / MiB);
}
