import type { AuditLogWriter, StoredAuditEntry } from '../../lib/sharing/ports.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { AuditEntry } from '../../schemas/sharing/audit-entry.ts';
import type { DataUse } from '../../schemas/sharing/data-use.ts';

export { sha256OfText as sha256 } from '../../lib/adapters/sha256-of-text.ts';

const officer: Caller = {
  subject: 'officer-1',
  kind: 'person',
  name: '测试姓名',
  department: 'civil-affairs',
  roles: ['provider'],
};

/** A use of marriages by an officer of civil affairs. */
export const useOf = (changes: Partial<DataUse> = {}): DataUse => ({
  caller: officer,
  requestId: 'request-1',
  operation: 'query-records',
  dataset: 'marriages',
  provider: 'civil-affairs',
  results: 1,
  ...changes,
});

/** Chains in memory; each call takes as long as `pause` says. */
export function auditMemory(pause: () => Promise<void> = async () => undefined) {
  const chains = new Map<string, StoredAuditEntry[]>();
  const entriesOf = (chain: string) => chains.get(chain) ?? [];
  const writer: AuditLogWriter = {
    last: async (chain) => {
      await pause();
      return entriesOf(chain).at(-1) ?? null;
    },
    add: async (entry, stored) => {
      await pause();
      const entries = entriesOf(entry.chain);
      if (entries.length >= entry.number) return false;
      if (entries.length + 1 < entry.number) throw new Error('an entry was left out');
      chains.set(entry.chain, [...entries, stored]);
      await pause();
      return true;
    },
  };
  return {
    ...writer,
    chains,
    all: () => [...chains.values()].flat().map(({ text }) => AuditEntry.parse(JSON.parse(text))),
  };
}
