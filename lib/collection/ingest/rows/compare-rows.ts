import { emptyRowCounts, type DeliveryMode, type RowCounts } from '../../../../schemas/collection/delivery.ts';
import { findingPhrases } from '../../../../schemas/collection/finding-phrases.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import type { RowComparison } from '../../ports.ts';
import { LineChunks, type WriteChunk, partLine, removalLine, type PartLine } from '../../staging.ts';
import { FindingSink } from './finding-sink.ts';
import { RowDecoder, type DecoderOptions } from './row-decoder.ts';
import { PullPolicy, workbookPolicy, type PullOutcome, type RowPolicy } from './row-policy.ts';
import type { InputRow, RowSource } from './row-source.ts';

/** `writeRejected` serves pulls only. */
export type ChunkWriters = {
  readonly writePart: WriteChunk;
  readonly writeFindings: WriteChunk;
  readonly writeRejected: WriteChunk;
};

export type CompareContext = DecoderOptions & {
  readonly mode: DeliveryMode;
  readonly index: RowComparison;
  readonly partRows: number;
  readonly writers: ChunkWriters;
  /** Throws when the lease is lost; called between batches of rows. */
  readonly assertLease: () => Promise<void>;
};

export type Comparison = {
  readonly rowCounts: RowCounts;
  readonly parts: number;
  readonly findings: number;
  readonly findingChunks: number;
  readonly faultyRows: number;
  /** Whether more than 100,000 rows are faulty: the others' findings are not written. */
  readonly truncated: boolean;
  readonly removeMissing: boolean;
  /** Rows outdated by a newer one, where the source must show each record once. */
  readonly repeated: number;
  /** `null` for a workbook. */
  readonly pull: PullOutcome | null;
};

/** Checks every row once; memory holds only the index. Throws what the source or a writer throws. */
export async function compareRows(source: RowSource, context: CompareContext): Promise<Comparison> {
  const comparer = new RowComparer(source, context);
  for await (const batch of source.rows) {
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
  readonly #parts: LineChunks;
  readonly #writeRecord: PartLine;
  readonly #rowCounts = { ...emptyRowCounts };
  #unreadableKeys = 0;
  #repeated = 0;

  constructor(source: RowSource, context: CompareContext) {
    const { content, index, writers } = context;
    this.#source = source;
    this.#context = context;
    this.#index = index;
    this.#policy =
      source.pull === undefined ? workbookPolicy : new PullPolicy(source.pull, index, writers.writeRejected);
    this.#decoder = new RowDecoder(context, source.columns);
    this.#findings = new FindingSink(content, source, writers.writeFindings);
    this.#parts = new LineChunks(context.partRows, writers.writePart);
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
    this.#findings.beginRow(row);
    const number = this.#policy.rowNumber(row, this.#rowCounts.read);
    if (row.removed === true) this.#compareRemoval(row, number);
    else this.#compareRecord(row, number);
    this.#findings.endRow();
  }

  #compareRecord(row: InputRow, number: number): void {
    const valid = this.#decoder.check(row, this.#findings.report);
    const hasKey = this.#decoder.hashKey();
    if (!hasKey) this.#unreadableKeys += 1;
    if (valid && hasKey) this.#compareValid(row, number);
    else if (hasKey && !this.#index.noteRejected(this.#decoder.key, number)) this.#handleDuplicate(row);
    else this.#reject(row, hasKey);
  }

  #compareValid(row: InputRow, number: number): void {
    const { key, rowHash } = this.#decoder;
    this.#decoder.hashRow();
    const outcome = this.#index.compareRow(key, rowHash, number);
    if (outcome === 'duplicate') return this.#handleDuplicate(row);
    this.#rowCounts[outcome] += 1;
    const difference = this.#policy.accept(key, rowHash, outcome);
    if (difference !== null)
      this.#findings.report({ field: this.#decoder.keyFields[0] ?? 0, code: difference, severity: 'warning' });
    if (outcome === 'unchanged') return;
    this.#decoder.hashSubject();
    this.#writeRecord(this.#parts.next(), this.#decoder, row);
  }

  #compareRemoval(row: InputRow, number: number): void {
    const { key } = this.#decoder;
    if (!this.#decoder.checkKey(row, this.#findings.report) || !this.#decoder.hashKey()) {
      this.#unreadableKeys += 1;
      return this.#reject(row, false);
    }
    const outcome = this.#index.noteRemoved(key, number);
    if (outcome === 'duplicate') return this.#handleDuplicate(row);
    this.#policy.remove(key);
    if (outcome === 'absent') {
      this.#rowCounts.unchanged += 1;
      return;
    }
    this.#rowCounts.changed += 1;
    this.#rowCounts.removed += 1;
    removalLine(this.#parts.next(), key, row);
  }

  #handleDuplicate(row: InputRow): void {
    if (this.#policy.duplicates === 'skip') {
      this.#rowCounts.unchanged += 1;
      this.#repeated += 1;
      return this.#findings.dropRow();
    }
    const { keyFields, key } = this.#decoder;
    const { fields } = this.#context.content;
    const label = keyFields.map((field) => `“${fields[field]?.label ?? ''}”`).join('、');
    this.#findings.report({
      field: keyFields[0] ?? 0,
      code: 'duplicate-key',
      severity: 'error',
      facts: { label, otherRow: this.#index.firstRowOf(key) },
    });
    this.#reject(row, true);
  }

  #reject(row: InputRow, hasKey: boolean): void {
    this.#rowCounts.rejected += 1;
    if (this.#findings.isExhausted) return;
    this.#policy.reject(row, () => this.#decoder.rejectedRowId(row, hasKey), this.#findings.rowFindings);
  }

  async end(): Promise<Comparison> {
    const removeMissing = await this.#handleMissing();
    await this.#parts.end();
    const pull = await this.#policy.end();
    for (const finding of this.#source.lateFindings(this.#rowCounts)) this.#findings.add(finding);
    await this.#findings.end();
    const { errors, warnings, ...findings } = this.#findings.counts;
    return {
      ...findings,
      rowCounts: { ...this.#rowCounts, errors, warnings },
      parts: this.#parts.chunks,
      removeMissing,
      repeated: this.#source.pull?.rowsOnce === true ? this.#repeated : 0,
      pull,
    };
  }

  /** A rejected row without a readable key may be any missing record: then all are retained. */
  async #handleMissing(): Promise<boolean> {
    const missing = this.#context.mode === 'full' ? this.#index.countMissing() : 0;
    if (missing === 0 || this.#unreadableKeys > 0) {
      this.#rowCounts.retained = missing;
      return false;
    }
    this.#rowCounts.removed += missing;
    for (const key of this.#index.missingKeys()) {
      this.#parts.add(`{"k":"${key}"}`);
      if (this.#parts.isFull) await this.#parts.write();
    }
    if (this.#policy.reportsMissing)
      this.#findings.add({
        code: 'record-not-at-source',
        severity: 'warning',
        detail: fillPhrase(findingPhrases['record-not-at-source'].detail, { count: missing }),
      });
    return true;
  }
}
