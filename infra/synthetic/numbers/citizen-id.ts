import { citizenIdCheckCharacter } from '../../../lib/kernel/formats/check-characters.ts';
import { dayOf } from '../day-numbers.ts';

/** GB 11643: `411102` + `19900307` + `901` + check character. An odd sequence is a man's. `birth` is a day number. */
export function citizenIdOf(division: string, birth: number, sequence: number): string {
  const digits = `${division}${dayOf(birth).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return digits + citizenIdCheckCharacter(digits);
}
