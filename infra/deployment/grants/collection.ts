import {
  type Grant,
  consumes,
  dataKey,
  encrypts,
  hashes,
  index,
  lists,
  listsVersions,
  raw,
  sends,
  readsPersonBehind,
  table,
  work,
} from '../grant.ts';
import { queues } from '../queues.ts';
import { appendsEvents, idempotent, readsCatalogue, recordsDownloads } from './shared.ts';

/** Changes deliveries, and orders the next one of the dataset. */
const changesDeliveries = [
  table('DeliveriesTable', 'GetItem', 'UpdateItem'),
  index('DeliveriesTable', 'byDataset'),
  appendsEvents,
];
const ingests = [
  ...changesDeliveries,
  readsCatalogue,
  // Links are in this table, too.
  table('DatasetStatesTable', 'GetItem', 'Query', 'PutItem', 'UpdateItem'),
  // Staged lines of rows that are in conflict are taken back.
  work('GetObject', 'indexes/*', 'staged/*'),
  work('PutObject', 'indexes/*', 'changes/*', 'staged/*'),
  sends('ingest', 'ingest-pages', 'load'),
  dataKey('dynamodb', 's3'),
] satisfies readonly Grant[];
const uploads = { objects: 'deliveries/*', of: 'RawBucket' } as const;

