import type { JsonBytes } from '../../../kernel/json-bytes.ts';

/** Hashes are four 32-bit words; `subject` is `null` when the record names none. Values are in field order. */
export type PartRecord = {
  readonly key: Uint32Array;
  readonly subject: Uint32Array | null;
  readonly values: readonly (string | null)[];
};

export type RowPlace = { readonly row: number; readonly page?: number };

/** Writes the line of a record. */
export type PartLine = (lines: JsonBytes, record: PartRecord, place: RowPlace) => void;

const asBytes = (text: string) => new TextEncoder().encode(text);
const openKey = asBytes('{"k":"');
const openSubject = asBytes('","s":"');
const openValues = asBytes('","v":{"');
const noValues = asBytes('","v":{},"r":');
const closeValues = asBytes('"},"r":');
const openPage = asBytes(',"p":');
const close = asBytes('}\n');
const openRow = asBytes('","r":');

/**
 * A new or changed record's line in a part, for fields with these keys; empty fields are left out.
 *
 *   {"k":"<key hash>","s":"<subject hash>","v":{"id_number":"…","name":"…"},"r":12,"p":3}
 *
 * `r` is the row, `p` the page of a pull.
 */
export function partLine(keys: readonly string[]): PartLine {
  const names = keys.map((key) => ({ first: asBytes(`${key}":"`), later: asBytes(`","${key}":"`) }));
  return (lines, { key, subject, values }, place) => {
    lines.raw(openKey);
    lines.hex(key);
    if (subject !== null) {
      lines.raw(openSubject);
      lines.hex(subject);
    }
    let filled = false;
    for (let i = 0; i < names.length; i += 1) {
      const value = values[i];
      const name = names[i];
      if (value === null || value === undefined || name === undefined) continue;
      if (!filled) lines.raw(openValues);
      lines.raw(filled ? name.later : name.first);
      lines.text(value);
      filled = true;
    }
    lines.raw(filled ? closeValues : noValues);
    writePlace(lines, place);
  };
}

/** The line of a record that a row removes: `{"k":"<key hash>","r":12}`, without values. */
export function removalLine(lines: JsonBytes, key: Uint32Array, place: RowPlace): void {
  lines.raw(openKey);
  lines.hex(key);
  lines.raw(openRow);
  writePlace(lines, place);
}

function writePlace(lines: JsonBytes, { row, page }: RowPlace): void {
  lines.number(row);
  if (page !== undefined) {
    lines.raw(openPage);
    lines.number(page);
  }
  lines.raw(close);
}
