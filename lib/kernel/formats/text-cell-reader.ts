import type { FilledCell, Note, ReadCell } from './format.ts';

const hundredths: readonly string[] = Array.from({ length: 100 }, (_, i) => String(i / 100).slice(1));

/** Formats without exponent, to the 15 digits that Excel displays: 0.1 + 0.2 is 0.3. */
export function formatPlainNumber(value: number): string {
  // This takes a third of the time of String(value).
  const cents = Math.round(value * 100);
  if (cents / 100 === value && cents >= 0 && cents < 1e14) {
    const whole = Math.floor(cents / 100);
    return String(whole) + (hundredths[cents - whole * 100] ?? '');
  }
  let text = String(value === 0 ? 0 : value);
  if (text.length > 15) text = String(Number(value.toPrecision(15)));
  if (!text.includes('e')) return text;
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 15, maximumFractionDigits: 20 });
}

/** A long number that was copied as Excel displays it: `4.11102E+17`. */
const displayedNumber = /^\d(?:\.\d{1,14})?E\+\d{2,3}$/iu;
const maxDisplayedLength = 21;

function lostDigits(text: string): boolean {
  return text.length <= maxDisplayedLength && text.includes('+') && displayedNumber.test(text.trim());
}

/**
 * Refuses number cells of 16 digits and more (Excel keeps 15), texts such as `4.11102E+17`, and where `lostZeros` holds.
 * Refuses dates and logical values: Excel makes them of `3-5` and `true`, and what was typed can't be told.
 */
export function createTextCellReader(
  note: Note,
  read: (text: string) => string | null,
  lostZeros?: (digits: string) => boolean,
): ReadCell {
  function readNumber(value: number): string | null {
    if (Number.isInteger(value) && Math.abs(value) >= 1e15) return note('id-number-digits-lost');
    const digits = formatPlainNumber(value);
    return lostZeros?.(digits) ? note('leading-zeros-lost') : read(digits);
  }
  return (cell: FilledCell) => {
    if (typeof cell === 'string') return lostDigits(cell) ? note('id-number-digits-lost') : read(cell);
    if (typeof cell === 'number') return readNumber(cell);
    if (typeof cell === 'boolean') return note('logical-cell');
    if ('date' in cell) return note('date-made-by-excel');
    return readNumber(Number(cell.number));
  };
}
