import { creditCodeCheckCharacter } from '../../formats/identity/check-characters.ts';
import { makeOrganizationCode } from './organization-code.ts';

/** GB 32100: `91` + `411102` + organization code + check character. `serial` is below 100,000,000. */
export function makeCreditCode(prefix: string, division: string, serial: number): string {
  const characters = `${prefix}${division}${makeOrganizationCode(serial)}`;
  return characters + creditCodeCheckCharacter(characters);
}
