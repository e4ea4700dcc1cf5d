import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { FilledCell, Format, FormatContext, Note, ReadCell } from '../format.ts';
import { formatPlainNumber } from '../text-cell-reader.ts';
import { compactText } from '../text/compact-text.ts';
import { compileUnit, type ConvertUnit } from './units.ts';

type NumberOptions = {
  readonly hint: string;
  readonly examples: readonly string[];
  /** Applies where the field has none. */
  readonly scale: number;
  /** They apply besides the field's own `range`. */
  readonly min?: number;
  readonly max?: number;
  /** Values outside are warnings; the field's own `usual` wins. */
  readonly usual?: { readonly min: number; readonly max: number };
  readonly signs?: RegExp;
  /** May stand before the digits where neither field nor format has a unit. */
  readonly currency?: RegExp;
  /** Applies where the field has none. */
  readonly unit?: string;
};

/** Databases and services usually send this form. */
const canonicalNumber = /^(?:0|-?[1-9]\d*)(?:\.\d*[1-9])?$/;
const writtenNumber = /^[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$|^[+-]?\.\d+$/;
const numberWithUnit = /^([+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+))([^\d,.+-][^,+-]*)$/u;
/** 500（万元） */
const bracketedUnit = /^\(([^()]+)\)$/u;
const yuan = /^(?:人民币|rmb|cny|¥)/iu;
/** Longer cells hold no number with a unit. */
const maxWrittenLength = 60;

/** Stands for a unit that can't be converted; no number reads like it. */
const strangeUnit = 'unit';

/** Returns `strangeUnit`, or `null` for no number. */
type NumberReader = (cell: FilledCell) => string | null;

/** As Java and databases write doubles. `1.23E+11` is Excel's display, of which digits are lost. */
const scientificNumber = /^([+-]?)(\d)(?:\.(\d{1,16}))?E(-?\d{1,2})$/iu;

/** Removes thousands separators and redundant zeros; `null` if it is no number. */
function parseDecimal(written: string): string | null {
  const line = writtenNumber.test(written) ? written : withoutExponent(written);
  if (line === null) return null;
  const [whole = '', fraction = ''] = line.replace(/[+,-]/g, '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '') || '0';
  const decimals = fraction.replace(/0+$/, '');
  const value = decimals === '' ? digits : `${digits}.${decimals}`;
  return line.startsWith('-') && value !== '0' ? `-${value}` : value;
}

/** 1.2345678E7 → 12345678 */
function withoutExponent(written: string): string | null {
  const [matched, sign = '', whole = '', fraction = '', power = '0'] = scientificNumber.exec(written) ?? [];
  if (matched === undefined) return null;
  const digits = `${'0'.repeat(100)}${whole}${fraction}`.padEnd(101 + Math.max(fraction.length, Number(power)), '0');
  const point = 101 + Number(power);
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Amounts are written as in bookkeeping, and as Excel reads them: (500) is -500. */
const bracketed = /^\(([^-+()]+)\)$/u;

type Written = {
  readonly signs: RegExp | undefined;
  readonly currency: RegExp | undefined;
  readonly convert: ConvertUnit | null;
};

/** Returns plain decimal text, `strangeUnit`, or `null` for no number. */
function parseWritten(text: string, { signs, currency, convert }: Written): string | null {
  if (canonicalNumber.test(text)) return text;
  if (text.length > maxWrittenLength) return null;
  const line = signs === undefined ? text : text.replace(signs, '');
  const signed = currency === undefined ? line : line.replace(bracketed, '-$1');
  return parseSigned(signed, { currency, convert });
}

function parseSigned(line: string, { currency, convert }: Omit<Written, 'signs'>): string | null {
  const bare = currency === undefined ? line : line.replace(currency, '');
  const plain = parseDecimal(convert === null ? bare : line);
  if (plain !== null || convert === null) return plain;
  return parseWithUnit(line.replace(yuan, ''), convert) ?? (parseDecimal(bare) === null ? null : strangeUnit);
}

/** Converts `500万元` exactly to the field's unit; `null` if it is no number. A bare number had the sign of yuan. */
function parseWithUnit(line: string, convert: ConvertUnit): string | null {
  const [, number = line, behind = ''] = numberWithUnit.exec(line) ?? [];
  const written = bracketedUnit.exec(behind)?.[1] ?? behind;
  const digits = parseDecimal(number);
  if (digits === null) return null;
  const converted = convert(digits.replace('-', ''), written === '' ? '元' : written);
  if (converted === null) return strangeUnit;
  return digits.startsWith('-') && converted !== '0' ? `-${converted}` : converted;
}

function createReader({ signs, currency }: NumberOptions, unit: string | undefined): NumberReader {
  const convert = unit === undefined ? null : compileUnit(unit);
  const written = { signs, currency, convert };
  return (cell) => {
    if (typeof cell === 'number') return formatPlainNumber(cell);
    if (typeof cell === 'string') {
      const text = compactText(cell);
      if (text === '') return '';
      // A unit that no table knows is read where it is the field's own.
      const isOwn = convert === null && unit !== undefined && text.endsWith(unit);
      return parseWritten(isOwn ? text.slice(0, -unit.length) : text, written);
    }
    // Excel displays 0.30000000000000004 as 0.3.
    if (typeof cell === 'object' && 'number' in cell) return formatPlainNumber(Number(cell.number));
    return null;
  };
}

/** Makes a format of plain decimal text. `length` counts all digits, `scale` the decimal places. */
export function numberFormat(options: NumberOptions): Format {
  const { hint, examples, unit } = options;
  return { hint, examples, ...(unit === undefined ? {} : { unit }), excel: 'number', compile };

  function compile(field: Field, { note }: FormatContext): ReadCell {
    const fieldUnit = field.unit ?? options.unit;
    const unit = unitText(fieldUnit);
    const read = createReader(options, fieldUnit);
    const checkSize = compileSizeCheck(options, field, { note, unit });
    const noDigits = (text: string | null) => (text === strangeUnit && unit !== '' ? 'number-unit' : 'number-format');
    return (cell) => {
      const text = read(cell);
      if (text === '') return null;
      if (text === null || text === strangeUnit) return note(noDigits(text), { unit });
      // Digits beyond Excel's display are checked as displayed.
      return checkSize(text, typeof cell === 'number' && text.length < 16 ? cell : Number(text));
    };
  }
}

/** Checks limits, decimals and digits of plain decimal text; warns of unusual sizes. */
function compileSizeCheck(
  options: NumberOptions,
  field: Field,
  { note, unit }: { readonly note: Note; readonly unit: string },
): (text: string, value: number) => string | null {
  const scale = field.scale ?? options.scale;
  const wholeDigits = Math.max(1, field.length - scale);
  const usual = field.usual ?? options.usual;
  const min = Math.max(options.min ?? -Infinity, field.range?.min ?? -Infinity);
  const max = Math.min(options.max ?? Infinity, field.range?.max ?? Infinity);
  const noteOutside = rangeNote({ min, max, unit }, note);
  return (text, value) => {
    if (value < min || value > max) return noteOutside();
    const point = text.indexOf('.');
    const whole = (point === -1 ? text.length : point) - (text.startsWith('-') ? 1 : 0);
    if (point !== -1 && text.length - point - 1 > scale)
      return scale === 0 ? note('integer-expected', { unit }) : note('decimal-places', { limit: scale, unit });
    if (whole > wholeDigits) return note('number-too-large', { limit: wholeDigits, unit });
    if (usual !== undefined && (value < usual.min || value > usual.max))
      note('out-of-usual-range', { min: usual.min, max: usual.max, unit });
    return text;
  };
}

/** Follows the field's name in sentences. */
function unitText(unit: string | undefined): string {
  return unit === undefined ? '' : `（单位：${unit}）`;
}

function rangeNote(
  { min, max, unit }: { readonly min: number; readonly max: number; readonly unit: string },
  note: Note,
): () => null {
  if (max === Infinity) return () => note('below-minimum', { min, unit });
  return min === -Infinity
    ? () => note('above-maximum', { max, unit })
    : () => note('out-of-range', { min, max, unit });
}
