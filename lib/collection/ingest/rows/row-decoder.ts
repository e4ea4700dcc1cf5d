import type { CodeList } from '../../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Day } from '../../../../schemas/kernel/day.ts';
import { keyHashText, keySeparator, subjectHashText } from '../../../kernel/hashing/hash-texts.ts';
import { createRowHasher } from '../../../kernel/hashing/row-hash.ts';
import { foldKeyValue } from '../../../kernel/text/unified-text.ts';
import { compileRowChecks, type RowCheck } from '../../check/compile-row-checks.ts';
import type { Report } from '../../check/fault.ts';
import { maxStoredRowBytes, storedRowBytes } from '../../check/stored-row-bytes.ts';
import type { KeyedHash } from '../../ports.ts';
import type { InputRow } from './row-source.ts';

export type DecoderOptions = {
  readonly dataset: string;
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly today: Day;
  readonly hash: KeyedHash;
};

/** The next row overwrites all: a million rows allocate nothing. Hashes are four 32-bit words. */
export class RowDecoder {
  /** In the order of the fields; `null` is empty or in error. */
  readonly values: (string | null)[];
  readonly key = new Uint32Array(4);
  readonly rowHash = new Uint32Array(4);
  /** Positions of the fields, in the key's order. */
  readonly keyFields: readonly number[];
  /** `null` when the row names no person or organization. */
  subject: Uint32Array | null = null;
  readonly #subjectWords = new Uint32Array(4);
  readonly #options: DecoderOptions;
  readonly #check: RowCheck;
  readonly #checkKey: RowCheck;
  readonly #keyPrefix: string;
  readonly #subjectField: number;
  readonly #hashRow: ReturnType<typeof createRowHasher>;
  readonly #keyBytes: readonly number[];

  constructor(options: DecoderOptions, columns: readonly number[]) {
    const { content, codeLists, today, hash } = options;
    const positionOf = (key: string | undefined) => content.fields.findIndex((field) => field.key === key);
    const keyColumns = columns.map((column, i) => (content.key.includes(content.fields[i]?.key ?? '') ? column : -1));
    this.#options = options;
    this.values = content.fields.map(() => null);
    this.#keyBytes = content.fields.map(({ key }) => key.length);
    this.keyFields = content.key.map(positionOf);
    this.#subjectField = positionOf(content.subject?.field);
    this.#keyPrefix = keyHashText(options.dataset, ['']);
    this.#check = compileRowChecks({ content, codeLists, columns, today });
    this.#checkKey = compileRowChecks({ content: { ...content, rules: [] }, codeLists, columns: keyColumns, today });
    const seed = new Uint32Array(4);
    hash.into('row', seed);
    this.#hashRow = createRowHasher(
      content.fields.map(({ key }) => key),
      seed,
    );
  }

  /** False when a cell is in error, or the row is too large to be stored. */
  check(row: InputRow, report: Report): boolean {
    return this.#check(row.cells, this.values, report) && this.#checkSize(report);
  }

  #checkSize(report: Report): boolean {
    const bytes = storedRowBytes(this.#keyBytes, this.values);
    if (bytes <= maxStoredRowBytes) return true;
    const lengths = this.values.map((value) => value?.length ?? 0);
    const field = lengths.indexOf(Math.max(...lengths));
    const facts = { size: Math.ceil(bytes / 1024), limit: maxStoredRowBytes / 1024 };
    report({ field, code: 'row-too-large', severity: 'error', facts });
    return false;
  }

  checkKey(row: InputRow, report: Report): boolean {
    return this.#checkKey(row.cells, this.values, report);
  }

  /** False when a part of the key could not be read. */
  hashKey(): boolean {
    let text = this.#keyPrefix;
    for (let i = 0; i < this.keyFields.length; i += 1) {
      const value = this.values[this.keyFields[i] ?? -1] ?? null;
      if (value === null) return false;
      text = i === 0 ? text + foldKeyValue(value) : `${text}${keySeparator}${foldKeyValue(value)}`;
    }
    this.#options.hash.into(text, this.key);
    return true;
  }

  hashRow(): void {
    this.#hashRow(this.values, this.rowHash);
  }

  hashSubject(): void {
    const { content, hash } = this.#options;
    const value = this.values[this.#subjectField] ?? null;
    this.subject = content.subject === undefined || value === null ? null : this.#subjectWords;
    if (content.subject !== undefined && value !== null)
      hash.into(subjectHashText(content.subject.kind, value), this.#subjectWords);
  }

  /** The key's hash in hex, or `x` and the hash of all cells if the key can't be read. */
  rejectedRowId(row: InputRow, hasKey: boolean): string {
    if (hasKey) return toHex(this.key);
    const { dataset, content, hash } = this.#options;
    hash.into(JSON.stringify([dataset, 'rejected', row.cells.slice(0, content.fields.length)]), this.key);
    return `x${toHex(this.key)}`;
  }
}

/** Words as hex, the form of key hashes in tables and parts. */
export function toHex(words: Uint32Array): string {
  return Array.from(words, (word) => word.toString(16).padStart(8, '0')).join('');
}
