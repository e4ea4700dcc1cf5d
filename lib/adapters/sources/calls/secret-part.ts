import { SourceFault } from '../../../kernel/source-fault.ts';

export type Secret = Readonly<Record<string, string>>;

/** Throws `credentials-missing`. */
export function secretPart(secret: Secret, name: string): string {
  const part = Object.hasOwn(secret, name) ? secret[name] : undefined;
  if (part === undefined || part === '') throw new SourceFault('credentials-missing', { name });
  return part;
}

/** Throws `credentials-refused` when the part holds a line break. */
export function headerPart(secret: Secret, name: string): string {
  const part = secretPart(secret, name);
  if (/[\r\n\0]/.test(part)) throw new SourceFault('credentials-refused');
  return headerText(part);
}

/** Reads UTF-8 as Latin-1, as Node expects; control characters become a space. */
export function headerText(text: string): string {
  return Buffer.from(text.replace(/[\0-\x08\x0a-\x1f\x7f]+/g, ' '), 'utf8').toString('latin1');
}
