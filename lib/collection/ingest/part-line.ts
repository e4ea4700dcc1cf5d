import type { JsonBytes } from '../../kernel/json-bytes.ts';

/** Writes the line of a record. Hashes are four words; `subject` is null when the row has none. */
export type PartLine = (
  lines: JsonBytes,
  key: Uint32Array,
  subject: Uint32Array | null,
  values: readonly (string | null)[],
  row: number,
  page?: number,
) => void;

const asBytes = (text: string) => new TextEncoder().encode(text);
const open = asBytes('{"k":"');
const subjectBegins = asBytes('","s":"');
const valuesBegin = asBytes('","v":{"');
const noValues = asBytes('","v":{},"r":');
const rowBegins = asBytes('"},"r":');
const pageBegins = asBytes(',"p":');
const end = asBytes('}\n');
const rowAlone = asBytes('","r":');

/**
 * A new or changed record's line in a part, for fields with these keys; empty fields are left out.
 *
 *   {"k":"<key hash>","s":"<subject hash>","v":{"id_number":"…","name":"…"},"r":12}        and "p":3 where the row stands in the third page of a pull
 */
export function partLine(keys: readonly string[]): PartLine {
  const names = keys.map((key) => ({ first: asBytes(`${key}":"`), later: asBytes(`","${key}":"`) }));
  return (lines, key, subject, values, row, page) => {
    lines.raw(open);
    lines.hex(key);
    if (subject !== null) {
      lines.raw(subjectBegins);
      lines.hex(subject);
    }
    let filled = false;
    for (let i = 0; i < names.length; i += 1) {
      const value = values[i];
      const name = names[i];
      if (value === null || value === undefined || name === undefined) continue;
      if (!filled) lines.raw(valuesBegin);
      lines.raw(filled ? name.later : name.first);
      lines.text(value);
      filled = true;
    }
    lines.raw(filled ? rowBegins : noValues);
    endWith(lines, row, page);
  };
}

/** The line of a record that a row says is gone: its key hash and the row's place, no values. */
export function removalLine(lines: JsonBytes, key: Uint32Array, row: number, page: number | undefined): void {
  lines.raw(open);
  lines.hex(key);
  lines.raw(rowAlone);
  endWith(lines, row, page);
}

function endWith(lines: JsonBytes, row: number, page: number | undefined): void {
  lines.number(row);
  if (page !== undefined) {
    lines.raw(pageBegins);
    lines.number(page);
  }
  lines.raw(end);
}
