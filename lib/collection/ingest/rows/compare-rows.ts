import { emptyRowCounts, type DeliveryMode, type RowCounts } from '../../../../schemas/collection/delivery.ts';
import type { FindingKind } from '../../../../schemas/collection/finding-kind.ts';
import { findingPhrases } from '../../../../schemas/collection/finding-phrases.ts';
import { findingSeverities } from '../../../../schemas/collection/finding-severities.ts';
import type { Finding } from '../../../../schemas/collection/finding.ts';
import { type Facts, fillPhrase } from '../../../kernel/fill-phrase.ts';
import type { Fault } from '../../check/fault.ts';
import type { RowComparison } from '../../ports.ts';
import { type ChunkStore, partLine, removalLine, type PartLine } from '../../staging.ts';
import { type Amendment, FindingSink } from './finding-sink.ts';
import { PartChunks } from './part-chunks.ts';
import { type EarlierOutcome, type RetractedRow, RetractedRows } from './retracted-rows.ts';
import { RowDecoder, toHex, type DecoderOptions } from './row-decoder.ts';
import { RowNumbers, type RowPlace } from './row-numbers.ts';
import { PullPolicy, workbookPolicy, type PullOutcome, type RejectedLater, type RowPolicy } from './row-policy.ts';
import type { InputRow, MergedField, RowSource } from './row-source.ts';

/** `rejected` serves pulls only. */
export type StagedChunks = {
  readonly parts: ChunkStore;
  readonly findings: ChunkStore;
  readonly rejected: ChunkStore;
};

/** What is said of a row that counts, and no longer holds when it is rejected. */
const saidOfAccepted: ReadonlySet<string> = new Set(['row-repeated', 'record-missing-here', 'record-differs']);

export type CompareContext = DecoderOptions & {
  readonly mode: DeliveryMode;
  readonly index: RowComparison;
  readonly partRows: number;
  readonly chunks: StagedChunks;
  /** Throws when the lease is lost; called between batches of rows. */
  readonly assertLease: () => Promise<void>;
};

export type Comparison = {
  readonly rowCounts: RowCounts;
  readonly parts: number;
  readonly findings: number;
  readonly findingChunks: number;
  readonly findingKinds: readonly FindingKind[];
  readonly faultyRows: number;
  /** Whether more than 100,000 rows are faulty: the others' findings are not written. */
  readonly truncated: boolean;
  readonly removeMissing: boolean;
  /** Rows repeated on other pages, where the source must show each record once. */
  readonly repeated: number;
  /** `null` for a workbook. */
  readonly pull: PullOutcome | null;
};

/**
 * Checks every row; memory holds the index. Rows of one key with different values are all rejected: the first counted
 * before its rival was read, so it is taken back from index and counts at once, and from what was staged at the end.
 * Throws what the source or a chunk's store throws.
 */
export async function compareRows(source: RowSource, context: CompareContext): Promise<Comparison> {
  const comparer = new RowComparer(source, context);
  for await (const batch of source.rows()) {
    for (const row of batch) {
      if (!source.isData(row)) continue;
      comparer.compare(row);
      if (comparer.hasFullChunk) await comparer.writeFullChunks();
    }
    await context.assertLease();
  }
  return await comparer.end();
}

class RowComparer {
  readonly #source: RowSource;
  readonly #context: CompareContext;
  readonly #index: RowComparison;
  readonly #policy: RowPolicy;
  readonly #decoder: RowDecoder;
  readonly #findings: FindingSink;
  readonly #parts: PartChunks;
  readonly #writeRecord: PartLine;
  readonly #rowCounts = { ...emptyRowCounts };
  readonly #rowNumbers: RowNumbers;
  readonly #retracted = new RetractedRows();
  #hasConflicts = false;
  readonly #keyLabels: string;
  #unreadableKeys = 0;
  /** Rows on another page than an earlier one of their record: other records may have been missed. */
  #onOtherPages = 0;
  #repeated = 0;

  constructor(source: RowSource, context: CompareContext) {
    const { content, index, chunks, mode } = context;
    this.#source = source;
    this.#context = context;
    this.#index = index;
    this.#rowNumbers = new RowNumbers(source.pull === undefined ? 1 : -1);
    this.#decoder = new RowDecoder(context, source.columns);
    const { keyFields } = this.#decoder;
    const keyColumns = keyFields.map((field) => source.columns[field] ?? -1);
    this.#policy =
      source.pull === undefined
        ? workbookPolicy
        : new PullPolicy(source.pull, { index, mode, keyColumns, rejected: chunks.rejected });
    this.#keyLabels = keyFields.map((field) => `“${content.fields[field]?.label ?? ''}”`).join('、');
    this.#findings = new FindingSink(content, source, chunks.findings);
    this.#parts = new PartChunks(context.partRows, chunks.parts);
    this.#writeRecord = partLine(content.fields.map(({ key }) => key));
    for (const finding of source.findings) this.#findings.add(finding);
  }

