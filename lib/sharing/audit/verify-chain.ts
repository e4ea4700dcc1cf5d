import { z } from 'zod';
import type { StoredAuditEntry } from '../ports.ts';

/** The number and the hash of the last entry that was checked; 0 and empty before the first. */
type ChainPosition = { readonly number: number; readonly hash: string };

export type ChainFault = {
  /**
   * `altered`: text and hash differ. `missing`: numbers were left out. `out-of-order`: a number came again, or late.
   * `unlinked`: it does not follow the entry before. `unreadable`: no entry at all.
   */
  readonly kind: 'altered' | 'missing' | 'out-of-order' | 'unlinked' | 'unreadable';
  /** Of the first bad entry, or the first missing one. */
  readonly number: number;
  readonly id?: string;
};

const LinkText = z.object({ number: z.int().min(1), previous: z.string(), id: z.string() });

/**
 * Checks a chain's entries in the order in which they are stored, up to the first fault. `entries` counts those without
 * one. It cannot tell that entries are missing at the end.
 */
export async function verifyChain(
  entries: AsyncIterable<StoredAuditEntry>,
  hash: (text: string) => string,
): Promise<{ readonly entries: number; readonly fault?: ChainFault }> {
  let last: ChainPosition = { number: 0, hash: '' };
  for await (const entry of entries) {
    const fault = findFault(entry, last, hash);
    if (fault !== null) return { entries: last.number, fault };
    last = { number: last.number + 1, hash: entry.hash };
  }
  return { entries: last.number };
}

function findFault(
  { text, hash: stored }: StoredAuditEntry,
  last: ChainPosition,
  hash: (text: string) => string,
): ChainFault | null {
  const expected = last.number + 1;
  const parsed = LinkText.safeParse(parseText(text));
  if (hash(text) !== stored) {
    const id = parsed.data?.id;
    return { kind: 'altered', number: expected, ...(id === undefined ? {} : { id }) };
  }
  if (!parsed.success) return { kind: 'unreadable', number: expected };
  const { number, previous, id } = parsed.data;
  if (number > expected) return { kind: 'missing', number: expected };
  if (number < expected) return { kind: 'out-of-order', number, id };
  return previous === last.hash ? null : { kind: 'unlinked', number, id };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
