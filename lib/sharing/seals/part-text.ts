import { z } from 'zod';
import type { StoredAuditEntry } from '../ports.ts';

const Line = z.object({ text: z.string(), hash: z.string() });

/** One line of JSON for each entry: the text as it is stored, and its hash. */
export const writePart = (entries: readonly StoredAuditEntry[]): string =>
  entries.map(({ text, hash }) => `${JSON.stringify({ text, hash })}\n`).join('');

/** A line that is no entry becomes one that is `altered`. */
export function readPart(text: string): readonly StoredAuditEntry[] {
  const lines = text.split('\n');
  return (lines.at(-1) === '' ? lines.slice(0, -1) : lines).map((line) => {
    try {
      return Line.parse(JSON.parse(line));
    } catch {
      return { text: line, hash: '' };
    }
  });
}

/** `entries/civil-affairs/03/000000000121-000000000140.ndjson.gz`: another range has another name. */
export function partKey(chain: string, first: number, last: number): string {
  const digits = (number: number): string => `${number}`.padStart(12, '0');
  return `entries/${chain.replace('#', '/')}/${digits(first)}-${digits(last)}.ndjson.gz`;
}
