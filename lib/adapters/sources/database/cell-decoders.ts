import { toShanghaiTime } from '../../../kernel/shanghai-time.ts';
import type { SqlTypeKind } from './sql-type-kind.ts';

export type DecodeCell = (text: string) => string;

const decoders: Partial<Readonly<Record<SqlTypeKind, DecodeCell>>> = {
  float32: (text) => shortestDecimal(text, Math.fround),
  float64: (text) => shortestDecimal(text, (value) => value),
  boolean: (text) => (text === 't' ? '1' : '0'),
  instant: instantInShanghai,
};

/** Answers nothing for the kinds whose text is taken as it is, which are nearly all. */
export function cellDecoder(kind: SqlTypeKind | undefined): DecodeCell | undefined {
  return kind === undefined ? undefined : decoders[kind];
}

/** 9 digits tell any two IEEE 754 singles apart, 17 any two doubles. */
const maxSingleDigits = 9;

/** The shortest decimal that the stored float stands for, without an exponent; `NaN` and infinities stay. */
function shortestDecimal(text: string, round: (value: number) => number): string {
  const value = round(Number(text));
  if (!Number.isFinite(value)) return text;
  return withoutExponent(shortestText(value, round));
}

function shortestText(value: number, round: (value: number) => number): string {
  for (let digits = 1; digits <= maxSingleDigits; digits += 1) {
    const short = Number(value.toPrecision(digits));
    if (round(short) === value) return String(short);
  }
  return String(value);
}

function withoutExponent(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (parts === null) return text;
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts;
  const digits = whole + fraction;
  const point = whole.length + Number(power);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? `${sign}${digits.padEnd(point, '0')}`
    : `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

const utcInstant = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d+)?(?:\+00)?$/;

/** Takes a session's UTC text; `infinity`, zero dates and years beyond 9999 stay as they are. */
function instantInShanghai(text: string): string {
  const parts = utcInstant.exec(text);
  if (parts === null || parts[1]?.includes('-00') === true) return text;
  const [, day = '', time = '', fraction = ''] = parts;
  const at = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(at)) return text;
  const local = toShanghaiTime(at);
  return local.startsWith('+') ? text : `${local.slice(0, 19).replace('T', ' ')}${fraction}`;
}
