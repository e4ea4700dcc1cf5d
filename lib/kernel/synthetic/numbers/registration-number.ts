import { registrationNumberCheckDigit } from '../../formats/identity/check-characters.ts';

/** GB/T 17710, the old registration number: `411100` + eight digits + check digit. `serial` is below 100,000,000. */
export function makeRegistrationNumber(serial: number): string {
  const digits = `411100${String(serial).padStart(8, '0')}`;
  return digits + registrationNumberCheckDigit(digits);
}
