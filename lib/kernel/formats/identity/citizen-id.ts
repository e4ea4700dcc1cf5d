import { isCalendarDay } from '../dates/calendar.ts';
import type { Format, Note } from '../format.ts';
import { createTextCellReader } from '../text-cell-reader.ts';
import { compactCode } from '../text/compact-text.ts';
import { citizenIdCheckCharacter, citizenIdWeights } from './check-characters.ts';

/** Converts `YYYY-MM-DD` to YYYYMMDD. */
export function dayToNumber(day: string): number {
  return Number(day.slice(0, 4)) * 10_000 + Number(day.slice(5, 7)) * 100 + Number(day.slice(8, 10));
}

/** Returns -1 if one is not a digit. */
function digitsBetween(text: string, from: number, to: number): number {
  let value = 0;
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

type CitizenIdFault = 'citizen-id-format' | 'citizen-id-birth-date' | 'citizen-id-check-character';

/**
 * Finds the first fault of 18 capitals, GB 11643; the birth date is at most `today` (YYYYMMDD).
 * Division codes are not checked: many ids carry abolished ones.
 */
export function citizenIdFault(id: string, today: number): CitizenIdFault | null {
  if (id.length !== 18 || id.charCodeAt(0) === 0x30) return 'citizen-id-format';
  let sum = checkCharacterValue(id.charCodeAt(17));
  if (sum < 0) return 'citizen-id-format';
  let birth = 0;
  for (let i = 0; i < 17; i++) {
    const digit = id.charCodeAt(i) - 0x30;
    if (!(digit >= 0 && digit <= 9)) return 'citizen-id-format';
    sum += digit * (citizenIdWeights[i] ?? 0);
    if (i > 5 && i < 14) birth = birth * 10 + digit;
  }
  const century = Math.floor(birth / 1_000_000);
  if (century < 18 || century > 20) return 'citizen-id-format';
  if (birth > today || !isCalendarDay(Math.floor(birth / 10_000), Math.floor(birth / 100) % 100, birth % 100))
    return 'citizen-id-birth-date';
  return sum % 11 === 1 ? null : 'citizen-id-check-character';
}

/** `X` counts as 10; -1 for anything but a digit or `X`. */
function checkCharacterValue(code: number): number {
  if (code === 0x58) return 10;
  return code >= 0x30 && code <= 0x39 ? code - 0x30 : -1;
}

/** GB/T 2260; 81–83 residence permits of Hong Kong, Macao and Taiwan, 9x foreigners' permits. */
const provinces: ReadonlySet<number> = new Set([
  11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63,
  64, 65, 71, 81, 82, 83, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99,
]);

/** Converts 15 digits to 18 with a warning, unless the sequence is 996–999 (people over 100). */
export function readCitizenId(id: string, today: number, note: Note): string | null {
  if (id.length === 15) {
    if (/^[A-Z]{3}\d{12}$/.test(id)) {
      note('citizen-id-foreigner-card');
      return id;
    }
    const birth = digitsBetween(id, 6, 12);
    if (id.charCodeAt(0) === 0x30 || digitsBetween(id, 0, 15) < 0) return note('citizen-id-format');
    const centenarian = digitsBetween(id, 12, 15) >= 996;
    if (
      !isCalendarDay(
        (centenarian ? 1800 : 1900) + Math.floor(birth / 10_000),
        Math.floor(birth / 100) % 100,
        birth % 100,
      )
    )
      return note('citizen-id-birth-date');
    if (centenarian) {
      note('citizen-id-old-form-century');
      return id;
    }
    note('citizen-id-old-form');
    const digits = `${id.slice(0, 6)}19${id.slice(6)}`;
    return digits + citizenIdCheckCharacter(digits);
  }
  const fault = citizenIdFault(id, today);
  if (fault !== null) return note(fault);
  if (!provinces.has(digitsBetween(id, 0, 2))) note('citizen-id-division');
  if (digitsBetween(id, 6, 14) < today - 1_210_000) note('citizen-id-age');
  return id;
}

/** 公民身份号码, GB 11643-1999. */
export const citizenId: Format = {
  hint: '填写 18 位公民身份号码，最后一位可以是 X，单元格用文本格式。',
  examples: ['41110219900307001X', '411121197212310024'],
  excel: 'text',
  compile: (_field, { note, today }) => {
    const now = dayToNumber(today);
    return createTextCellReader(note, (raw) => {
      const id = compactCode(raw);
      return id === '' ? null : readCitizenId(id, now, note);
    });
  },
};
