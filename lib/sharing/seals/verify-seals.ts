import { AuditSeal, type ChainFault, type SealedChain } from '../../../schemas/sharing/audit-seal.ts';
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
  { seals, hash }: VerifySealsPorts,
  wanted: (seal: AuditSeal) => boolean = () => true,
): Promise<VerifiedSeals> {
  const found: Found = { faults: [], faulty: new Set(), entries: 0 };
  let [count, first, last]: [number, number | undefined, VerifiedSeals['last']] = [0, undefined, undefined];
  let before: Before | null = null;
  for await (const stored of seals.seals()) {
    count += 1;
    first ??= stored.number;
    const seal = readSeal(stored);
    const expected: number = (before?.number ?? stored.number - 1) + 1;
    if (stored.number > expected) found.faults.push({ seal: expected, kind: 'missing' });
    if (seal === null) found.faults.push({ seal: stored.number, kind: 'unreadable' });
    const heads: Heads = stored.number === expected ? (before?.heads ?? firstHeads(stored.number)) : null;
    if (seal !== null) {
      if (before !== null && heads !== null && seal.previous !== before.hash)
        found.faults.push({ seal: before.number, kind: 'altered' });
      await checkChains({ seal, heads, isWanted: wanted(seal) }, { seals, hash }, found);
      last = { number: seal.number, at: seal.at, hash: hash(stored.text) };
    }
    before = {
      number: stored.number,
      hash: hash(stored.text),
      heads: seal === null ? null : new Map(seal.chains.map(({ chain, number, hash }) => [chain, { number, hash }])),
    };
  }
  return {
    seals: count,
    entries: found.entries,
    faults: found.faults,
    ...(first === undefined ? {} : { first }),
    ...(last === undefined ? {} : { last }),
  };
}

/** Where the chains ended in the seal before; `null` where that is not known. */
type Heads = ReadonlyMap<string, ChainPosition> | null;
type Before = { readonly number: number; readonly hash: string; readonly heads: Heads };
type Found = { readonly faults: SealFault[]; readonly faulty: Set<string>; entries: number };

const firstHeads = (number: number): Heads => (number === 1 ? new Map() : null);

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
    const { chain, part, number } = sealed;
    if (found.faulty.has(chain)) continue;
    const before = heads === null ? null : (heads.get(chain) ?? chainStart);
    const fault = findJump(sealed, before) ?? (isWanted ? await findFault(sealed, ports) : null) ?? sealed.fault;
    if (isWanted && part !== undefined) found.entries += (fault?.number ?? number + 1) - part.first;
    if (fault === undefined) continue;
    found.faulty.add(chain);
    found.faults.push({ seal: seal.number, chain, fault });
  }
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
