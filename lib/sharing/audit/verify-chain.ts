import { z } from 'zod';
import type { ChainFault } from '../../../schemas/sharing/audit-seal.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { StoredAuditEntry } from '../ports.ts';

/** The number and the hash of the last entry that was checked; 0 and empty before the first. */
export type ChainPosition = { readonly number: number; readonly hash: string };

export const chainStart: ChainPosition = { number: 0, hash: '' };

const LinkText = z.object({ number: z.int().min(1), previous: z.string(), id: z.string() });

type CheckOptions = {
  /** Where the entries continue. */
  readonly after?: ChainPosition;
  /** A later position that the chain is known to have had. */
  readonly sealed?: ChainPosition;
};

/**
 * Checks a chain's entries in the order in which they are stored, up to the first fault. `entries` is the number of the
 * last one without a fault. Only by `sealed` can it tell that entries are missing at the end.
 */
export async function verifyChain(
  entries: AsyncIterable<StoredAuditEntry> | Iterable<StoredAuditEntry>,
  hash: (text: string) => string,
  { after = chainStart, sealed = chainStart }: CheckOptions = {},
): Promise<{ readonly entries: number; readonly hash: string; readonly fault?: ChainFault }> {
  let last = after;
  for await (const entry of entries) {
    const fault = findFault(entry, last, hash) ?? findReplaced(entry, last.number + 1, sealed);
    if (fault !== null) return { entries: last.number, hash: last.hash, fault };
    last = { number: last.number + 1, hash: entry.hash };
  }
  const found = { entries: last.number, hash: last.hash };
  return last.number < sealed.number ? { ...found, fault: { kind: 'missing', number: last.number + 1 } } : found;
}

function findReplaced({ text, hash }: StoredAuditEntry, number: number, sealed: ChainPosition): ChainFault | null {
  if (number !== sealed.number || hash === sealed.hash) return null;
  return { kind: 'replaced', number, id: LinkText.parse(parseText(text)).id };
}

function findFault(
  { text, hash: stored }: StoredAuditEntry,
  last: ChainPosition,
  hash: (text: string) => string,
): ChainFault | null {
  const expected = last.number + 1;
  const parsed = LinkText.safeParse(parseText(text));
  if (hash(text) !== stored) return { kind: 'altered', number: expected, ...definedOnly({ id: parsed.data?.id }) };
  if (!parsed.success) return { kind: 'unreadable', number: expected };
  const { number, previous, id } = parsed.data;
  if (number > expected) return { kind: 'missing', number: expected };
  if (number < expected) return { kind: 'out-of-order', number, id };
  return previous === last.hash ? null : { kind: 'unlinked', number, id };
}

/** The hash that an entry says of the one before; empty where there is none to read. */
export const previousOf = ({ text }: StoredAuditEntry): string =>
  LinkText.safeParse(parseText(text)).data?.previous ?? '';

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
