import type { JsonBytes } from '../../kernel/json-bytes.ts';

/** Writes the line of a record. Hashes are four words; `subject` is null when the row has none. */
export type PartLine = (lines: JsonBytes, key: Uint32Array, subject: Uint32Array | null, values: readonly (string | null)[], row: number) => void;

const asBytes = (text: string) => new TextEncoder().encode(text);
const open = asBytes('{"k":"');
const subjectBegins = asBytes('","s":"');
const valuesBegin = asBytes('","v":{"');
const noValues = asBytes('","v":{},"r":');
const rowBegins = asBytes('"},"r":');
const end = asBytes('}\n');

/**
 * A new or changed record's line in a part, for fields with these keys; empty fields are left out.
 *
 *   {"k":"<key hash>","s":"<subject hash>","v":{"id_number":"…","name":"…"},"r":12}
 */
export function partLine(keys: readonly string[]): PartLine {
  const names = keys.map((key) => ({ first: asBytes(`${key}":"`), later: asBytes(`","${key}":"`) }));
  return (lines, key, subject, values, row) => {
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
    lines.number(row);
    lines.raw(end);
  };
}
