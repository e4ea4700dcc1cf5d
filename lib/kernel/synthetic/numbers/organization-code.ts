import { organizationCodeCheckCharacter } from '../../formats/identity/check-characters.ts';

/** GB 11714: eight digits and the check character. `serial` is below 100,000,000. */
export function makeOrganizationCode(serial: number): string {
  const digits = String(serial).padStart(8, '0');
  return digits + organizationCodeCheckCharacter(digits);
}
