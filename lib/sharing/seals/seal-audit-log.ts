import type { Instant } from '../../../schemas/kernel/day.ts';
import { AuditSeal, type ChainFault, type SealedChain } from '../../../schemas/sharing/audit-seal.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { chainsOfDepartments } from '../audit/chain-name.ts';
import { chainStart, previousOf, verifyChain } from '../audit/verify-chain.ts';
import type { AuditChainReader, StoredAuditEntry } from '../ports.ts';
import { partKey, writePart } from './part-text.ts';
import type { SealStore, StoredSeal } from './ports.ts';

export type SealAuditLogPorts = {
  readonly auditLog: AuditChainReader;
  /** Ids of all departments: each has its chains. */
  readonly departments: () => Promise<readonly string[]>;
  readonly seals: SealStore;
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
  readonly now: () => Instant;
  /** Called for each chain that does not verify, at each seal until it does. */
  readonly noteFault: (chain: string, fault: ChainFault) => void;
};

/** A run that is repeated, or comes early, makes no second seal of the hour. */
const minSecondsBetween = 1_800;
/** At most 13 KB each, with 201 subjects. What is left waits for the next seal, which the same run makes. */
const maxPartEntries = 2_000;
const chainsAtOnce = 4;
/** For writing the seal, after the chains were read. */
const reservedMs = 60_000;

/**
 * Seals what was added to the chains since the seal before: first the parts, then the seal that names them, each put
 * under a name that nothing had. Can be repeated after any step: parts without a seal count for nothing, and of two
 * runs the first to write the next seal counts. A chain that does not verify is sealed up to its fault.
 */
export async function sealAuditLog(
  ports: SealAuditLogPorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  let before = await readLast(ports);
  if (before !== null && Math.abs(secondsBetween(before.seal.at, ports.now())) < minSecondsBetween) return;
  const departments = await ports.departments();
  for (;;) {
    const { seal, hasMore } = await makeSeal(before, departments, { ...ports, remainingMs });
    const stored = { number: seal.number, text: JSON.stringify(seal) };
    if (!(await ports.seals.addSeal(stored))) return;
    for (const { chain, fault } of seal.chains) if (fault !== undefined) ports.noteFault(chain, fault);
    if (!hasMore || remainingMs() < reservedMs) return;
    before = { seal, stored };
  }
}

type Last = { readonly seal: AuditSeal; readonly stored: StoredSeal };

async function readLast({ seals }: SealAuditLogPorts): Promise<Last | null> {
  const stored = await seals.last();
  return stored === null ? null : { seal: AuditSeal.parse(JSON.parse(stored.text)), stored };
}

const secondsBetween = (from: Instant, to: Instant): number => (Date.parse(to) - Date.parse(from)) / 1000;

type Run = SealAuditLogPorts & { readonly remainingMs: () => number };

async function makeSeal(before: Last | null, departments: readonly string[], run: Run) {
  const at = run.now();
  const heads = new Map((before?.seal.chains ?? []).map((sealed) => [sealed.chain, toHead(sealed)]));
  // The chains of a department that is no longer there stay sealed, and are looked at.
  const names = [...new Set([...chainsOfDepartments(departments), ...heads.keys()])].toSorted();
  const sealed = await mapWithConcurrency(chainsAtOnce, names, async (chain): Promise<Sealed> => {
    const head = heads.get(chain) ?? { chain, ...chainStart };
    return run.remainingMs() < reservedMs ? { sealed: head, hasMore: false } : await sealChain(head, run);
  });
  const seal: AuditSeal = {
    number: (before?.seal.number ?? 0) + 1,
    at,
    previous: before === null ? '' : run.hash(before.stored.text),
    chains: sealed.map((one) => one.sealed).filter(({ number, fault }) => number > 0 || fault !== undefined),
  };
  return { seal, hasMore: sealed.some((one) => one.hasMore) };
}

type Head = Pick<SealedChain, 'chain' | 'number' | 'hash'>;

const toHead = ({ chain, number, hash }: SealedChain): Head => ({ chain, number, hash });

type Sealed = { readonly sealed: SealedChain; readonly hasMore: boolean };

async function sealChain(head: Head, { auditLog, seals, hash }: SealAuditLogPorts): Promise<Sealed> {
  const { chain } = head;
  // The last sealed entry is read again: it may be missing, or another one.
  const known = head.number === 0 ? 0 : 1;
  const tail = await readTail(auditLog.entries(chain, Math.max(head.number, 1)), known + maxPartEntries + 1);
  const [first] = tail;
  const after =
    known === 0 ? chainStart : { number: head.number - 1, hash: first === undefined ? '' : previousOf(first) };
  const read = tail.slice(0, known + maxPartEntries);
  const { entries: number, hash: last, fault } = await verifyChain(read, hash, { after, sealed: head });
  const hasMore = fault === undefined && tail.length > read.length;
  if (number <= head.number) return { sealed: { ...head, ...definedOnly({ fault }) }, hasMore };
  const text = writePart(read.slice(known, known + number - head.number));
  const part = {
    key: partKey(chain, head.number + 1, number),
    sha256: hash(text),
    first: head.number + 1,
    previous: head.hash,
  };
  await seals.addPart(part.key, text);
  return { sealed: { chain, number, hash: last, part, ...definedOnly({ fault }) }, hasMore };
}

async function readTail(entries: AsyncIterable<StoredAuditEntry>, limit: number): Promise<readonly StoredAuditEntry[]> {
  const tail: StoredAuditEntry[] = [];
  for await (const entry of entries) {
    tail.push(entry);
    if (tail.length === limit) break;
  }
  return tail;
}
