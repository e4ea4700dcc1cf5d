/** Codes that name a body and not a person (GB/T 36903, annex A); those are public elsewhere. */
const bodies: ReadonlySet<string> = new Set(['001', '099']);

const minMasked = 4;

/**
 * A holder's code for those who may not read it: of a person's the first and the last character, for the face beside it may tell the day of birth;
 * of a body's the first eight and the last two. What is too short for that shows nothing.
 */
export function maskCode(code: string, holderType: string): string {
  const [front, back] = bodies.has(holderType) ? [8, 2] : [1, 1];
  if (code.length < front + back + minMasked) return '*'.repeat(Math.max(1, code.length));
  return `${code.slice(0, front)}${'*'.repeat(code.length - front - back)}${code.slice(-back)}`;
}
