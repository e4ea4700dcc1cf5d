import type { DeliveryMode } from '../../../../schemas/collection/delivery.ts';
import type { FindingCode } from '../../../../schemas/collection/finding-severities.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { RejectedRowLine } from '../../../../schemas/collection/sources/pull-manifest.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { RangeChecksums, rangeCount } from '../../../kernel/hashing/range-sums.ts';
import type { RowComparison } from '../../ports.ts';
import type { ChunkStore } from '../../staging.ts';
import { findingChunkSize } from './finding-sink.ts';
import { NumberedLines } from './numbered-lines.ts';
import { RawKeys } from './raw-keys.ts';
import { toHex } from './row-decoder.ts';
import type { RowPlace } from './row-numbers.ts';
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
  readonly rejected: ChunkStore;
  readonly mode: DeliveryMode;
  /** 0-based, in the key's order. */
  readonly keyColumns: readonly number[];
};

export type RejectedLater = {
  readonly number: number;
  readonly place: RowPlace;
  /** The key's hash. */
  readonly id: string;
  readonly finding: Finding;
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
  /** Takes back what `accept` noted. */
  readonly takeBack: (key: Uint32Array, hash: Uint32Array) => void;
  readonly remove: (key: Uint32Array) => void;
  readonly reject: (row: RowPlace, id: () => string, findings: readonly Finding[]) => void;
  /** After `end`: rows that were accepted, or rejected for other errors, are rejected for these; rows must ascend. */
  readonly amend: (rows: Iterable<RejectedLater>) => Promise<void>;
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
  takeBack: () => undefined,
  remove: () => undefined,
  reject: () => undefined,
  amend: async () => undefined,
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
  readonly #rejectedRows: NumberedLines;
  #number = 0;
  readonly #sums: { readonly source: RangeChecksums; readonly stored: RangeChecksums } | null;

  /** Takes the index's checksums: construct it before the first row changes them. */
  constructor(
    { pendingKeys, reconcile, events }: PullOptions,
    { index, rejected, mode, keyColumns }: PullPolicyContext,
  ) {
    this.reportsMissing = reconcile;
    this.#events = events;
    this.#rawKeys = events || mode === 'increment' ? new RawKeys(keyColumns) : null;
    this.#pendingKeys = pendingKeys;
    this.#rejectedRows = new NumberedLines(findingChunkSize, rejected);
    this.#sums = reconcile ? { source: new RangeChecksums(), stored: index.sums() } : null;
  }

  get isFull(): boolean {
    return this.#rejectedRows.isFull;
  }

  begin(row: InputRow, number: number): void {
    this.#number = number;
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

  takeBack(key: Uint32Array, hash: Uint32Array): void {
    this.#resolved.delete(toHex(key));
    this.#sums?.source.remove(key, hash);
  }

  remove(key: Uint32Array): void {
    this.#resolve(key);
  }

  reject(row: RowPlace, id: () => string, findings: readonly Finding[]): void {
    const errors = findings.filter(({ severity }) => severity === 'error');
    this.#rejectedRows.add(rejectedLine(row, id(), errors), this.#number);
  }

  async amend(rows: Iterable<RejectedLater>): Promise<void> {
    const changes = Array.from(rows, ({ number, place, id, finding }) => ({
      number,
      replace: (lines: readonly string[]) =>
        lines.length === 0 ? [rejectedLine(place, id, [finding])] : lines.map((line) => withCode(line, finding.code)),
    }));
    await this.#rejectedRows.replace(changes);
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

/** Of the first error, detail and field. */
function rejectedLine({ page = 1, row }: RowPlace, id: string, errors: readonly Finding[]): string {
  const [first] = errors;
  const line: RejectedRowLine = {
    p: page,
    r: row,
    k: id,
    c: [...new Set(errors.map(({ code }) => code))],
    d: first?.detail ?? '',
    ...definedOnly({ f: first?.field }),
  };
  return JSON.stringify(line);
}

function withCode(line: string, code: string): string {
  const { c, ...rejected } = RejectedRowLine.parse(JSON.parse(line));
  return JSON.stringify({ ...rejected, c: [...new Set([...c, code])] });
}