  get hasFullChunk(): boolean {
    return this.#parts.isFull || this.#findings.isFull || this.#policy.isFull;
  }

  async writeFullChunks(): Promise<void> {
    if (this.#findings.isFull) await this.#findings.write();
    if (this.#policy.isFull) await this.#policy.write();
    if (this.#parts.isFull) await this.#parts.write();
  }

  compare(row: InputRow): void {
    this.#rowCounts.read += 1;
    const number = this.#rowCounts.read;
    this.#findings.beginRow(row, number);
    this.#rowNumbers.note(number, row);
    this.#policy.begin(row, number);
    if (row.removed === true) this.#compareRemoval(row, number);
    else this.#compareRecord(row, number);
    this.#findings.endRow();
  }

  #compareRecord(row: InputRow, number: number): void {
    if (row.merged !== undefined) this.#reportMerged(row.merged);
    const valid = this.#decoder.check(row, this.#findings.report);
    const hasKey = this.#decoder.hashKey();
    if (!hasKey) this.#unreadableKeys += 1;
    if (valid && hasKey) this.#compareValid(row, number);
    else if (hasKey && !this.#index.noteRejected(this.#decoder.key, number))
      this.#handleSecond(row, number, 'duplicate');
    else this.#reject(row, hasKey);
  }

  #reportMerged(merged: readonly MergedField[]): void {
    for (const { field, firstRow, isFilled } of merged) {
      const code = isFilled ? 'merged-cell-filled' : 'merged-cell';
      this.#findings.report({ field, code, severity: 'warning', facts: { row: firstRow } });
    }
  }

  #compareValid(row: InputRow, number: number): void {
    const { key, rowHash } = this.#decoder;
    this.#decoder.hashRow();
    const outcome = this.#index.compareRow(key, rowHash, number);
    if (outcome === 'duplicate' || outcome === 'repeated') return this.#handleSecond(row, number, outcome);
    this.#rowCounts[outcome] += 1;
    const difference = this.#policy.accept(key, rowHash, outcome);
    if (difference !== null)
      this.#findings.report({ field: this.#decoder.keyFields[0] ?? 0, code: difference, severity: 'warning' });
    if (outcome === 'unchanged') return;
    this.#decoder.hashSubject();
    this.#writeRecord(this.#parts.next(number), this.#decoder, row);
  }

  #compareRemoval(row: InputRow, number: number): void {
    const { key } = this.#decoder;
    if (!this.#decoder.checkKey(row, this.#findings.report) || !this.#decoder.hashKey()) {
      this.#unreadableKeys += 1;
      return this.#reject(row, false);
    }
    const outcome = this.#index.noteRemoved(key, number);
    if (outcome === 'duplicate') return this.#skip(this.#index.firstRowOf(key));
    this.#policy.remove(key);
    if (outcome === 'absent') {
      this.#rowCounts.unchanged += 1;
      return;
    }
    this.#rowCounts.changed += 1;
    this.#rowCounts.removed += 1;
    removalLine(this.#parts.next(number), key, row);
  }

  /** The record of the row was shown by an earlier one. */
  #handleSecond(row: InputRow, number: number, outcome: 'repeated' | 'duplicate'): void {
    const { key } = this.#decoder;
    const earlier = this.#index.firstRowOf(key);
    if (this.#index.isRemoved(key) || this.#policy.isOutdated(number, earlier)) return this.#skip(earlier);
    const isOnOtherPage = this.#policy.isOnOtherPage(earlier);
    if (outcome === 'repeated') {
      this.#retracted.add({ number, rival: earlier, earlier: isOnOtherPage ? 'repeated-elsewhere' : 'repeated', key });
      this.#countSecond(earlier);
      return this.#findings.report(this.#faultOfSecond('row-repeated', earlier));
    }
    if (isOnOtherPage) this.#onOtherPages += 1;
    if (this.#rowNumbers.rivalOf(earlier) === 0) this.#takeBackFirst(earlier, number);
    this.#findings.report(this.#faultOfSecond('duplicate-key', earlier));
    this.#reject(row, true);
  }

  /** A newer row of the record counts. */
  #skip(newer: number): void {
    this.#countSecond(newer);
    this.#findings.dropRow();
  }

  #countSecond(earlier: number): void {
    this.#rowCounts.unchanged += 1;
    if (!this.#policy.isOnOtherPage(earlier)) return;
    this.#onOtherPages += 1;
    this.#repeated += 1;
  }

  #takeBackFirst(first: number, rival: number): void {
    const { key, rowHash } = this.#decoder;
    this.#hasConflicts = true;
    this.#rowNumbers.addConflict(first, rival);
    const outcome = this.#index.takeBack(key, rowHash);
    this.#retracted.add({ number: first, rival, earlier: outcome ?? 'rejected', key });
    if (outcome === null) return;
    this.#policy.takeBack(key, rowHash);
    this.#rowCounts[outcome] -= 1;
    this.#rowCounts.rejected += 1;
  }

