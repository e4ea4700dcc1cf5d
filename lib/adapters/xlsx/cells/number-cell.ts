import { formatPlainNumber } from '../../../kernel/formats/text-cell-reader.ts';
import type { LongNumberCell } from '../../../kernel/sheet.ts';

/** A double holds any 15 digits exactly. */
const exactDigits = 15;

/**
 * Keeps the text of more than 15 significant digits, and of what is no number.
 *
 *   1E-3 → 0.001     -0 → 0     411102199003070010 → { number: '411102199003070010' }     1.5.1 → '1.5.1'
 */
export function parseNumberCell(text: string): number | LongNumberCell | string {
  const parts = /^[+-]?(\d*)(?:\.(\d*))?(?:[eE][+-]?\d+)?$/.exec(text);
  if (parts === null) return text;
  const whole = (parts[1] ?? '').replace(/^0+/, '');
  const fraction = (parts[2] ?? '').replace(/0+$/, '');
  const value = Number(text);
  if (!Number.isFinite(value)) return text;
  const digits = whole === '' ? fraction.replace(/^0+/, '').length : whole.length + fraction.length;
  if (digits > exactDigits) return { number: text };
  return value === 0 ? 0 : value;
}

/** Moves the point of the decimal text, for a product has binary noise: 0.285 → 28.5, 0.07 → 7, -1 → -100. */
export function toPercentText(value: number): string {
  const text = formatPlainNumber(Math.abs(value));
  const [whole = '', fraction = ''] = text.split('.');
  const digits = `${whole}${fraction.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '');
  const decimals = fraction.slice(2).replace(/0+$/, '');
  const shifted = decimals === '' ? digits : `${digits}.${decimals}`;
  return value < 0 && shifted !== '0' ? `-${shifted}` : shifted;
}
