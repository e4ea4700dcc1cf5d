import type { CertificateHolder } from '../../schemas/certificates/document.ts';

/** Code types of organizations (GB/T 36903, annex A). */
const organizationCodes: ReadonlySet<string> = new Set(['001', '099']);
const minMasked = 4;

/** Masks a code but for a person's first and last character, or an organization's first 8 and last 2. */
export function maskCode(code: string, holderType: string): string {
  const [front, back] = organizationCodes.has(holderType) ? [8, 2] : [1, 1];
  if (code.length < front + back + minMasked) return '*'.repeat(Math.max(1, code.length));
  return `${code.slice(0, front)}${'*'.repeat(code.length - front - back)}${code.slice(-back)}`;
}

/** Masks persons but for first and last character, to compare with the paper; not organizations. */
export function maskHolder({ CertificateHolderName: name, CertificateHolderType: type }: CertificateHolder): string {
  if (organizationCodes.has(type)) return name;
  const characters = Array.from(name);
  if (characters.length < 2) return '*';
  return characters.length === 2
    ? `${characters[0] ?? ''}*`
    : `${characters[0] ?? ''}${'*'.repeat(characters.length - 2)}${characters.at(-1) ?? ''}`;
}

/** Masks a number, as it may be a citizen's ID; short ones show the last character. */
export function maskNumber(number: string): string {
  const characters = Array.from(number);
  const [front, back] = shownCharacters(number, characters.length);
  if (characters.length <= front + back) return '*'.repeat(characters.length);
  const masked = '*'.repeat(characters.length - front - back);
  return [...characters.slice(0, front), masked, ...characters.slice(-back)].join('');
}

function shownCharacters(number: string, length: number): readonly [front: number, back: number] {
  if (/^\d{17}[\dXx]$/.test(number)) return [1, 1];
  return length >= 10 ? [4, 3] : [0, 1];
}
