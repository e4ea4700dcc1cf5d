import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import { findingPhrases } from '../../../../schemas/collection/finding-phrases.ts';
import { type Finding, maxFaultyRows } from '../../../../schemas/collection/finding.ts';
import { columnLetters } from '../../../kernel/column-letters.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { fillPhrase } from '../../../kernel/fill-phrase.ts';
import { formats } from '../../../kernel/formats/index.ts';
import type { Fault, Report } from '../../check/fault.ts';
import { FindingKinds } from '../../findings/finding-kinds.ts';
import { LineChunks, type WriteChunk } from '../../staging.ts';
import type { InputRow, RowSource } from './row-source.ts';

export const findingChunkSize = 1_000;

/** Counts all findings, and writes those of the first 100,000 faulty rows. */
export class FindingSink {
  /** A property, so that passing it on needs no closure per row. */
  readonly report: Report;
  readonly #chunks: LineChunks;
  #row: InputRow = { row: 0, cells: [] };
  readonly #kinds = new FindingKinds();
  #rowFindings: Finding[] = [];
  #errors = 0;
  #warnings = 0;
  #written = 0;
  #faultyRows = 0;

  constructor(content: DatasetContent, source: Pick<RowSource, 'sheet' | 'columns'>, write: WriteChunk) {
    this.#chunks = new LineChunks(findingChunkSize, write);
    this.report = (fault: Fault) => {
      const { row, page, place: further } = this.#row;
      const { sheet, columns } = further ?? source;
      const place = { ...definedOnly({ sheet, page }), row, columns };
      this.#rowFindings.push(toFinding(fault, content, place));
    };
  }

  get isExhausted(): boolean {
    return this.#faultyRows >= maxFaultyRows;
  }

  get isFull(): boolean {
    return this.#chunks.isFull;
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
      findingChunks: this.#chunks.chunks,
      findingKinds: this.#kinds.list(),
      faultyRows: this.#faultyRows,
      truncated: this.#faultyRows > maxFaultyRows,
    };
  }

  /** Takes a finding without a row. */
  add(finding: Finding): void {
    if (finding.severity === 'error') this.#errors += 1;
    else this.#warnings += 1;
    this.#kinds.add(finding);
    if (this.#faultyRows > maxFaultyRows) return;
    this.#chunks.add(JSON.stringify(finding));
    this.#written += 1;
  }

  beginRow(row: InputRow): void {
    this.#row = row;
  }

  dropRow(): void {
    this.#rowFindings = [];
  }

  endRow(): void {
    if (this.#rowFindings.length === 0) return;
    this.#faultyRows += 1;
    for (const finding of this.#rowFindings) this.add(finding);
    this.#rowFindings = [];
  }

  async write(): Promise<void> {
    await this.#chunks.write();
  }

  async end(): Promise<void> {
    await this.#chunks.end();
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
