import {
  type Grant,
  consumes,
  dataKey,
  hashes,
  index,
  lists,
  partitions,
  sends,
  readsPersonBehind,
  readsSigningChain,
  signs,
  table,
  work,
} from '../grant.ts';
import { appendsEvents, idempotent, readsCatalogue } from './shared.ts';

const readsCertificates = [
  table('CertificatesTable', 'GetItem', 'BatchGetItem'),
  // Types, public keys and what an account may see.
  table('CertificateTypesTable', 'GetItem', 'Query'),
];
/** What departments were granted, by the catalogue in force, and what they used of it. */
const usesGrants = [
  index('SharingTable', 'byConsumer'),
  partitions(table('SharingTable', 'UpdateItem', 'GetItem'), 'usage#'),
  table('CatalogueTable', 'GetItem'),
];
const readsFaceData = [
  table('DatasetStatesTable', 'GetItem', 'Query'),
  table('DeliveriesTable', 'GetItem'),
  work('GetObject', 'staged/*'),
];
/** Moves the head of a chain, and counts the change of its status list. */
const changesCertificates = [
  table('CertificatesTable', 'GetItem', 'PutItem', 'UpdateItem', 'DeleteItem'),
  table('CertificateWorkTable', 'UpdateItem'),
];
const signsCertificates = [signs, table('CertificateTypesTable', 'PutItem')];

/** Of the functions of certificates, by their names. */
export const certificateGrants: Readonly<Record<string, readonly Grant[]>> = {
  'certificates-api': [
    ...hashes,
    ...readsCertificates,
    ...usesGrants,
    index('CertificatesTable', 'byNumber'),
    index('CertificatesTable', 'byHolder'),
    index('CertificatesTable', 'byTally'),
    table('CertificatesTable', 'Query'),
    ...changesCertificates,
    table('CertificateWorkTable', 'GetItem', 'BatchGetItem', 'Query', 'PutItem', 'BatchWriteItem'),
    ...readsFaceData,
    // The coverage of all types at once.
    table('DatasetStatesTable', 'BatchGetItem'),
    appendsEvents,
    readsPersonBehind,
    // Names of departments.
    table('DepartmentsTable', 'GetItem'),
    idempotent,
    sends('certificate-batches', 'issue'),
    dataKey('dynamodb', 's3'),
  ],
  'certificates-files': [
    ...hashes,
    ...readsCertificates,
    ...usesGrants,
    table('CertificatesTable', 'Query'),
    // A use code is redeemed once; each use is recorded.
    table('CertificateWorkTable', 'GetItem', 'UpdateItem', 'BatchWriteItem'),
    ...signsCertificates,
    readsSigningChain,
    work('GetObject', 'certificates/*', 'seals/*'),
    work('PutObject', 'certificates/*'),
    lists('WorkBucket'),
    dataKey('dynamodb', 's3'),
  ],
  // Anyone may call it: it reads what it shows, and counts how often it is asked.
  'certificates-public': [
    ...hashes,
    table('CertificatesTable', 'GetItem'),
    table('CertificateTypesTable', 'Query'),
    partitions(table('CertificateWorkTable', 'GetItem'), 'identifier#', 'list#'),
    partitions(table('CertificateWorkTable', 'UpdateItem'), 'rate#'),
    work('GetObject', 'status-lists/*'),
    lists('WorkBucket'),
    dataKey('dynamodb', 's3'),
  ],
  'issue-certificates': [
    ...hashes,
    table('CertificatesTable', 'GetItem', 'BatchGetItem'),
    table('CertificateTypesTable', 'Query'),
    ...changesCertificates,
    // Failed attempts of records, too.
    table('CertificateWorkTable', 'GetItem', 'PutItem', 'Query', 'UpdateItem', 'DeleteItem'),
    ...readsFaceData,
    table('RecordsTable', 'Query'),
    readsCatalogue,
    appendsEvents,
    ...signsCertificates,
    sends('issue'),
    consumes('issue'),
    dataKey('dynamodb', 's3'),
  ],
  'apply-batch': [
    ...hashes,
    ...changesCertificates,
    table('CertificateWorkTable', 'GetItem', 'PutItem'),
    appendsEvents,
    consumes('certificate-batches'),
    dataKey('dynamodb'),
  ],
  'sweep-certificates': [
    table('CertificatesTable', 'GetItem', 'BatchGetItem'),
    table('CertificateTypesTable', 'Query'),
    ...readsFaceData,
    table('DatasetStatesTable', 'BatchGetItem'),
    index('CertificatesTable', 'byStatusList'),
    table('CertificateWorkTable', 'GetItem', 'BatchGetItem', 'UpdateItem'),
    index('CertificateWorkTable', 'byPending'),
    // Of publications that it ends, and of dead workers.
    appendsEvents,
    index('CertificateWorkTable', 'byUncopied'),
    ...signsCertificates,
    readsSigningChain,
    work('PutObject', 'status-lists/*'),
    sends('issue', 'certificate-batches'),
    dataKey('dynamodb', 's3', 'ssm'),
  ],
};
