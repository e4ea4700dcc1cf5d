import { AuditSeal, type ChainFault, type SealedChain } from '../../../schemas/sharing/audit-seal.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { type ChainPosition, chainStart, verifyChain } from '../audit/verify-chain.ts';
import { readPart } from './part-text.ts';
import type { SealReader, StoredSeal } from './ports.ts';

export type SealFault =
  /**
   * `unreadable`: no seal. `missing`: its number was left out. `altered`: it is another one than the next seal says, or
   * leaves out a chain of the seal before.
   */
  | { readonly seal: number; readonly kind: 'unreadable' | 'missing' | 'altered' }
  /** The first fault of a chain, in the entries that were sealed then. */
  | { readonly seal: number; readonly chain: string; readonly fault: ChainFault };

export type VerifiedSeals = {
  readonly seals: number;
  /** Of the first seal that there is. */
  readonly first?: number;
  /** Nothing says what was sealed after it: whoever keeps its hash elsewhere can tell that seals are missing. */
  readonly last?: { readonly number: number; readonly at: string; readonly hash: string };
  readonly entries: number;
  /** In the order in which they were found. */
  readonly faults: readonly SealFault[];
};

export type VerifySealsPorts = {
  readonly seals: SealReader;
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
};

/**
 * Checks that the seals follow each other and that their parts hold the entries that they name, chained. The entries of
 * seals that are not `wanted` are not read.
 */
export async function verifySeals(
  ports: VerifySealsPorts,
  wanted: (seal: AuditSeal) => boolean = () => true,
): Promise<VerifiedSeals> {
  const found: Found = { faults: [], faulty: new Set(), entries: 0 };
  let seals = 0;
  let first: number | undefined;
  let last: VerifiedSeals['last'];
  let before: Before | null = null;
  for await (const stored of ports.seals.seals()) {
    seals += 1;
    first ??= stored.number;
    const seal = readSeal(stored);
    const own = ports.hash(stored.text);
    const heads = checkOrder({ stored, seal, before }, found);
    if (seal !== null) {
      await checkChains({ seal, heads, isWanted: wanted(seal) }, ports, found);
      last = { number: seal.number, at: seal.at, hash: own };
    }
    before = { number: stored.number, hash: own, heads: seal === null ? null : headsOf(seal) };
  }
  return { seals, entries: found.entries, faults: found.faults, ...definedOnly({ first, last }) };
}

type Order = { readonly stored: StoredSeal; readonly seal: AuditSeal | null; readonly before: Before | null };

/** Returns where the chains ended in the seal before this one, as far as that is known. */
function checkOrder({ stored, seal, before }: Order, { faults }: Found): Heads {
  if (seal === null) faults.push({ seal: stored.number, kind: 'unreadable' });
  if (before === null) return stored.number === 1 ? new Map() : null;
  if (stored.number > before.number + 1) {
    faults.push({ seal: before.number + 1, kind: 'missing' });
    return null;
  }
  // The hash of an unreadable seal says no more than that it is unreadable.
  if (seal !== null && before.heads !== null && seal.previous !== before.hash)
    faults.push({ seal: before.number, kind: 'altered' });
  return before.heads;
}

const headsOf = ({ chains }: AuditSeal): Heads =>
  new Map(chains.map(({ chain, number, hash }) => [chain, { number, hash }]));

/** Where the chains ended in the seal before; `null` where that is not known. */
type Heads = ReadonlyMap<string, ChainPosition> | null;
type Before = { readonly number: number; readonly hash: string; readonly heads: Heads };
type Found = { readonly faults: SealFault[]; readonly faulty: Set<string>; entries: number };

function readSeal({ number, text }: StoredSeal): AuditSeal | null {
  try {
    const seal = AuditSeal.parse(JSON.parse(text));
    return seal.number === number ? seal : null;
  } catch {
    return null;
  }
}

type Check = { readonly seal: AuditSeal; readonly heads: Heads; readonly isWanted: boolean };

async function checkChains({ seal, heads, isWanted }: Check, ports: VerifySealsPorts, found: Found): Promise<void> {
  const named = new Set(seal.chains.map(({ chain }) => chain));
  if ([...(heads?.keys() ?? [])].some((chain) => !named.has(chain)))
    found.faults.push({ seal: seal.number, kind: 'altered' });
  for (const sealed of seal.chains) {
    if (found.faulty.has(sealed.chain)) continue;
    const before = heads === null ? null : (heads.get(sealed.chain) ?? chainStart);
    const fault = findJump(sealed, before) ?? (isWanted ? await findFault(sealed, ports) : null) ?? sealed.fault;
    if (isWanted) found.entries += goodEntries(sealed, fault);
    if (fault === undefined) continue;
    found.faulty.add(sealed.chain);
    found.faults.push({ seal: seal.number, chain: sealed.chain, fault });
  }
}

/** How many entries of the part come before the fault. */
function goodEntries({ part, number }: SealedChain, fault: ChainFault | undefined): number {
  if (part === undefined) return 0;
  return Math.max(0, Math.min(fault?.number ?? Infinity, number + 1) - part.first);
}

/** A chain continues where the seal before ended. */
function findJump({ number, hash, part }: SealedChain, before: ChainPosition | null): ChainFault | null {
  if (before === null) return null;
  const from = part === undefined ? { number, hash } : { number: part.first - 1, hash: part.previous };
  const follows = from.number === before.number && from.hash === before.hash;
  return follows ? null : { kind: 'unlinked', number: before.number + 1 };
}

async function findFault(
  { part, number, hash: last }: SealedChain,
  { seals, hash }: VerifySealsPorts,
): Promise<ChainFault | null> {
  if (part === undefined) return null;
  const text = await seals.part(part.key);
  if (text === null) return { kind: 'missing', number: part.first };
  const after = { number: part.first - 1, hash: part.previous };
  const { entries, fault } = await verifyChain(readPart(text), hash, { after, sealed: { number, hash: last } });
  if (fault !== undefined) return fault;
  if (hash(text) === part.sha256) return null;
  return { kind: 'altered', number: entries > number ? number + 1 : part.first };
}
