import type { Instant } from '../../schemas/kernel/day.ts';
import type { AuditEntry } from '../../schemas/sharing/audit-entry.ts';

/** An entry as it is stored: `text` is the JSON of an AuditEntry, `hash` its SHA-256 in hex. */
export type StoredAuditEntry = { readonly text: string; readonly hash: string };

/** Entries are only added. */
export type AuditLogWriter = {
  /** The last entry of a chain; strongly consistent. */
  readonly last: (chain: string) => Promise<StoredAuditEntry | null>;
  /** False when the chain has an entry of this number. */
  readonly add: (entry: AuditEntry, stored: StoredAuditEntry) => Promise<boolean>;
};

export type AuditMentionWriter = {
  /** Leads from each subject to an entry that is written; repeatable. */
  readonly mention: (entry: AuditEntry, subjects: Iterable<string>) => Promise<void>;
};

export type AuditChainReader = {
  /**
   * Those from a number on, or all, in the order in which they are stored; strongly consistent. Throws for an item
   * without text and hash.
   */
  readonly entries: (chain: string, from?: number) => AsyncIterable<StoredAuditEntry>;
};

export type AuditQuery = {
  readonly by: 'account' | 'department' | 'provider' | 'subject';
  readonly value: string;
  readonly from?: Instant | undefined;
  /** An order (`auditOrder`); exclusive. */
  readonly before?: string | undefined;
};

export type AuditLogReader = {
  /** The newest first; eventually consistent. Callers stop when they have enough. */
  readonly search: (query: AuditQuery) => AsyncIterable<AuditEntry>;
};
