import { vinCheckDigit } from '../../formats/identity/check-characters.ts';

/** GB 16735: a Chinese maker's code. `serial`, below 100,000,000, is split around the check digit. */
export function makeVin(serial: number): string {
  const digits = String(serial).padStart(8, '0');
  const blank = `LGJ${digits.slice(0, 2)}C2E0KA${digits.slice(2)}`;
  return blank.slice(0, 8) + vinCheckDigit(blank) + blank.slice(9);
}