/** Of the functions of collection, by their names. */
export const collectionGrants: Readonly<Record<string, readonly Grant[]>> = {
  'collection-api': [
    table('DeliveriesTable', 'PutItem'),
    ...changesDeliveries,
    index('DeliveriesTable', 'byStatus'),
    readsPersonBehind,
    // Names of departments.
    table('DepartmentsTable', 'GetItem'),
    table('CatalogueTable', 'GetItem'),
    table('DatasetStatesTable', 'GetItem', 'Query', 'UpdateItem'),
    table('CertificateTypesTable', 'Query'),
    // Update sheets, the people whom they name, and archives.
    table('PapersTable', 'GetItem', 'Query', 'PutItem', 'UpdateItem'),
    idempotent,
    // It signs uploads of workbooks; it cannot read them. It joins or ends those in parts.
    raw('PutObject', 'deliveries/*'),
    { actions: ['s3:ListMultipartUploadParts', 's3:AbortMultipartUpload'], on: [uploads] },
    // The role reads uploads of papers and writes copies: papers are judged by their bytes.
    raw('PutObject', 'paper-uploads/*'),
    raw('GetObject', 'paper-uploads/*'),
    raw('PutObject', 'papers/*'),
    raw('GetObject', 'papers/*'),
    lists('RawBucket'),
    work('GetObject', 'staged/*', 'annotated/*'),
    lists('WorkBucket'),
    sends('ingest', 'ingest-pages', 'load', 'publish', 'issue'),
    // The state of the queues, and how old their messages are.
    { actions: ['cloudwatch:GetMetricData'], on: [{ metrics: 'all' }] },
    {
      actions: ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'],
      on: queues.flatMap(({ name }) => [{ queue: name }, { deadLettersOf: name }]),
    },
    recordsDownloads,
    dataKey('dynamodb', 's3'),
  ],
  'collection-templates': [
    readsCatalogue,
    table('DepartmentsTable', 'GetItem'),
    // Update sheets; archives, with the receipts of links, as a zip.
    table('PapersTable', 'GetItem', 'Query'),
    table('DatasetStatesTable', 'Query'),
    raw('GetObject', 'papers/*'),
    work('PutObject', 'archives/*'),
    work('GetObject', 'archives/*'),
    recordsDownloads,
    dataKey('dynamodb', 's3'),
  ],
  'sources-api': [
    table('SourcesTable', 'GetItem', 'PutItem', 'UpdateItem'),
    appendsEvents,
    index('SourcesTable', 'byKind'),
    index('RejectedRowsTable', 'byPending'),
    table('CatalogueTable', 'GetItem'),
    // Names of accounts and departments.
    table('AccountsTable', 'GetItem'),
    table('DepartmentsTable', 'GetItem'),
    // It cannot read them.
    { actions: ['ssm:PutParameter', 'ssm:DeleteParameter'], on: [{ parameter: 'sources/*' }] },
    encrypts('ssm'),
    sends('pull'),
    dataKey('dynamodb'),
  ],
  'sources-connect': [
    table('SourcesTable', 'GetItem', 'UpdateItem'),
    table('RejectedRowsTable', 'GetItem', 'UpdateItem'),
    index('RejectedRowsTable', 'byPending'),
    // It also marks the event of the registration as copied.
    table('DeliveriesTable', 'GetItem', 'PutItem', 'UpdateItem'),
    appendsEvents,
    readsCatalogue,
    raw('GetObject', 'pulls/*'),
    raw('PutObject', 'pulls/*/manifest-*.json'),
    { actions: ['ssm:GetParameter'], on: [{ parameter: 'sources/*' }] },
    sends('pull', 'replays', 'ingest-pages'),
    recordsDownloads,
    dataKey('dynamodb', 's3', 'ssm'),
  ],
  'receive-upload': [
    table('DeliveriesTable', 'GetItem', 'UpdateItem'),
    appendsEvents,
    listsVersions,
    sends('ingest'),
    consumes('arrivals'),
    dataKey('dynamodb'),
  ],
  'ingest-excel': [
    ...hashes,
    ...ingests,
    raw('GetObjectVersion', 'deliveries/*'),
    sends('annotate'),
    consumes('ingest'),
  ],
  'start-due-sources': [
    table('SourcesTable', 'UpdateItem'),
    index('SourcesTable', 'byPending'),
    sends('pull'),
    dataKey('dynamodb'),
  ],
  'pull-source': [
    table('SourcesTable', 'GetItem', 'UpdateItem'),
    table('RejectedRowsTable', 'UpdateItem'),
    index('RejectedRowsTable', 'byPending'),
    // It also marks the event of the registration as copied.
    table('DeliveriesTable', 'GetItem', 'PutItem', 'UpdateItem'),
    appendsEvents,
    table('CatalogueTable', 'GetItem'),
    raw('GetObject', 'pulls/*'),
    raw('PutObject', 'pulls/*'),
    work('GetObject', 'staged/*'),
    { actions: ['ssm:GetParameter'], on: [{ parameter: 'sources/*' }] },
    sends('pull', 'replays', 'ingest-pages'),
    consumes('pull'),
    dataKey('dynamodb', 's3', 'ssm'),
  ],
  'replay-all': [
    table('SourcesTable', 'GetItem', 'UpdateItem'),
    table('RejectedRowsTable', 'GetItem', 'UpdateItem'),
    index('RejectedRowsTable', 'byPending'),
    // It also marks the event of the registration as copied.
    table('DeliveriesTable', 'GetItem', 'PutItem', 'UpdateItem'),
    appendsEvents,
    readsCatalogue,
    // Manifests of the pulls, and of the deliveries that replay their rows.
    raw('GetObject', 'pulls/*'),
    raw('PutObject', 'pulls/*/manifest-*.json'),
    sends('ingest-pages', 'pull', 'replays'),
    consumes('replays'),
    dataKey('dynamodb', 's3'),
  ],
  'ingest-pages': [
    ...hashes,
    ...ingests,
    index('RejectedRowsTable', 'byPending'),
    raw('GetObject', 'pulls/*'),
    sends('pull'),
    consumes('ingest-pages'),
  ],
  'load-part': [
    table('DeliveriesTable', 'GetItem', 'UpdateItem'),
    appendsEvents,
    table('DatasetStatesTable', 'GetItem'),
    // It reads what a delivery leaves out from the newest visible version.
    table('RecordsTable', 'BatchWriteItem', 'Query'),
    work('GetObject', 'staged/*'),
    sends('load', 'publish'),
    consumes('load'),
    dataKey('dynamodb', 's3'),
  ],
  'publish-delivery': [
    ...changesDeliveries,
    table('DatasetStatesTable', 'GetItem', 'Query', 'PutItem', 'UpdateItem'),
    table('CertificateTypesTable', 'Query'),
    // Discarding removes what was loaded.
    table('RecordsTable', 'BatchWriteItem'),
    work('GetObject', 'staged/*'),
    sends('ingest', 'ingest-pages', 'publish', 'annotate', 'pull', 'issue'),
    consumes('publish'),
    dataKey('dynamodb', 's3'),
  ],
  'annotate-workbook': [
    table('DeliveriesTable', 'GetItem', 'UpdateItem'),
    appendsEvents,
    readsCatalogue,
    table('DepartmentsTable', 'GetItem'),
    raw('GetObjectVersion', 'deliveries/*'),
    work('GetObject', 'staged/*'),
    work('PutObject', 'annotated/*'),
    consumes('annotate'),
    dataKey('dynamodb', 's3'),
  ],
  'sweep-deliveries': [
    table('DeliveriesTable', 'GetItem', 'UpdateItem'),
    appendsEvents,
    index('DeliveriesTable', 'byPending'),
    index('DeliveriesTable', 'byUncopied'),
    // Events of the catalogue, links, sources, archives and applications that dead workers left.
    table('CatalogueTable', 'GetItem', 'UpdateItem'),
    index('CatalogueTable', 'byUncopied'),
    table('DatasetStatesTable', 'GetItem', 'UpdateItem'),
    index('DatasetStatesTable', 'byUncopied'),
    table('SourcesTable', 'GetItem', 'UpdateItem'),
    index('SourcesTable', 'byUncopied'),
    table('PapersTable', 'GetItem', 'UpdateItem'),
    index('PapersTable', 'byUncopied'),
    table('SharingTable', 'GetItem', 'UpdateItem'),
    index('SharingTable', 'byUncopied'),
    { actions: ['s3:AbortMultipartUpload'], on: [uploads] },
    // It looks for uploads of which nobody told.
    listsVersions,
    sends('ingest', 'ingest-pages', 'load', 'publish', 'annotate', 'pull'),
    dataKey('dynamodb', 's3'),
  ],
  'sweep-objects': [
    table('DeliveriesTable', 'GetItem'),
    table('DatasetStatesTable', 'GetItem', 'Query'),
    { actions: ['s3:DeleteObject'], on: ['staged/*', 'indexes/*'].map((objects) => ({ objects, of: 'WorkBucket' })) },
    lists('WorkBucket'),
    dataKey('dynamodb', 's3'),
  ],
};
