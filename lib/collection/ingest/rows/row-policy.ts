import type { DeliveryMode } from '../../../../schemas/collection/delivery.ts';
import type { FindingCode } from '../../../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { RangeChecksums, rangeCount } from '../../../kernel/hashing/range-sums.ts';
import type { RowComparison } from '../../ports.ts';
import { LineChunks, type WriteChunk } from '../../staging.ts';
import { findingChunkSize } from './finding-sink.ts';
import { RawKeys } from './raw-keys.ts';
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

export type PullPolicyContext = {
  readonly index: RowComparison;
  readonly writeRejected: WriteChunk;
  readonly mode: DeliveryMode;
  /** 0-based, in the key's order. */
  readonly keyColumns: readonly number[];
};

export type RowPolicy = {
  /** Called for each row before its key is compared; rows are numbered from 1. */
  readonly begin: (row: InputRow, number: number) => void;
  /** Whether the earlier number shows the same record in a newer state. Rows come newest first. */
  readonly isOutdated: (number: number, newer: number) => boolean;
  /** Whether the earlier number stands on another page than the row at hand. */
  readonly isOnOtherPage: (earlier: number) => boolean;
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
  begin: () => undefined,
  isOutdated: () => false,
  isOnOtherPage: () => false,
  accept: () => null,
  remove: () => undefined,
  reject: () => undefined,
  reportsMissing: false,
  isFull: false,
  write: async () => undefined,
  end: async () => null,
};

/** Stores rejected rows for replay, and compares records when reconciling. */
export class PullPolicy implements RowPolicy {
  readonly reportsMissing: boolean;
  readonly #events: boolean;
  /** `null` where no row can outdate another: a full read shows each record once. */
  readonly #rawKeys: RawKeys | null;
  #page: number | undefined;
  #pageStart = 1;
  readonly #pendingKeys: ReadonlySet<string>;
  readonly #resolved = new Set<string>();
  readonly #rejectedRows: LineChunks;
  readonly #sums: { readonly source: RangeChecksums; readonly stored: RangeChecksums } | null;

  /** Takes the index's checksums: construct it before the first row changes them. */
  constructor(
    { pendingKeys, reconcile, events }: PullOptions,
    { index, writeRejected, mode, keyColumns }: PullPolicyContext,
  ) {
    this.reportsMissing = reconcile;
    this.#events = events;
    this.#rawKeys = events || mode === 'increment' ? new RawKeys(keyColumns) : null;
    this.#pendingKeys = pendingKeys;
    this.#rejectedRows = new LineChunks(findingChunkSize, writeRejected);
    this.#sums = reconcile ? { source: new RangeChecksums(), stored: index.sums() } : null;
  }

  get isFull(): boolean {
    return this.#rejectedRows.isFull;
  }

  begin(row: InputRow, number: number): void {
    if (row.page !== this.#page) {
      this.#page = row.page;
      this.#pageStart = number;
    }
    this.#rawKeys?.note(row, number);
  }

  /** Two spellings of a key are two rows at the source, as are two rows on one page of a query: neither is newer. */
  isOutdated(number: number, newer: number): boolean {
    if (this.#rawKeys === null || !this.#rawKeys.areEqual(number, newer)) return false;
    return this.#events || this.isOnOtherPage(newer);
  }

  isOnOtherPage(earlier: number): boolean {
    return earlier < this.#pageStart;
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
