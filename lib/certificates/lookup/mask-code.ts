/** Code types of organizations (GB/T 36903, annex A); their codes are public. */
const organizationCodes: ReadonlySet<string> = new Set(['001', '099']);

const minMasked = 4;

/**
 * Masks a code: a person's shows the first and last character (the middle holds the birth date), an organization's 8
 * and 2. Too short a code is masked completely.
 */
export function maskCode(code: string, holderType: string): string {
  const [front, back] = organizationCodes.has(holderType) ? [8, 2] : [1, 1];
  if (code.length < front + back + minMasked) return '*'.repeat(Math.max(1, code.length));
  return `${code.slice(0, front)}${'*'.repeat(code.length - front - back)}${code.slice(-back)}`;
}
