import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import type { AuditChainReader } from '../ports.ts';
import { auditShards, chainName } from './chain-name.ts';
import { verifyChain, type ChainFault } from './verify-chain.ts';

export type VerifiedChain = { readonly chain: string; readonly entries: number; readonly fault?: ChainFault };

export type VerifyAuditLogPorts = {
  readonly auditLog: AuditChainReader;
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
};

const chainsAtOnce = 4;

/** Checks every chain of these departments from its first entry; chains without one are left out. */
export async function verifyAuditLog(
  departments: readonly string[],
  { auditLog, hash }: VerifyAuditLogPorts,
): Promise<readonly VerifiedChain[]> {
  const chains = departments.flatMap((department) =>
    Array.from({ length: auditShards }, (_, shard) => chainName(department, shard)),
  );
  const verified = await mapWithConcurrency(chainsAtOnce, chains, async (chain) => ({
    chain,
    ...(await verifyChain(auditLog.entries(chain), hash)),
  }));
  return verified.filter(({ entries, fault }: VerifiedChain) => entries > 0 || fault !== undefined);
}
