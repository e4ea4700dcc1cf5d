import type { Caller } from '../departments/caller.ts';
import type { AuditEntry } from './audit-entry.ts';

/** What a room says of a use of data before its answer goes out; `subjects` may repeat. */
export type DataUse = { readonly caller: Pick<Caller, 'subject' | 'department'>; readonly requestId: string } & Pick<
  AuditEntry,
  'operation' | 'dataset' | 'provider' | 'grant' | 'caseNumber' | 'matter' | 'results' | 'refusal'
> & { readonly subjects?: readonly string[] };

/** Writes the audit entry of a use; throws when it could not be written, so that nothing is answered without one. */
export type RecordDataUse = (use: DataUse) => Promise<void>;

/** The port of a use case that hands out data. */
export type Auditing = { readonly recordUse: RecordDataUse };

/** Writes the audit entry of a use of very many subjects, with a mention of each; a repeated one is another entry. */
export type RecordBulkUse = (use: Omit<DataUse, 'subjects'>, subjects: ReadonlySet<string>) => Promise<void>;
