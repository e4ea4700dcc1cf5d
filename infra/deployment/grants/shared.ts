import { table } from '../grant.ts';

/** Entries are only added: nobody may change or delete one. */
export const recordsChanges = table('ChangesTable', 'PutItem');
export const idempotent = table('IdempotencyTable', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem');
/** A published version with its code lists. */
export const readsCatalogue = table('CatalogueTable', 'GetItem', 'Query');
/** Of downloads, which name no subject. Entries are only added: nobody may change or delete one. */
export const recordsDownloads = table('AuditLogTable', 'Query', 'PutItem');
/** A mention leads from a subject to its entry. */
export const recordsUses = table('AuditLogTable', 'Query', 'PutItem', 'BatchWriteItem');
/** Entries are only added: nobody may change or delete one. */
export const appendsEvents = table('EventsTable', 'PutItem');
