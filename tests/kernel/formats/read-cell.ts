import type { FilledCell } from '../../../lib/kernel/formats/format.ts';
import { formats } from '../../../lib/kernel/formats/index.ts';
import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { FindingCode } from '../../../schemas/collection/finding-severities.ts';

/** A field of the format, of maximum length. */
export function fieldOf(format: Field['format'], changes: Partial<Field> = {}): Field {
  return {
    key: 'value',
    label: '内容',
    aliases: [],
    type: 'C',
    format,
    length: 60,
    required: false,
    controlled: true,
    past: false,
    sensitivity: 2,
    mask: 'none',
    ...changes,
  };
}

/** Reads the cell on 2026-06-30: stored value and noted codes. */
export function readCell(
  field: Field,
  cell: FilledCell,
  codeList?: CodeList,
): { value: string | null; codes: FindingCode[] } {
  const codes: FindingCode[] = [];
  const note = (code: FindingCode): null => {
    codes.push(code);
    return null;
  };
  const value = formats[field.format].compile(field, { today: '2026-06-30', note, codeList })(cell);
  return { value, codes };
}
