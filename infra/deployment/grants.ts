import {
  type Grant,
  consumes,
  dataKey,
  encrypts,
  hashes,
  index,
  lists,
  raw,
  seals,
  signs,
  partitions,
  sends,
  readsPersonBehind,
  table,
  work,
} from './grant.ts';
import { certificateGrants } from './grants/certificates.ts';
import { collectionGrants } from './grants/collection.ts';
import { appendsEvents, idempotent, recordsChanges, recordsUses } from './grants/shared.ts';

const changesCatalogue = [
  table('CatalogueTable', 'GetItem', 'Query', 'PutItem', 'UpdateItem'),
  table('DepartmentsTable', 'GetItem'),
  readsPersonBehind,
  appendsEvents,
];

/** What the role of each function may do, by the function's name in functions.ts. */
export const grants: Readonly<Record<string, readonly Grant[]>> = {
  authorize: [table('AccountsTable', 'GetItem'), dataKey('dynamodb')],
  'departments-api': [
    table('DepartmentsTable', 'GetItem', 'Scan'),
    // Units keep their people and questions themselves; due dates follow the sheets.
    table('PapersTable', 'GetItem', 'Query', 'PutItem', 'UpdateItem', 'BatchGetItem'),
    // Answered questions.
    appendsEvents,
    index('PapersTable', 'byAsker'),
    index('PapersTable', 'byWaiting'),
    idempotent,
    recordsChanges,
    // What is to be done is read from where it is, never written.
    table('CatalogueTable', 'GetItem'),
    index('CatalogueTable', 'byListing'),
    index('CatalogueTable', 'byProvider'),
    table('DeliveriesTable', 'GetItem'),
    index('DeliveriesTable', 'byDataset'),
    index('DeliveriesTable', 'byStatus'),
    index('SharingTable', 'byWaiting'),
    index('SharingTable', 'byConsumer'),
    // Links are in this table, too.
    table('DatasetStatesTable', 'BatchGetItem'),
    index('SourcesTable', 'byKind'),
    table('CertificateTypesTable', 'Query'),
    // Batches, and records that could not be issued.
    table('CertificateWorkTable', 'Query', 'BatchGetItem'),
    table('EventsTable', 'Query'),
    index('EventsTable', 'byDay'),
    index('EventsTable', 'byDepartment'),
    index('EventsTable', 'byDataset'),
    readsPersonBehind,
    dataKey('dynamodb'),
  ],

  'departments-admin': [
    table('DepartmentsTable', 'GetItem', 'PutItem'),
    table('AccountsTable', 'GetItem', 'Scan', 'PutItem', 'UpdateItem'),
    idempotent,
    recordsChanges,
    dataKey('dynamodb'),
  ],

  'portal-public': [],

  'catalogue-api': [
    recordsChanges,
    ...changesCatalogue,
    index('CatalogueTable', 'byListing'),
    index('CatalogueTable', 'byProvider'),
    index('CatalogueTable', 'bySearch'),
    idempotent,
    dataKey('dynamodb'),
  ],
  'catalogue-publish': [...changesCatalogue, dataKey('dynamodb')],
  'documents-public': [],

  ...collectionGrants,

  'records-api': [
    ...hashes,
    table('CatalogueTable', 'GetItem', 'Query'),
    table('RecordsTable', 'Query', 'BatchGetItem'),
    index('RecordsTable', 'bySubject'),
    index('RecordsTable', 'bySubjectHash'),
    // Names of accounts and departments.
    table('AccountsTable', 'GetItem'),
    table('DepartmentsTable', 'GetItem'),
    table('DeliveriesTable', 'GetItem'),
    // A roll-back moves a pointer; no function here writes a record.
    table('DatasetStatesTable', 'GetItem', 'Query', 'PutItem', 'UpdateItem'),
    // Due dates follow the sheets, which are compared with people.
    table('PapersTable', 'GetItem', 'BatchGetItem'),
    table('CertificateTypesTable', 'Query'),
    work('GetObject', 'indexes/*', 'changes/*'),
    // What a roll-back changes.
    work('PutObject', 'changes/*'),
    // A change log past its time is told from an access denied.
    lists('WorkBucket'),
    recordsUses,
    // Open objections to records.
    partitions(table('SharingTable', 'Query'), 'dispute#'),
    sends('issue'),
    dataKey('dynamodb', 's3'),
  ],

  'sharing-api': [
    ...hashes,
    recordsUses,
    table('AuditLogTable', 'BatchGetItem'),
    index('AuditLogTable', 'byAccount'),
    index('AuditLogTable', 'byDepartment'),
    index('AuditLogTable', 'byProvider'),
    // The limits of sharing.
    table('PapersTable', 'GetItem', 'PutItem'),
    recordsChanges,
    table('DepartmentsTable', 'GetItem'),
    readsPersonBehind,
    // Applications, whose fields are those of the catalogue, or of the face of a certificate.
    table('CatalogueTable', 'GetItem'),
    table('CertificateTypesTable', 'Query'),
    // Holidays.
    table('PapersTable', 'Query'),
    table('SharingTable', 'GetItem', 'BatchGetItem', 'UpdateItem'),
    // Marks of objections that are closed.
    partitions(table('SharingTable', 'DeleteItem'), 'dispute#'),
    // Who objects to a record must see it under a grant; its provider sees which one it is.
    table('CatalogueTable', 'Query'),
    table('RecordsTable', 'Query'),
    index('RecordsTable', 'bySubject'),
    table('DatasetStatesTable', 'GetItem'),
    index('SharingTable', 'byConsumer'),
    index('SharingTable', 'byProvider'),
    index('SharingTable', 'byKind'),
    index('SharingTable', 'byWaiting'),
    partitions(table('SharingTable', 'Query'), 'inbox#', 'dispatches#'),
    // Attachments of applications: uploads are judged by their bytes, and copied.
    raw('PutObject', 'paper-uploads/_applications/*'),
    raw('GetObject', 'paper-uploads/_applications/*'),
    raw('PutObject', 'attachments/*'),
    raw('GetObject', 'attachments/*'),
    lists('RawBucket'),
    // How a department is told, and messages that test it; the secrets that sign are written here, and never read.
    partitions(table('SharingTable', 'PutItem'), 'channels#', 'dispatches#'),
    { actions: ['ssm:PutParameter', 'ssm:DeleteParameter'], on: [{ parameter: 'webhooks/*' }] },
    encrypts('ssm'),
    appendsEvents,
    idempotent,
    dataKey('dynamodb', 's3'),
  ],

  // Reads what events are about, and writes notices only.
  'send-notices': [
    index('EventsTable', 'byUnnoticed'),
    table('EventsTable', 'UpdateItem'),
    table('SharingTable', 'GetItem'),
    index('SharingTable', 'byProvider'),
    partitions(table('SharingTable', 'PutItem'), 'inbox#', 'dispatches#'),
    // Digests grow.
    partitions(table('SharingTable', 'UpdateItem'), 'dispatches#'),
    table('CatalogueTable', 'GetItem'),
    table('DepartmentsTable', 'Scan'),
    // Limits and holidays.
    table('PapersTable', 'GetItem', 'Query'),
    dataKey('dynamodb'),
  ],

  // Reads notices and the secrets that sign them; it tells the inbox of a webhook that is paused.
  'send-dispatches': [
    index('SharingTable', 'byKind'),
    index('SharingTable', 'byLane'),
    partitions(table('SharingTable', 'GetItem'), 'inbox#', 'channels#', 'dispatches#'),
    partitions(table('SharingTable', 'UpdateItem'), 'channels#', 'dispatches#'),
    partitions(table('SharingTable', 'PutItem'), 'inbox#'),
    table('DepartmentsTable', 'GetItem'),
    { actions: ['ssm:GetParameter'], on: ['webhooks/*', 'smtp-password'].map((parameter) => ({ parameter })) },
    dataKey('dynamodb', 'ssm'),
  ],

  // Reads the chains and writes what it seals; it changes no entry.
  'seal-audit-log': [
    table('AuditLogTable', 'Query'),
    table('DepartmentsTable', 'Scan'),
    seals,
    lists('AuditBucket'),
    dataKey('dynamodb', 's3'),
  ],

  // It reads what others have granted and published, counts, and leaves audit entries.
  'sharing-use': [
    ...hashes,
    table('SharingTable', 'GetItem'),
    index('SharingTable', 'byConsumer'),
    index('SharingTable', 'byProvider'),
    partitions(table('SharingTable', 'UpdateItem', 'Query'), 'usage#'),
    partitions(table('SharingTable', 'Query'), 'dispute#'),
    table('CatalogueTable', 'GetItem', 'Query'),
    table('RecordsTable', 'Query', 'BatchGetItem'),
    index('RecordsTable', 'bySubject'),
    table('DatasetStatesTable', 'GetItem'),
    // Files are ordered here, and fetched by an address that it signs.
    partitions(table('SharingTable', 'PutItem'), 'files#'),
    sends('grant-files'),
    idempotent,
    work('GetObject', 'indexes/*', 'changes/*', 'grant-files/*'),
    // A change log past its time is told from an access denied.
    lists('WorkBucket'),
    recordsUses,
    // Names of accounts and departments.
    table('AccountsTable', 'GetItem'),
    table('DepartmentsTable', 'GetItem'),
    dataKey('dynamodb', 's3'),
  ],

  // Compares disputed records with what is published; it reads who has fetched them.
  'follow-objections': [
    index('SharingTable', 'byKind'),
    index('SharingTable', 'byProvider'),
    table('SharingTable', 'GetItem', 'BatchGetItem'),
    partitions(table('SharingTable', 'UpdateItem'), 'objection#', 'dispute#'),
    partitions(table('SharingTable', 'DeleteItem'), 'dispute#'),
    table('DatasetStatesTable', 'GetItem'),
    table('RecordsTable', 'Query'),
    table('AuditLogTable', 'Query', 'BatchGetItem'),
    index('AuditLogTable', 'byDepartment'),
    appendsEvents,
    dataKey('dynamodb'),
  ],

  // Reads a whole publication as its grant shows it, and leaves an audit entry with a mention of each subject.
  'make-grant-file': [
    ...hashes,
    consumes('grant-files'),
    table('SharingTable', 'GetItem'),
    partitions(table('SharingTable', 'PutItem'), 'files#'),
    // Open objections to records.
    partitions(table('SharingTable', 'Query'), 'dispute#'),
    table('CatalogueTable', 'GetItem'),
    table('DatasetStatesTable', 'GetItem'),
    table('RecordsTable', 'BatchGetItem'),
    work('GetObject', 'indexes/*'),
    work('PutObject', 'grant-files/*'),
    recordsUses,
    dataKey('dynamodb', 's3'),
  ],

  // Signs what it reads of a grant, and publishes the key by which that is verified.
  'grant-documents': [
    table('SharingTable', 'GetItem'),
    table('CatalogueTable', 'GetItem'),
    table('DepartmentsTable', 'GetItem'),
    signs,
    table('CertificateTypesTable', 'PutItem'),
    dataKey('dynamodb'),
  ],

  // Warns of grants that end, and of applications and objections whose time is short or up.
  'sweep-grants': [
    table('SharingTable', 'GetItem', 'UpdateItem'),
    index('SharingTable', 'byKind'),
    // Limits, holidays.
    table('PapersTable', 'GetItem', 'Query'),
    appendsEvents,
    dataKey('dynamodb'),
  ],

  // Uses grants without their quotas, and writes what came of it to their applications.
  'prove-grants': [
    ...hashes,
    table('SharingTable', 'GetItem'),
    partitions(table('SharingTable', 'UpdateItem'), 'application#'),
    partitions(table('SharingTable', 'Query'), 'dispute#'),
    index('SharingTable', 'byKind'),
    table('CatalogueTable', 'GetItem', 'Query'),
    table('RecordsTable', 'Query', 'BatchGetItem'),
    index('RecordsTable', 'bySubject'),
    table('DatasetStatesTable', 'GetItem'),
    table('DepartmentsTable', 'Scan'),
    work('GetObject', 'indexes/*', 'changes/*'),
    // A change log past its time is told from an access denied.
    lists('WorkBucket'),
    recordsUses,
    appendsEvents,
    dataKey('dynamodb', 's3'),
  ],

  // It reads what was granted and the catalogue, and counts apart from the uses; it cannot read a record.
  'sharing-sandbox': [
    table('SharingTable', 'GetItem'),
    partitions(table('SharingTable', 'UpdateItem'), 'usage#sandbox#'),
    table('CatalogueTable', 'GetItem', 'Query'),
    dataKey('dynamodb'),
  ],

  ...certificateGrants,
};
