import { AuditEntry } from '../../../schemas/sharing/audit-entry.ts';
import { AuditSeal } from '../../../schemas/sharing/audit-seal.ts';
import type { AuditLogWriter, StoredAuditEntry } from '../ports.ts';
import { readPart } from './part-text.ts';
import type { SealStore } from './ports.ts';

export type RestoreSealedEntriesPorts = {
  readonly auditLog: AuditLogWriter;
  readonly seals: Pick<SealStore, 'seals' | 'part' | 'last'>;
};

/** A restore loses minutes; earlier seals are read only where these do not reach back far enough. */
const recentSeals = 48;

/**
 * Puts sealed entries back that a restored table misses at the end of its chains: otherwise their numbers would be
 * given again. Returns how many were missing; can be repeated.
 */
export async function restoreSealedEntries(dryRun: boolean, ports: RestoreSealedEntriesPorts): Promise<number> {
  const last = await ports.seals.last();
  if (last === null) return 0;
  const missing = new Map<string, number>();
  for (const { chain, number } of AuditSeal.parse(JSON.parse(last.text)).chains) {
    const there = await lastNumber(chain, ports);
    if (there < number) missing.set(chain, there + 1);
  }
  if (missing.size === 0) return 0;
  const recent = await findEntries(missing, Math.max(1, last.number - recentSeals), ports);
  const reaches = [...missing].every(([chain, first]) => (recent.get(chain)?.[0]?.number ?? Infinity) <= first);
  const found = reaches ? recent : await findEntries(missing, 1, ports);
  let count = 0;
  for (const entries of found.values())
    for (const { entry, stored } of entries) {
      count += 1;
      if (!dryRun) await ports.auditLog.add(entry, stored);
    }
  return count;
}

async function lastNumber(chain: string, { auditLog }: RestoreSealedEntriesPorts): Promise<number> {
  const stored = await auditLog.last(chain);
  return stored === null ? 0 : AuditEntry.parse(JSON.parse(stored.text)).number;
}

type Sealed = { readonly number: number; readonly entry: AuditEntry; readonly stored: StoredAuditEntry };

/** Entries of these chains from a number on, in their order, out of the seals from `firstSeal` on. */
async function findEntries(
  missing: ReadonlyMap<string, number>,
  firstSeal: number,
  { seals }: RestoreSealedEntriesPorts,
): Promise<ReadonlyMap<string, readonly Sealed[]>> {
  const found = new Map<string, Sealed[]>();
  for await (const { text } of seals.seals(firstSeal))
    for (const { chain, number: end, part } of AuditSeal.parse(JSON.parse(text)).chains) {
      const first = missing.get(chain);
      if (first === undefined || part === undefined || end < first) continue;
      const entries = found.get(chain) ?? [];
      for (const stored of readPart((await seals.part(part.key)) ?? '')) {
        const entry = AuditEntry.parse(JSON.parse(stored.text));
        if (entry.number >= first) entries.push({ number: entry.number, entry, stored });
      }
      found.set(chain, entries);
    }
  return found;
}
