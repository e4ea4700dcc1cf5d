import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases } from '../../../../schemas/collection/finding-phrases.ts';
import { Finding, maxFaultyRows } from '../../../../schemas/collection/finding.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import { formats } from '../../../kernel/formats/index.ts';
import type { Fault, Report } from '../../check/fault.ts';
import { FindingKinds } from '../../findings/finding-kinds.ts';
import type { ChunkStore } from '../../staging.ts';
import { NumberedLines } from './numbered-lines.ts';
import type { RowPlace } from './row-numbers.ts';
import type { RowSource } from './row-source.ts';

export const findingChunkSize = 1_000;

/** Follows all rows: findings known only after the last. */
const afterRows = 2 ** 32 - 1;

/** What becomes of a row's findings once it is known to be rejected. */
export type Amendment = {
  readonly number: number;
  readonly place: RowPlace;
  readonly fault: Fault;
  /** Codes of findings that no longer hold. */
  readonly dropped: ReadonlySet<string>;
};

/**
 * Counts all findings. Writes those of the first 100,000 faulty rows, and the errors of the first 100,000 rows that have
 * one: reminders leave no error out.
 */
export class FindingSink {
  /** A property, so that passing it on needs no closure per row. */
  readonly report: Report;
  readonly #lines: NumberedLines;
  readonly #toFinding: (fault: Fault, place: RowPlace) => Finding;
  #row: RowPlace = { row: 0 };
  #number = 0;
  readonly #kinds = new FindingKinds();
  #rowFindings: Finding[] = [];
  #errors = 0;
  #warnings = 0;
  #written = 0;
  #faultyRows = 0;
  #errorRows = 0;

  constructor(content: DatasetContent, source: Pick<RowSource, 'sheet' | 'columns'>, store: ChunkStore) {
    this.#lines = new NumberedLines(findingChunkSize, store);
    this.#toFinding = (fault, { row, page, place }) => {
      const { sheet, columns } = place ?? source;
      return toFinding(fault, content, { ...definedOnly({ sheet, page }), row, columns });
    };
    this.report = (fault: Fault) => {
      this.#rowFindings.push(this.#toFinding(fault, this.#row));
    };
  }

  /** Whether no further row's errors are written. */
  get isExhausted(): boolean {
    return this.#errorRows >= maxFaultyRows;
  }

  get isFull(): boolean {
    return this.#lines.isFull;
  }

  get rowFindings(): readonly Finding[] {
    return this.#rowFindings;
  }

  /** The counts are final after `end`. */
  get counts() {
    return {
      errors: this.#errors,
      warnings: this.#warnings,
      findings: this.#written,
      findingChunks: this.#lines.chunks,
      findingKinds: this.#kinds.list(),
      faultyRows: this.#faultyRows,
      truncated: this.#faultyRows > maxFaultyRows,
    };
  }

  /** Takes a finding without a row. */
  add(finding: Finding): void {
    this.#count(finding, 1);
    this.#kinds.add(finding);
    if (!this.#isWritten(finding)) return;
    this.#lines.add(JSON.stringify(finding), this.#number);
    this.#written += 1;
  }

  /** Findings about the file are few, and always written. */
  #isWritten({ severity, row }: Finding): boolean {
    if (row === undefined || this.#faultyRows <= maxFaultyRows) return true;
    return severity === 'error' && this.#errorRows <= maxFaultyRows;
  }

  #count({ severity }: Finding, change: 1 | -1): void {
    if (severity === 'error') this.#errors += change;
    else this.#warnings += change;
  }

  beginRow(row: RowPlace, number: number): void {
    this.#row = row;
    this.#number = number;
  }

  /** What follows is added after all rows. */
  endRows(): void {
    this.#number = afterRows;
  }

  dropRow(): void {
    this.#rowFindings = [];
  }

  endRow(): void {
    if (this.#rowFindings.length === 0) return;
    this.#faultyRows += 1;
    if (this.#rowFindings.some(({ severity }) => severity === 'error')) this.#errorRows += 1;
    for (const finding of this.#rowFindings) this.add(finding);
    this.#rowFindings = [];
  }

  async write(): Promise<void> {
    await this.#lines.write();
  }

  async end(): Promise<void> {
    await this.#lines.end();
  }

  /**
   * Adds an error to each row, and drops what no longer holds, in the order of the rows, which must ascend. Call it
   * after `end`. A row without a finding so far gets its line while fewer than 100,000 rows have an error. Answers the
   * errors that were written, by row.
   */
  async amend(amendments: Iterable<Amendment>): Promise<ReadonlyMap<number, Finding>> {
    const written = new Map<number, Finding>();
    const changes: Parameters<NumberedLines['replace']>[0][number][] = [];
    for (const { number, place, fault, dropped } of amendments) {
      const finding = this.#toFinding(fault, place);
      this.#count(finding, 1);
      this.#kinds.insert(finding);
      if (!this.#lines.hasLines(number)) {
        const isExhausted = this.isExhausted;
        this.#faultyRows += 1;
        this.#errorRows += 1;
        if (isExhausted) continue;
      }
      written.set(number, finding);
      changes.push({ number, replace: (lines) => this.#amendLines(lines, finding, dropped) });
    }
    await this.#lines.replace(changes);
    return written;
  }

  #amendLines(lines: readonly string[], finding: Finding, dropped: ReadonlySet<string>): readonly string[] {
    const kept = lines.filter((line) => {
      const written = Finding.parse(JSON.parse(line));
      if (!dropped.has(written.code)) return true;
      this.#count(written, -1);
      this.#kinds.remove(written);
      return false;
    });
    this.#written += kept.length + 1 - lines.length;
    return [...kept, JSON.stringify(finding)];
  }
}

/** `row` is 1-based. Throws when the fault names an unknown field. */
export function toFinding(
  fault: Fault,
  content: DatasetContent,
  position: {
    readonly sheet?: string;
    readonly page?: number;
    readonly row: number;
    readonly columns: readonly number[];
  },
): Finding {
  const field = content.fields[fault.field];
  if (field === undefined)
    throw new Error(`a fault ${fault.code} names the field ${fault.field}, which is not in the dataset`);
  const column = position.columns[fault.field] ?? -1;
  const otherRow = fault.facts?.['otherRow'];
  return {
    code: fault.code,
    severity: fault.severity,
    ...definedOnly({ sheet: position.sheet, page: position.page }),
    row: position.row,
    ...(column < 0 || position.page !== undefined ? {} : { column: columnLetters(column) }),
    field: field.key,
    label: field.label,
    ...(typeof otherRow === 'number' ? { otherRow } : {}),
    detail: fillPhrase(findingPhrases[fault.code].detail, {
      label: field.label,
      hint: formats[field.format].hint,
      ...fault.facts,
    }),
  };
}
