import { registrationNumberCheckDigit } from '../../../../lib/kernel/formats/identity/check-characters.ts';

/**
 * The old business registration number, GB/T 17710: `411100` + eight digits of the serial, below 100,000,000, +
 * check digit.
 */
export function makeRegistrationNumber(serial: number): string {
  const digits = `411100${String(serial).padStart(8, '0')}`;
  return digits + registrationNumberCheckDigit(digits);
}
