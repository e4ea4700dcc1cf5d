import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { FilledCell, Format, FormatContext, Note, ReadCell } from '../format.ts';
import { formatPlainNumber } from '../text-cell-reader.ts';
import { compactText } from '../text/compact-text.ts';

type NumberOptions = {
  readonly hint: string;
  readonly examples: readonly string[];
  /** Applies where the field has none. */
  readonly scale: number;
  readonly min?: number;
  readonly max?: number;
  /** Values outside are warnings; the field's own `usual` wins. */
  readonly usual?: { readonly min: number; readonly max: number };
  readonly signs?: RegExp;
};

/** Databases and services usually send this form. */
const canonicalNumber = /^(?:0|-?[1-9]\d*)(?:\.\d*[1-9])?$/;
const writtenNumber = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$|^[+-]?\.\d+$/;

/** Removes thousands separators, redundant zeros and the unit; `null` if it is no number. */
function parseDecimal(text: string, field: Field, signs: RegExp | undefined): string | null {
  if (canonicalNumber.test(text)) return text;
  let line = signs === undefined ? text : text.replace(signs, '');
  if (field.unit !== undefined && line.endsWith(field.unit)) line = line.slice(0, -field.unit.length);
  if (!writtenNumber.test(line)) return null;
  const [whole = '', fraction = ''] = line.replace(/[+,-]/g, '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replace(/0+$/, '');
  const value = decimals === '' ? digits : `${digits}.${decimals}`;
  return line.startsWith('-') && value !== '0' ? `-${value}` : value;
}

function toDecimalText(cell: FilledCell, field: Field, signs: RegExp | undefined): string | null {
  if (typeof cell === 'number') return formatPlainNumber(cell);
  if (typeof cell === 'string') {
    const text = compactText(cell);
    return text === '' ? '' : parseDecimal(text, field, signs);
  }
  // Excel displays 0.30000000000000004 as 0.3.
  if (typeof cell === 'object' && 'number' in cell) return formatPlainNumber(Number(cell.number));
  return null;
}

/** Makes a format of plain decimal text. `length` counts all digits, `scale` the decimal places. */
export function numberFormat(options: NumberOptions): Format {
  const { hint, examples, min, max, signs } = options;
  return { hint, examples, excel: 'number', compile };

  function isOutside(value: number): boolean {
    return (min !== undefined && value < min) || (min !== undefined && max !== undefined && value > max);
  }

  function noteOutside(note: Note): null {
    return max === undefined ? note('below-minimum', { min: min ?? 0 }) : note('out-of-range', { min: min ?? 0, max });
  }

  function compile(field: Field, { note }: FormatContext): ReadCell {
    const scale = field.scale ?? options.scale;
    const wholeDigits = Math.max(1, field.length - scale);
    const usual = field.usual ?? options.usual;
    return (cell) => {
      const text = toDecimalText(cell, field, signs);
      if (text === null) return note('number-format');
      if (text === '') return null;
      const point = text.indexOf('.');
      const whole = (point === -1 ? text.length : point) - (text.startsWith('-') ? 1 : 0);
      if (point !== -1 && text.length - point - 1 > scale)
        return scale === 0 ? note('integer-expected') : note('decimal-places', { limit: scale });
      // Digits beyond Excel's display are checked as displayed.
      const value = typeof cell === 'number' && text.length < 16 ? cell : Number(text);
      if (isOutside(value)) return noteOutside(note);
      if (whole > wholeDigits) return note('number-too-large', { limit: wholeDigits });
      if (usual !== undefined && (value < usual.min || value > usual.max))
        note('out-of-usual-range', { min: usual.min, max: usual.max });
      return text;
    };
  }
}
