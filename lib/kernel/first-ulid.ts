import type { Instant } from '../../schemas/kernel/day.ts';

/** Crockford's base 32. */
const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const timeLength = 10;

/** The smallest ULID that may be made at this moment: earlier ones sort before it, later ones after it. */
export function firstUlid(instant: Instant): string {
  let milliseconds = Date.parse(instant);
  let time = '';
  for (let digit = 0; digit < timeLength; digit += 1) {
    time = (digits[milliseconds % digits.length] ?? '') + time;
    milliseconds = Math.floor(milliseconds / digits.length);
  }
  return time.padEnd(26, '0');
}
