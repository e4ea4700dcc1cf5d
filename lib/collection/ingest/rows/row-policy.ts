import type { FindingCode } from '../../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { RangeChecksums, rangeCount } from '../../../kernel/hashing/range-sums.ts';
import type { RowComparison } from '../../ports.ts';
import { findingChunkSize } from './finding-sink.ts';
import { toHex } from './row-decoder.ts';
import type { InputRow, PullOptions } from './row-source.ts';
import { LineChunks, type WriteChunk } from './staged-lines.ts';

/** What only the comparison of a pull yields. */
export type PullOutcome = {
  /** Chunks of rejected rows that were written. */
  readonly rejectedChunks: number;
  /** Key hashes of pending rejected rows whose record has a valid row now. */
  readonly resolved: readonly string[];
  /** Source and records, range by range; `null` unless the pull reconciles. */
  readonly reconciled: {
    readonly rows: number;
    readonly records: number;
    readonly ranges: number;
    readonly rangesDiffering: number;
  } | null;
};

/** Where workbooks and pulls differ when their rows are compared. */
export type RowPolicy = {
  /** The number, from 1, under which the index remembers a row. */
  readonly rowNumber: (row: InputRow, ordinal: number) => number;
  /** `reject`: a second row of a record is an error. `skip`: rows come newest first, so it is outdated. */
  readonly duplicates: 'reject' | 'skip';
  /** Notes a valid row. Returns the code of the difference that reconciling reports. */
  readonly accept: (
    key: Uint32Array,
    hash: Uint32Array,
    outcome: 'new' | 'changed' | 'unchanged',
  ) => FindingCode | null;
  /** Notes a row that removes its record. */
  readonly remove: (key: Uint32Array) => void;
  readonly reject: (row: InputRow, id: () => string, findings: readonly Finding[]) => void;
  /** Whether missing records are reported as a difference. */
  readonly reportsMissing: boolean;
  readonly isFull: boolean;
  readonly write: () => Promise<void>;
  readonly end: () => Promise<PullOutcome | null>;
};

/** Rows of a workbook: numbered as in the sheet, each record once. */
export const workbookPolicy: RowPolicy = {
  rowNumber: (row) => row.row,
  duplicates: 'reject',
  accept: () => null,
  remove: () => undefined,
  reject: () => undefined,
  reportsMissing: false,
  isFull: false,
  write: async () => undefined,
  end: async () => null,
};

/** Rows of a pull, newest first: stores rejected rows for replay, and compares source and records when reconciling. */
export class PullPolicy implements RowPolicy {
  readonly duplicates = 'skip';
  readonly reportsMissing: boolean;
  readonly #pendingKeys: ReadonlySet<string>;
  readonly #resolved = new Set<string>();
  readonly #rejectedRows: LineChunks;
  readonly #sums: { readonly source: RangeChecksums; readonly stored: RangeChecksums } | null;

  /** Takes the checksums of the index, which the first row changes: construct it before. */
  constructor({ pendingKeys, reconcile }: PullOptions, index: RowComparison, writeRejected: WriteChunk) {
    this.reportsMissing = reconcile;
    this.#pendingKeys = pendingKeys;
    this.#rejectedRows = new LineChunks(findingChunkSize, writeRejected);
    this.#sums = reconcile ? { source: new RangeChecksums(), stored: index.sums() } : null;
  }

  get isFull(): boolean {
    return this.#rejectedRows.isFull;
  }

  rowNumber(_row: InputRow, ordinal: number): number {
    return ordinal;
  }

  accept(key: Uint32Array, hash: Uint32Array, outcome: 'new' | 'changed' | 'unchanged'): FindingCode | null {
    this.#resolve(key);
    if (this.#sums === null) return null;
    this.#sums.source.add(key, 0, hash, 0);
    if (outcome === 'unchanged') return null;
    return outcome === 'new' ? 'record-missing-here' : 'record-differs';
  }

  remove(key: Uint32Array): void {
    this.#resolve(key);
  }

  reject(row: InputRow, id: () => string, findings: readonly Finding[]): void {
    const errors = findings.filter(({ severity }) => severity === 'error');
    const field = errors[0]?.field;
    const line = {
      p: row.page ?? 1,
      r: row.row,
      k: id(),
      c: [...new Set(errors.map(({ code }) => code))],
      d: errors[0]?.detail ?? '',
      ...(field === undefined ? {} : { f: field }),
    };
    this.#rejectedRows.add(JSON.stringify(line));
  }

  async write(): Promise<void> {
    await this.#rejectedRows.write();
  }

  async end(): Promise<PullOutcome> {
    await this.#rejectedRows.end();
    return {
      rejectedChunks: this.#rejectedRows.chunks,
      resolved: [...this.#resolved],
      reconciled: this.#reconciled(),
    };
  }

  #reconciled(): PullOutcome['reconciled'] {
    if (this.#sums === null) return null;
    const { source, stored } = this.#sums;
    return {
      rows: source.rows,
      records: stored.rows,
      ranges: rangeCount,
      rangesDiffering: source.countDifferingRanges(stored),
    };
  }

  #resolve(key: Uint32Array): void {
    if (this.#pendingKeys.size === 0) return;
    const hex = toHex(key);
    if (this.#pendingKeys.has(hex)) this.#resolved.add(hex);
  }
}
