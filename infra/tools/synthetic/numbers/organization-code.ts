import { organizationCodeCheckCharacter } from '../../../../lib/kernel/formats/identity/check-characters.ts';

/** GB 11714: eight digits of the serial, below 100,000,000, and the check character. */
export function makeOrganizationCode(serial: number): string {
  const digits = String(serial).padStart(8, '0');
  return digits + organizationCodeCheckCharacter(digits);
}
