import type { Field } from '../../../schemas/catalogue/field.ts';
import type { DateCell, DisplayedCell, ShownCell } from '../sheet.ts';
import type { FilledCell, Note } from './format.ts';
import { formats } from './index.ts';
import { compareUnits, scalesNumbers } from './numbers/units.ts';
import { formatPlainNumber } from './text-cell-reader.ts';

/** Returns what the officer sees in the cell; notes why that can't be told, and returns `null`. */
export type ResolveDisplayed = (cell: DisplayedCell | DateCell, note: Note) => FilledCell | null;

/**
 * Decides what a field takes from a number that its cell's format shows differently:
 *
 *   stored    shown       percent field   number field   code        text, identity number, date
 *   0.285     28.5%       28.5%           an error       28.5%       28.5%
 *   123456    00123456    123456          123456         123456      00123456
 *   1         第1号       1               1              第1号       第1号
 *   500       500万元     500万元         500万元        500万元     500万元
 *   5         5万         an error        5万            5万         5万
 *   12        12%         12%             an error       12%         12%         `0"%"`, which multiplies nothing
 *   123456    12.3 (万)   an error        an error       an error    an error
 */
export function resolveDisplayed(field: Pick<Field, 'format' | 'unit' | 'label'>): ResolveDisplayed {
  const isNumber = formats[field.format].excel === 'number';
  const isDay = dayFormats.has(field.format);
  const unit = field.unit ?? formats[field.format].unit;
  const isPercent = field.format === 'percent' || field.unit === '%' || /[%％]/u.test(field.label);
  return (cell, note) => {
    if ('date' in cell) {
      if (isNumber) return note('date-made-by-excel');
      if (cell.lacks !== undefined && isDay) noteLacking(cell, note);
      return cell;
    }
    if ('scaled' in cell) return note('scaled-number');
    if ('percent' in cell) {
      if (!isNumber) return `${cell.percent}%`;
      return isPercent ? cell.percent : note('percent-not-expected');
    }
    // A code is found by its number, with or without its zeros.
    const isValue = isNumber || (field.format === 'code' && /^\d+$/.test(cell.shown));
    if (!isValue) return cell.shown;
    if (!isNumber) return cell.value;
    return !isPercent && shownUnit(cell) === '%' ? note('percent-not-expected') : withShownUnit(cell, unit);
  };
}

const dayFormats: ReadonlySet<Field['format']> = new Set(['date', 'date-or-open-end', 'date-range', 'date-time']);

/** Excel reads 2020年12月 as the first of the month, and 3-5 as a day of this year: the officer confirms what is not shown. */
function noteLacking({ date, lacks }: DateCell, note: Note): void {
  if (lacks === 'year') note('date-year-not-shown');
  else if (date.startsWith('01', 8)) note('date-day-not-shown');
}

/** Writes the unit behind a number whose format shows another than the field has; else returns the number. */
export function withShownUnit({ value, shown }: ShownCell, unit: string | undefined): number | string {
  const written = shownUnit({ shown });
  if (written === '') return value;
  // A field that counts without a unit takes 第1号 as 1, but 5万 is not 5.
  const differs = unit === undefined ? scalesNumbers(written) : isOtherUnit(unit, written);
  return differs ? `${formatPlainNumber(value)}${written}` : value;
}

function shownUnit({ shown }: Pick<ShownCell, 'shown'>): string {
  const [written = ''] = /[^\d.,]+$/u.exec(shown) ?? [];
  return written.normalize('NFKC').trim();
}

function isOtherUnit(unit: string, written: string): boolean {
  const comparison = compareUnits(unit, written);
  return comparison === 'convertible' || comparison === 'other';
}
