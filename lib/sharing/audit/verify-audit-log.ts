import { AuditSeal, type ChainFault, type SealedChain } from '../../../schemas/sharing/audit-seal.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import type { AuditChainReader, StoredAuditEntry } from '../ports.ts';
import { readPart } from '../seals/part-text.ts';
import type { SealReader, StoredSeal } from '../seals/ports.ts';
import { chainsOfDepartments, departmentOfChain } from './chain-name.ts';
import { verifyChain } from './verify-chain.ts';

export type VerifiedChain = {
  readonly chain: string;
  readonly entries: number;
  /** The number of the last sealed entry. */
  readonly sealed?: number;
  readonly fault?: ChainFault;
};

export type VerifyAuditLogPorts = {
  readonly auditLog: AuditChainReader;
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
  /** Absent where seals cannot be read: entries that are missing at the end of a chain are not found then. */
  readonly seals?: SealReader & { readonly last: () => Promise<StoredSeal | null> };
};

const chainsAtOnce = 4;

/**
 * Checks every chain of these departments from its first entry, and that it contains what the last seal says; chains
 * without an entry are left out.
 */
export async function verifyAuditLog(
  departments: readonly string[],
  ports: VerifyAuditLogPorts,
): Promise<readonly VerifiedChain[]> {
  const sealed = await readSealed(departments, ports);
  const chains = [...new Set([...chainsOfDepartments(departments), ...sealed.keys()])];
  const verified = await mapWithConcurrency(chainsAtOnce, chains, async (chain) => {
    const head = sealed.get(chain);
    const { entries, fault } = await verifyChain(
      ports.auditLog.entries(chain),
      ports.hash,
      definedOnly({ sealed: head }),
    );
    const first = fault?.kind === 'replaced' ? ((await findFirstReplaced(chain, ports)) ?? fault) : fault;
    return {
      chain,
      entries: first === undefined ? entries : Math.min(entries, first.number - 1),
      ...definedOnly({ sealed: head?.number, fault: first }),
    };
  });
  return verified.filter(({ entries, fault }: VerifiedChain) => entries > 0 || fault !== undefined);
}

async function readSealed(
  departments: readonly string[],
  { seals }: VerifyAuditLogPorts,
): Promise<ReadonlyMap<string, SealedChain>> {
  const last = await seals?.last();
  const chains = last === undefined || last === null ? [] : AuditSeal.parse(JSON.parse(last.text)).chains;
  return new Map(
    chains.filter(({ chain }) => departments.includes(departmentOfChain(chain))).map((head) => [head.chain, head]),
  );
}

/** Somebody wrote the chain anew from an entry on: compares it with the sealed entries, one by one. */
async function findFirstReplaced(
  chain: string,
  { auditLog, seals }: VerifyAuditLogPorts,
): Promise<ChainFault | undefined> {
  const table = auditLog.entries(chain)[Symbol.asyncIterator]();
  let number = 0;
  for await (const { text } of seals?.seals() ?? []) {
    const part = AuditSeal.parse(JSON.parse(text)).chains.find((one) => one.chain === chain)?.part;
    const entries = part === undefined ? null : await seals?.part(part.key);
    for (const { hash } of readPart(entries ?? '')) {
      number += 1;
      const next: IteratorResult<StoredAuditEntry, unknown> = await table.next();
      if (next.done === true || next.value.hash !== hash) return { kind: 'replaced', number };
    }
  }
  return undefined;
}
