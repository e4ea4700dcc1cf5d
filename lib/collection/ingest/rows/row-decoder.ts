import type { CodeList } from '../../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Day } from '../../../../schemas/kernel/day.ts';
import { keyHashText, keySeparator, subjectHashText } from '../../../kernel/hashing/hash-texts.ts';
import { createRowHasher } from '../../../kernel/hashing/row-hash.ts';
import { compileRowChecks, type RowCheck } from '../../check/compile-row-checks.ts';
import type { Report } from '../../check/fault.ts';
import type { KeyedHash } from '../../ports.ts';
import type { InputRow } from './row-source.ts';

export type DecoderOptions = {
  readonly dataset: string;
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly today: Day;
  readonly hash: KeyedHash;
};

/**
 * Turns one row at a time into canonical values and hashes of four 32-bit words.
 * The next row overwrites them: a million rows allocate nothing here.
 */
export class RowDecoder {
  /** Canonical values in the order of the fields; `null` is an empty cell or an error. */
  readonly values: (string | null)[];
  readonly key = new Uint32Array(4);
  readonly rowHash = new Uint32Array(4);
  /** Positions of the key's fields, in the key's order. */
  readonly keyFields: readonly number[];
  /** The hash of the person or organization that the row is about; `null` when it names none. */
  subject: Uint32Array | null = null;
  readonly #subjectWords = new Uint32Array(4);
  readonly #options: DecoderOptions;
  readonly #check: RowCheck;
  readonly #checkKey: RowCheck;
  readonly #keyPrefix: string;
  readonly #subjectField: number;
  readonly #hashRow: ReturnType<typeof createRowHasher>;

  /** Throws when the content names a code list or a field that is not there. */
  constructor(options: DecoderOptions, columns: readonly number[]) {
    const { content, codeLists, today, hash } = options;
    const positionOf = (key: string | undefined) => content.fields.findIndex((field) => field.key === key);
    const keyColumns = columns.map((column, i) => (content.key.includes(content.fields[i]?.key ?? '') ? column : -1));
    this.#options = options;
    this.values = content.fields.map(() => null);
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

  /** Checks every cell and reads its value. False when one of them is in error. */
  check(row: InputRow, report: Report): boolean {
    return this.#check(row.cells, this.values, report);
  }

  /** Checks and reads the key's cells only. False when one of them is in error. */
  checkKey(row: InputRow, report: Report): boolean {
    return this.#checkKey(row.cells, this.values, report);
  }

  /** Hashes the record's key into `key`. False when a part of the key could not be read. */
  hashKey(): boolean {
    let text = this.#keyPrefix;
    for (let i = 0; i < this.keyFields.length; i += 1) {
      const value = this.values[this.keyFields[i] ?? -1] ?? null;
      if (value === null) return false;
      text = i === 0 ? text + value : `${text}${keySeparator}${value}`;
    }
    this.#options.hash.into(text, this.key);
    return true;
  }

  /** Hashes the values into `rowHash`. */
  hashRow(): void {
    this.#hashRow(this.values, this.rowHash);
  }

  /** Hashes the subject's number into `subject`. */
  hashSubject(): void {
    const { content, hash } = this.#options;
    const value = this.values[this.#subjectField] ?? null;
    this.subject = content.subject === undefined || value === null ? null : this.#subjectWords;
    if (content.subject !== undefined && value !== null)
      hash.into(subjectHashText(content.subject.kind, value), this.#subjectWords);
  }

  /** The id of a rejected row, hex: its key's hash, or `x` and the hash of all its cells if the key can't be read. */
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
