import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueUrlCommand, ReceiveMessageCommand, SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { functionCredentials } from '../../../../infra/local/access/access.ts';
import { localCredentials } from '../../../../infra/local/local-credentials.ts';
import { resolvedService, type ResolvedService } from '../../../../infra/local/resolved-service.ts';
import { startStores, type StartedStores } from '../../../../infra/local/stores.ts';

// The stand-ins under a role of one function, which is granted a little of each service.

const statement = (Action: readonly string[], Resource: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition === undefined ? {} : { Condition }),
});
const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: 'little',
    Policies: [
      {
        PolicyDocument: {
          Statement: [
            statement(['dynamodb:GetItem', 'dynamodb:BatchGetItem'], [{ 'Fn::GetAtt': ['DepartmentsTable', 'Arn'] }]),
            statement(
              ['dynamodb:PutItem'],
              { 'Fn::GetAtt': 'AccountsTable.Arn' },
              {
                'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['rate#*'] },
              },
            ),
            statement(['dynamodb:Query'], { 'Fn::Sub': '${CatalogueTable.Arn}/index/byListing' }),
            statement(['s3:PutObject', 's3:GetObject'], { 'Fn::Sub': '${WorkBucket.Arn}/parts/*' }),
            statement(['s3:GetObject'], { 'Fn::Sub': '${RawBucket.Arn}/*' }),
            statement(['s3:ListBucket'], { 'Fn::GetAtt': ['RawBucket', 'Arn'] }),
            statement(['sqs:SendMessage', 'sqs:GetQueueUrl'], { 'Fn::GetAtt': ['LoadQueue', 'Arn'] }),
            statement(['kms:GetPublicKey'], { 'Fn::GetAtt': ['SigningKey', 'Arn'] }),
            statement(['ssm:GetParameter'], {
              'Fn::Sub': 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/guiji-local/sources/*',
            }),
          ],
        },
      },
    ],
  },
};

let stateDir: string;
let stores: StartedStores;
let service: ResolvedService;
const settings = { region: 'cn-north-1', credentials: functionCredentials('little'), maxAttempts: 1 };
let dynamodb: DynamoDBClient;
let s3: S3Client;
let sqs: SQSClient;
let ssm: SSMClient;
let kms: KMSClient;
beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'guiji-access-'));
  const resolved = await resolvedService();
  service = {
    ...resolved,
    functions: {
      little: { name: 'little', handler: '', role: 'LittleRole', package: { patterns: [] }, environment: {} },
    },
    resources: { Resources: { ...resolved.resources.Resources, LittleRole: role } },
  };
  stores = await startStores({ stateDir, service });
  const { endpoints } = stores;
  dynamodb = new DynamoDBClient({ ...settings, endpoint: endpoints.dynamodb });
  s3 = new S3Client({ ...settings, endpoint: endpoints.s3, forcePathStyle: true });
  sqs = new SQSClient({ ...settings, endpoint: endpoints.sqs });
  ssm = new SSMClient({ ...settings, endpoint: endpoints.ssm });
  kms = new KMSClient({ ...settings, endpoint: endpoints.kms });
  const operator = new S3Client({
    ...settings,
    credentials: localCredentials,
    endpoint: endpoints.s3,
    forcePathStyle: true,
  });
  for (const [Bucket, Key] of [
    ['guiji-local-work', 'parts/1'],
    ['guiji-local-work', 'indexes/1'],
  ])
    await operator.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
  operator.destroy();
});
afterAll(async () => {
  for (const client of [dynamodb, s3, sqs, ssm, kms]) client.destroy();
  await stores.close();
  rmSync(stateDir, { recursive: true, force: true });
});

/** `done`, or the code of the refusal as the SDK reports it. */
const outcome = async (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => 'done',
    (error: unknown) => (error instanceof Error ? error.name : String(error)),
  );
const key = (table: string, name: string, value: string) => ({
  TableName: `guiji-local-${table}`,
  Key: { [name]: { S: value } },
});
const put = (subject: string) =>
  new PutItemCommand({ TableName: 'guiji-local-accounts', Item: { subject: { S: subject } } });
const listing = (IndexName?: string) =>
  new QueryCommand({
    TableName: 'guiji-local-catalogue',
    IndexName,
    KeyConditionExpression: `${IndexName === undefined ? 'dataset' : 'listed'} = :x`,
    ExpressionAttributeValues: { ':x': { S: 'x' } },
  });
const urlOf = (queue: string) => stores.queueUrls.get(`guiji-local-${queue}`) ?? '';

describe('each store refuses what the role does not grant', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['a granted table', () => dynamodb.send(new GetItemCommand(key('departments', 'id', 'a'))), 'done'],
    [
      'another table',
      () => dynamodb.send(new GetItemCommand(key('accounts', 'subject', 'a'))),
      'AccessDeniedException',
    ],
    [
      'a batch of a granted and another table',
      () =>
        dynamodb.send(
          new BatchGetItemCommand({
            RequestItems: {
              'guiji-local-departments': { Keys: [{ id: { S: 'a' } }] },
              'guiji-local-accounts': { Keys: [{ subject: { S: 'a' } }] },
            },
          }),
        ),
      'AccessDeniedException',
    ],
    ['a granted partition', () => dynamodb.send(put('rate#1')), 'done'],
    ['another partition', () => dynamodb.send(put('somebody')), 'AccessDeniedException'],
    ['a granted index', () => dynamodb.send(listing('byListing')), 'done'],
    ['its table', () => dynamodb.send(listing()), 'AccessDeniedException'],
    ['a granted prefix', () => s3.send(new GetObjectCommand({ Bucket: 'guiji-local-work', Key: 'parts/1' })), 'done'],
    [
      'another prefix',
      () => s3.send(new GetObjectCommand({ Bucket: 'guiji-local-work', Key: 'indexes/1' })),
      'AccessDenied',
    ],
    [
      'a granted write',
      () => s3.send(new PutObjectCommand({ Bucket: 'guiji-local-work', Key: 'parts/2', Body: 'x' })),
      'done',
    ],
    [
      'a write of another bucket',
      () => s3.send(new PutObjectCommand({ Bucket: 'guiji-local-raw', Key: 'parts/2', Body: 'x' })),
      'AccessDenied',
    ],
    [
      'a missing object where the bucket may be listed',
      () => s3.send(new GetObjectCommand({ Bucket: 'guiji-local-raw', Key: 'none' })),
      'NoSuchKey',
    ],
    [
      'a missing object where it may not',
      () => s3.send(new GetObjectCommand({ Bucket: 'guiji-local-work', Key: 'parts/none' })),
      'AccessDenied',
    ],
    ['a granted queue', () => sqs.send(new GetQueueUrlCommand({ QueueName: 'guiji-local-load' })), 'done'],
    [
      'messages to it',
      () =>
        sqs.send(
          new SendMessageBatchCommand({
            QueueUrl: urlOf('load'),
            Entries: [{ Id: 'a', MessageBody: '界'.repeat(9000) }],
          }),
        ),
      'done',
    ],
    ['its messages', () => sqs.send(new ReceiveMessageCommand({ QueueUrl: urlOf('load') })), 'AccessDeniedException'],
    [
      'another queue',
      () =>
        sqs.send(new SendMessageBatchCommand({ QueueUrl: urlOf('pull'), Entries: [{ Id: 'a', MessageBody: 'x' }] })),
      'AccessDeniedException',
    ],
    [
      'a granted parameter, which is missing',
      () => ssm.send(new GetParameterCommand({ Name: '/guiji-local/sources/a' })),
      'ParameterNotFound',
    ],
    [
      'another parameter',
      () => ssm.send(new GetParameterCommand({ Name: '/guiji-local/other' })),
      'AccessDeniedException',
    ],
    [
      'another operation on it',
      () => ssm.send(new PutParameterCommand({ Name: '/guiji-local/sources/a', Value: 'x', Type: 'SecureString' })),
      'AccessDeniedException',
    ],
    ['a granted key', () => kms.send(new GetPublicKeyCommand({ KeyId: 'alias/guiji-local-certificates' })), 'done'],
    [
      'another action on it',
      () =>
        kms.send(
          new SignCommand({
            KeyId: 'alias/guiji-local-certificates',
            Message: Buffer.alloc(32),
            MessageType: 'DIGEST',
            SigningAlgorithm: 'ECDSA_SHA_256',
          }),
        ),
      'AccessDeniedException',
    ],
    [
      'another key',
      () => kms.send(new GetPublicKeyCommand({ KeyId: 'alias/guiji-local-data' })),
      'AccessDeniedException',
    ],
  ])('%s', async (_, send, expected) => {
    expect(await outcome(send())).toBe(expected);
  });

  test.each(['dynamodb', 'sqs', 'ssm', 'kms'] as const)('nobody calls %s without a signature', async (service) => {
    const target = {
      dynamodb: 'DynamoDB_20120810.ListTables',
      sqs: 'AmazonSQS.ListQueues',
      ssm: 'AmazonSSM.GetParameter',
      kms: 'TrentService.Sign',
    };
    const answer = await fetch(stores.endpoints[service], {
      method: 'POST',
      headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': target[service] },
      body: '{}',
    });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('MissingAuthenticationToken')]);
  });

  test('the name of the operator without the secret of this start opens nothing', async () => {
    const credentials = { accessKeyId: 'LOCAL', secretAccessKey: 'local-secret-of-the-local-stack' };
    const guessing = { ...settings, credentials };
    const tables = new DynamoDBClient({ ...guessing, endpoint: stores.endpoints.dynamodb });
    const queues = new SQSClient({ ...guessing, endpoint: stores.endpoints.sqs });
    expect(await outcome(tables.send(put('a')))).toBe('InvalidSignatureException');
    expect(await outcome(queues.send(new ReceiveMessageCommand({ QueueUrl: urlOf('ingest') })))).toMatch(/Signature/);
    tables.destroy();
    queues.destroy();
  });

  test('a signer whom nobody knows', async () => {
    const stranger = new DynamoDBClient({
      ...settings,
      credentials: functionCredentials('stranger'),
      endpoint: stores.endpoints.dynamodb,
    });
    expect(await outcome(stranger.send(new GetItemCommand(key('departments', 'id', 'a'))))).toBe(
      'UnrecognizedClientException',
    );
    stranger.destroy();
  });
});

describe('what is signed for another is checked when it is used', () => {
  const upload = async (bucket: string) => {
    const { url, fields } = await createPresignedPost(s3, { Bucket: bucket, Key: 'parts/form' });
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob(['x']));
    return await fetch(url, { method: 'POST', body: form });
  };
  const download = async (Key: string) =>
    await fetch(await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'guiji-local-work', Key })));

  test.each<[string, () => Promise<Response>, number]>([
    ['a form for a granted bucket', () => upload('guiji-local-work'), 204],
    ['a form for another', () => upload('guiji-local-raw'), 403],
    ['a granted address', () => download('parts/1'), 200],
    ['an address of another prefix', () => download('indexes/1'), 403],
  ])('%s', async (_, use, status) => {
    expect((await use()).status).toBe(status);
  });
});

test('what was allowed is recorded as used, what was refused as a denial', async () => {
  await dynamodb.send(new GetItemCommand(key('departments', 'id', 'a')));
  await outcome(dynamodb.send(new GetItemCommand(key('records', 'id', 'a'))));
  await outcome(s3.send(new HeadObjectCommand({ Bucket: 'guiji-local-raw', Key: 'none' })));
  const used = stores.access.grants().flatMap((grant) => (grant.role === 'LittleRole' && grant.used ? [grant] : []));
  const table = 'arn:aws-cn:dynamodb:cn-north-1:000000000000:table/guiji-local-departments';
  expect(used).toContainEqual({ role: 'LittleRole', action: 'dynamodb:GetItem', resource: table, used: true });
  expect(used).toContainEqual(expect.objectContaining({ action: 's3:ListBucket' }));
  expect(stores.access.denials()).toContainEqual({
    role: 'LittleRole',
    functionName: 'little',
    action: 'dynamodb:GetItem',
    resource: table.replace('departments', 'records'),
  });
});
