import type { QueueName } from '../../schemas/collection/queue-state.ts';

/** Logical ids of infra/resources/tables.yml. */
type Table =
  | 'DepartmentsTable'
  | 'AccountsTable'
  | 'PapersTable'
  | 'CatalogueTable'
  | 'DeliveriesTable'
  | 'DatasetStatesTable'
  | 'SourcesTable'
  | 'RejectedRowsTable'
  | 'RecordsTable'
  | 'CertificatesTable'
  | 'CertificateTypesTable'
  | 'CertificateWorkTable'
  | 'IdempotencyTable'
  | 'ChangesTable'
  | 'EventsTable'
  | 'AuditLogTable'
  | 'SharingTable';

export type GrantedResource =
  | { readonly table: Table }
  | { readonly index: string; readonly of: Table }
  | { readonly bucket: Bucket }
  /** A pattern of keys, such as `staged/*`. */
  | { readonly objects: string; readonly of: Bucket }
  | { readonly queue: QueueName }
  | { readonly deadLettersOf: QueueName }
  /** Below the stage's parameters, such as `sources/*`. */
  | { readonly parameter: string }
  | { readonly key: 'DataKey' | 'SigningKey' }
  /** CloudWatch grants all metrics or none. */
  | { readonly metrics: 'all' };

/** Logical ids of infra/resources/buckets.yml. */
type Bucket = 'RawBucket' | 'WorkBucket' | 'AuditBucket';

export type Grant = {
  readonly actions: readonly string[];
  readonly on: readonly GrantedResource[];
  /** Operator, then condition key, then values. */
  readonly condition?: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
};

type TableOperation =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem';

export const table = (name: Table, ...operations: readonly TableOperation[]): Grant => ({
  actions: operations.map((operation) => `dynamodb:${operation}`),
  on: [{ table: name }],
});
/** Queries one index. */
export const index = (of: Table, name: string): Grant => ({ actions: ['dynamodb:Query'], on: [{ index: name, of }] });
/** Operations on partitions below these prefixes of the hash key. */
export const partitions = (granted: Grant, ...prefixes: readonly string[]): Grant => ({
  ...granted,
  condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': prefixes.map((prefix) => `${prefix}*`) } },
});
export const raw = (action: 'GetObject' | 'GetObjectVersion' | 'PutObject', keys: string): Grant => ({
  actions: [`s3:${action}`],
  on: [{ objects: keys, of: 'RawBucket' }],
});
export const work = (action: 'GetObject' | 'PutObject' | 'DeleteObject', ...keys: readonly string[]): Grant => ({
  actions: [`s3:${action}`],
  on: keys.map((objects) => ({ objects, of: 'WorkBucket' })),
});
/** Reads what it put, and puts; every version is kept. */
export const seals: Grant = {
  actions: ['s3:GetObject', 's3:PutObject'],
  on: ['seals/*', 'entries/*'].map((objects) => ({ objects, of: 'AuditBucket' })),
};
/** Of several uploads at one address the first counts. */
export const listsVersions: Grant = { actions: ['s3:ListBucketVersions'], on: [{ bucket: 'RawBucket' }] };
/** Without it S3 answers 403 instead of 404 for a missing object. */
export const lists = (bucket: Bucket): Grant => ({ actions: ['s3:ListBucket'], on: [{ bucket }] });
export const sends = (...queues: readonly QueueName[]): Grant => ({
  actions: ['sqs:SendMessage', 'sqs:GetQueueUrl'],
  on: queues.map((queue) => ({ queue })),
});
/** Lambda polls with the first three; the function postpones a message that failed. */
export const consumes = (queue: QueueName): Grant => ({
  actions: [
    'sqs:ReceiveMessage',
    'sqs:DeleteMessage',
    'sqs:GetQueueAttributes',
    'sqs:GetQueueUrl',
    'sqs:ChangeMessageVisibility',
  ],
  on: [{ queue }],
});
export const signs: Grant = { actions: ['kms:Sign', 'kms:GetPublicKey'], on: [{ key: 'SigningKey' }] };

/** The key of the stores, for what these services do on the function's behalf. */
export const dataKey = (...services: readonly ('dynamodb' | 's3' | 'ssm')[]): Grant => ({
  actions: services.includes('s3') ? ['kms:Decrypt', 'kms:GenerateDataKey'] : ['kms:Decrypt'],
  on: [{ key: 'DataKey' }],
  condition: {
    StringLike: {
      'kms:ViaService': services.map((service) => `${service}.\${AWS::Region}.amazonaws.com*`),
    },
  },
});

/** Encrypts with the key of the stores by way of a service. */
export const encrypts = (service: 'ssm'): Grant => ({ ...dataKey(service), actions: ['kms:Encrypt'] });

/** Who is behind an account, where a second person is asked. */
export const readsPersonBehind: Grant = table('AccountsTable', 'GetItem');
/** Reads the certificates of the signing key. */
export const readsSigningChain: Grant = { actions: ['ssm:GetParameter'], on: [{ parameter: 'signing-chain' }] };

/** Reads the key that hashes subjects and record keys. */
export const hashes: readonly Grant[] = [
  { actions: ['ssm:GetParameter'], on: [{ parameter: 'subject-key' }] },
  dataKey('ssm'),
];
