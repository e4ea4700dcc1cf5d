import type { CertificateHolder } from '../../../schemas/certificates/document.ts';

/** Codes that name a body and not a person (GB/T 36903, annex A). */
const bodies: ReadonlySet<string> = new Set(['001', '099']);

/** A holder as whoever holds the paper can compare it: a body by its name, a person by the first and last character. One character alone tells nothing. */
export function maskHolder({ CertificateHolderName: name, CertificateHolderType: type }: CertificateHolder): string {
  if (bodies.has(type)) return name;
  const characters = Array.from(name);
  if (characters.length < 2) return '*';
  return characters.length === 2
    ? `${characters[0] ?? ''}*`
    : `${characters[0] ?? ''}${'*'.repeat(characters.length - 2)}${characters.at(-1) ?? ''}`;
}

/** A certificate number as one can compare it, not use it: it may be a citizen's own number. Of a short one nothing but the last character is shown. */
export function maskNumber(number: string): string {
  const characters = Array.from(number);
  const [front, back] = shownCharacters(number, characters.length);
  if (characters.length <= front + back) return '*'.repeat(characters.length);
  return `${characters.slice(0, front).join('')}${'*'.repeat(characters.length - front - back)}${characters.slice(-back).join('')}`;
}

function shownCharacters(number: string, length: number): readonly [front: number, back: number] {
  if (/^\d{17}[\dXx]$/.test(number)) return [1, 1];
  return length >= 10 ? [4, 3] : [0, 1];
}
