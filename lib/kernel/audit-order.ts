import type { AuditEntry } from '../../schemas/sharing/audit-entry.ts';

/** Sorts entries by their moment; no two are equal. */
export function auditOrder({ at, id }: Pick<AuditEntry, 'at' | 'id'>): string {
  return `${at}#${id}`;
}