  #faultOfSecond(code: 'duplicate-key' | 'row-repeated', other: number): Fault {
    const place = this.#rowNumbers.placeOf(other);
    return {
      field: this.#decoder.keyFields[0] ?? 0,
      code,
      severity: findingSeverities[code],
      facts: { label: this.#keyLabels, otherPlace: this.#nameOf(place), otherRow: place.row },
    };
  }

  /** A row of a page, or of one of several sheets, is named with it. */
  #nameOf({ page, place }: RowPlace): string {
    if (page !== undefined) return `第 ${page} 页`;
    return this.#source.otherSheets === undefined ? '' : `工作表“${place?.sheet ?? this.#source.sheet ?? ''}”`;
  }

  #reject(row: InputRow, hasKey: boolean): void {
    this.#rowCounts.rejected += 1;
    if (this.#findings.isExhausted) return;
    this.#policy.reject(row, () => this.#decoder.rejectedRowId(row, hasKey), this.#findings.rowFindings);
  }

  async end(): Promise<Comparison> {
    this.#findings.endRows();
    this.#rejectRepeats();
    const removeMissing = await this.#handleMissing();
    await this.#parts.end();
    const pull = await this.#policy.end();
    for (const finding of this.#source.lateFindings(this.#rowCounts)) this.#findings.add(finding);
    await this.#findings.end();
    if (this.#hasConflicts) await this.#amendStaged();
    const { errors, warnings, ...findings } = this.#findings.counts;
    return {
      ...findings,
      rowCounts: { ...this.#rowCounts, errors, warnings },
      parts: this.#parts.parts,
      removeMissing,
      repeated: this.#source.pull?.rowsOnce === true ? this.#repeated : 0,
      pull,
    };
  }

  /** Rows that repeat a first row that is in conflict share its fate. */
  #rejectRepeats(): void {
    if (!this.#hasConflicts) return;
    for (const { earlier } of this.#listRetracted()) {
      if (!isRepeat(earlier)) continue;
      this.#rowCounts.unchanged -= 1;
      this.#rowCounts.rejected += 1;
      if (earlier === 'repeated-elsewhere') this.#repeated -= 1;
    }
  }

  #listRetracted(): Generator<RetractedRow> {
    return this.#retracted.list(({ rival, earlier }) => !isRepeat(earlier) || this.#rowNumbers.rivalOf(rival) !== 0);
  }

  async #amendStaged(): Promise<void> {
    await this.#parts.remove(this.#stagedRows(), this.#context.assertLease);
    const written = await this.#findings.amend(this.#amendments());
    await this.#policy.amend(this.#rejectedLater(written));
  }

  *#stagedRows(): Generator<{ readonly number: number; readonly key: string }> {
    for (const { number, earlier, key } of this.#listRetracted())
      if (earlier === 'new' || earlier === 'changed') yield { number, key: toHex(key) };
  }

  *#amendments(): Generator<Amendment> {
    for (const { number, rival } of this.#listRetracted())
      yield {
        number,
        place: this.#rowNumbers.placeOf(number),
        fault: this.#faultOfSecond('duplicate-key', rival),
        dropped: saidOfAccepted,
      };
  }

  *#rejectedLater(written: ReadonlyMap<number, Finding>): Generator<RejectedLater> {
    for (const { number, key } of this.#listRetracted()) {
      const finding = written.get(number);
      if (finding !== undefined) yield { number, place: this.#rowNumbers.placeOf(number), id: toHex(key), finding };
    }
  }

  /** A rejected row without a readable key, or a row that paging skipped, may be any missing record: all are retained. */
  async #handleMissing(): Promise<boolean> {
    const missing = this.#context.mode === 'full' ? this.#index.countMissing() : 0;
    if (missing === 0 || this.#unreadableKeys > 0 || this.#onOtherPages > 0) {
      this.#rowCounts.retained = missing;
      if (missing > 0 && this.#onOtherPages > 0)
        this.#addFinding('pages-overlap', { count: this.#onOtherPages, retained: missing });
      return false;
    }
    this.#rowCounts.removed += missing;
    for (const key of this.#index.missingKeys()) {
      this.#parts.add(`{"k":"${key}"}`);
      if (this.#parts.isFull) await this.#parts.write();
    }
    if (this.#policy.reportsMissing) this.#addFinding('record-not-at-source', { count: missing });
    return true;
  }

  #addFinding(code: 'pages-overlap' | 'record-not-at-source', facts: Facts): void {
    const severity = findingSeverities[code];
    const { detail } = findingPhrases[code];
    this.#findings.add({ code, severity, detail: fillPhrase(detail, facts) });
  }
}

function isRepeat(earlier: EarlierOutcome): boolean {
  return earlier === 'repeated' || earlier === 'repeated-elsewhere';
}
