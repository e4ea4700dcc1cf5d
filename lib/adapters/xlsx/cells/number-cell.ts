import type { LongNumberCell } from '../../../kernel/sheet.ts';

/** A double holds 15 decimal digits for certain. */
const certainDigits = 15;

/**
 * A number as written in the file: a plain number when it has at most 15 significant digits, else its text.
 * What is no number at all stays text.
 *
 *   1E-3 → 0.001     -0 → 0     411102199003070010 → { number: '411102199003070010' }     1.5.1 → '1.5.1'
 */
export function numberCell(text: string): number | LongNumberCell | string {
  const parts = /^[+-]?(\d*)(?:\.(\d*))?(?:[eE][+-]?\d+)?$/.exec(text);
  if (parts === null) return text;
  const whole = (parts[1] ?? '').replace(/^0+/, '');
  const fraction = (parts[2] ?? '').replace(/0+$/, '');
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const digits = whole === '' ? fraction.replace(/^0+/, '').length : whole.length + fraction.length;
  if (digits > certainDigits) return { number: text };
  return value === 0 ? 0 : value;
}
