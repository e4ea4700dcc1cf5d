import type { Field } from '../../../schemas/catalogue/field.ts';
import type { FilledCell, Note } from '../../kernel/formats/format.ts';
import { formats } from '../../kernel/formats/index.ts';
import type { DateCell, DisplayedCell } from '../../kernel/sheet.ts';

/** Returns what the officer sees in the cell; notes why that can't be told, and returns `null`. */
export type ResolveDisplayed = (cell: DisplayedCell | DateCell, note: Note) => FilledCell | null;

/**
 * What a field takes from a number that its format shows differently:
 *
 *   stored    shown       percent field   number field   code        text, identity number, date
 *   0.285     28.5%       28.5%           an error       28.5%       28.5%
 *   123456    00123456    123456          123456         123456      00123456
 *   1         第1号       1               1              第1号       第1号
 *   123456    12.3 (万)   an error        an error       an error    an error
 */
export function resolveDisplayed(field: Pick<Field, 'format' | 'unit' | 'label'>): ResolveDisplayed {
  const isNumber = formats[field.format].excel === 'number';
  const isPercent = field.format === 'percent' || field.unit === '%' || /[%％]/u.test(field.label);
  return (cell, note) => {
    if ('date' in cell) return isNumber ? note('date-made-by-excel') : cell;
    if ('scaled' in cell) return note('scaled-number');
    if ('percent' in cell) {
      if (!isNumber) return `${cell.percent}%`;
      return isPercent ? cell.percent : note('percent-not-expected');
    }
    // A code is found by its number, with or without its zeros.
    const isValue = isNumber || (field.format === 'code' && /^\d+$/.test(cell.shown));
    return isValue ? cell.value : cell.shown;
  };
}
