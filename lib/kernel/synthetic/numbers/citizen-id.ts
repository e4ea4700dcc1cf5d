import { citizenIdCheckCharacter } from '../../formats/identity/check-characters.ts';
import { toDay } from '../day-numbers.ts';

/** GB 11643: an odd sequence is a man's. `birth` is a day number. */
export function makeCitizenId(division: string, birth: number, sequence: number): string {
  const digits = `${division}${toDay(birth).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return digits + citizenIdCheckCharacter(digits);
}
