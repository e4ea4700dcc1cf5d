import type { FindingCode } from '../../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { RangeChecksums, rangeCount } from '../../../kernel/hashing/range-sums.ts';
import type { RowComparison } from '../../ports.ts';
import { LineChunks, type WriteChunk } from '../../staging.ts';
import { findingChunkSize } from './finding-sink.ts';
import { toHex } from './row-decoder.ts';
import type { InputRow, PullOptions } from './row-source.ts';

export type PullOutcome = {
  readonly rejectedChunks: number;
  /** Key hashes of pending rejected rows whose record is valid now. */
  readonly resolved: readonly string[];
  /** By ranges; `null` unless the pull reconciles. */
  readonly reconciled: {
    readonly rows: number;
    readonly records: number;
    readonly ranges: number;
    readonly rangesDiffering: number;
  } | null;
};

export type RowPolicy = {
  /** Counts rows from 1; the index remembers a row by its number. */
  readonly rowNumber: (row: InputRow, ordinal: number) => number;
  /** `skip`: rows come newest first, so a second one is outdated. */
  readonly duplicates: 'reject' | 'skip';
  readonly accept: (
    key: Uint32Array,
    hash: Uint32Array,
    outcome: 'new' | 'changed' | 'unchanged',
  ) => FindingCode | null;
  readonly remove: (key: Uint32Array) => void;
  readonly reject: (row: InputRow, id: () => string, findings: readonly Finding[]) => void;
  readonly reportsMissing: boolean;
  readonly isFull: boolean;
  readonly write: () => Promise<void>;
  readonly end: () => Promise<PullOutcome | null>;
};

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

/** Rows come newest first. Stores rejected rows for replay, and compares records when reconciling. */
export class PullPolicy implements RowPolicy {
  readonly duplicates = 'skip';
  readonly reportsMissing: boolean;
  readonly #pendingKeys: ReadonlySet<string>;
  readonly #resolved = new Set<string>();
  readonly #rejectedRows: LineChunks;
  readonly #sums: { readonly source: RangeChecksums; readonly stored: RangeChecksums } | null;

  /** Takes the index's checksums: construct it before the first row changes them. */
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
