import { SourceFault } from '../../../kernel/source-fault.ts';

/** The parts of what a department registered to be let in by. */
export type Secret = Readonly<Record<string, string>>;

/** One part of it; throws `credentials-missing` with the part's name alone. */
export function secretPart(secret: Secret, name: string): string {
  const part = Object.hasOwn(secret, name) ? secret[name] : undefined;
  if (part === undefined || part === '') throw new SourceFault('credentials-missing', { name });
  return part;
}

/** A part that travels in a header as it is: with a line break in it, nobody would take it. */
export function headerPart(secret: Secret, name: string): string {
  const part = secretPart(secret, name);
  if (/[\r\n\0]/.test(part)) throw new SourceFault('credentials-refused');
  return headerText(part);
}

/** A text as header bytes: UTF-8, a byte a character, control characters as a blank. */
export function headerText(text: string): string {
  return Buffer.from(text.replace(/[\0-\x08\x0a-\x1f\x7f]+/g, ' '), 'utf8').toString('latin1');
}
