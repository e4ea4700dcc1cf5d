import { SourceFault } from '../../../kernel/source-fault.ts';

/** The parts of the registered credentials. */
export type Secret = Readonly<Record<string, string>>;

/** Throws `credentials-missing` with the part's name. */
export function secretPart(secret: Secret, name: string): string {
  const part = Object.hasOwn(secret, name) ? secret[name] : undefined;
  if (part === undefined || part === '') throw new SourceFault('credentials-missing', { name });
  return part;
}

/** A part for use in a header; throws `credentials-refused` when it holds a line break. */
export function headerPart(secret: Secret, name: string): string {
  const part = secretPart(secret, name);
  if (/[\r\n\0]/.test(part)) throw new SourceFault('credentials-refused');
  return headerText(part);
}

/** Header bytes as Node expects them: UTF-8 read as Latin-1, control characters replaced by a space. */
export function headerText(text: string): string {
  return Buffer.from(text.replace(/[\0-\x08\x0a-\x1f\x7f]+/g, ' '), 'utf8').toString('latin1');
}
