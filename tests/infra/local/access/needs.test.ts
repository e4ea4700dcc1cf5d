import { describe, expect, test } from 'vitest';
import { dynamodbNeeds, tableKeys } from '../../../../infra/local/access/dynamodb-needs.ts';
import { arnPartsIn } from '../../../../infra/local/access/resolve-reference.ts';
import { knowMissingNeed, s3Need } from '../../../../infra/local/access/s3-needs.ts';
import { kmsNeeds, sqsNeeds, ssmNeeds } from '../../../../infra/local/access/service-needs.ts';

const parts = arnPartsIn('cn-north-1');
const keys = tableKeys(
  [
    {
      TableName: 'things',
      AttributeDefinitions: [],
      KeySchema: [
        { AttributeName: 'item', KeyType: 'RANGE' },
        { AttributeName: 'id', KeyType: 'HASH' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byOwner',
          KeySchema: [{ AttributeName: 'owner', KeyType: 'HASH' }],
          Projection: { ProjectionType: 'ALL' },
        },
      ],
    },
  ],
  parts,
);
const table = 'arn:aws-cn:dynamodb:cn-north-1:000000000000:table/things';
const leading = (...values: string[]) => ({ 'dynamodb:LeadingKeys': values });
const id = (value: string) => ({ id: { S: value }, item: { S: 'x' } });

describe('DynamoDB', () => {
  test.each<[string, string, object, readonly object[]]>([
    [
      'an item by its key',
      'GetItem',
      { TableName: 'things', Key: id('a') },
      [{ action: 'dynamodb:GetItem', resource: table, context: leading('a') }],
    ],
    [
      'a put item',
      'PutItem',
      { TableName: 'things', Item: { ...id('a'), owner: { S: 'o' } } },
      [{ action: 'dynamodb:PutItem', resource: table, context: leading('a') }],
    ],
    [
      'a query',
      'Query',
      {
        TableName: 'things',
        KeyConditionExpression: 'begins_with(#item, :from) AND #id = :id',
        ExpressionAttributeNames: { '#id': 'id', '#item': 'item' },
        ExpressionAttributeValues: { ':id': { S: 'a' }, ':from': { S: 'x' } },
      },
      [{ action: 'dynamodb:Query', resource: table, context: leading('a') }],
    ],
    [
      'a query on an index needs the index, not the table',
      'Query',
      {
        TableName: 'things',
        IndexName: 'byOwner',
        KeyConditionExpression: 'owner = :owner',
        ExpressionAttributeValues: { ':owner': { S: 'o' } },
      },
      [{ action: 'dynamodb:Query', resource: `${table}/index/byOwner`, context: leading('o') }],
    ],
    ['a scan', 'Scan', { TableName: 'things' }, [{ action: 'dynamodb:Scan', resource: table }]],
    [
      'a batch reads each table',
      'BatchGetItem',
      { RequestItems: { things: { Keys: [id('a'), id('b')] }, others: { Keys: [{ key: { S: 'c' } }] } } },
      [
        { action: 'dynamodb:BatchGetItem', resource: table, context: leading('a', 'b') },
        { action: 'dynamodb:BatchGetItem', resource: table.replace('things', 'others'), context: {} },
      ],
    ],
    [
      'a batch writes and deletes by one permission',
      'BatchWriteItem',
      { RequestItems: { things: [{ PutRequest: { Item: id('a') } }, { DeleteRequest: { Key: id('b') } }] } },
      [{ action: 'dynamodb:BatchWriteItem', resource: table, context: leading('a', 'b') }],
    ],
    [
      'a transaction needs the permission of each item',
      'TransactWriteItems',
      {
        TransactItems: [
          { ConditionCheck: { TableName: 'things', Key: id('a') } },
          { Update: { TableName: 'things', Key: id('b') } },
        ],
      },
      [
        { action: 'dynamodb:ConditionCheckItem', resource: table, context: leading('a') },
        { action: 'dynamodb:UpdateItem', resource: table, context: leading('b') },
      ],
    ],
    [
      'a description of a table',
      'DescribeTable',
      { TableName: 'things' },
      [{ action: 'dynamodb:DescribeTable', resource: table }],
    ],
  ])('%s', (_, operation, body, needs) => {
    expect(dynamodbNeeds(operation, body, keys)).toEqual(needs);
  });

  test('a body without a table is refused', () => {
    expect(() => dynamodbNeeds('GetItem', { Key: id('a') }, keys)).toThrow();
  });
});

const raw = 'arn:aws-cn:s3:::raw';
describe('S3', () => {
  test.each<[string, readonly [string, string | null, Record<string, string>], string, string]>([
    ['reads', ['GET', 'a/b', {}], 's3:GetObject', `${raw}/a/b`],
    ['reads headers', ['HEAD', 'a/b', {}], 's3:GetObject', `${raw}/a/b`],
    ['reads a version', ['GET', 'a', { versionId: '1' }], 's3:GetObjectVersion', `${raw}/a`],
    ['writes', ['PUT', 'a', {}], 's3:PutObject', `${raw}/a`],
    ['begins an upload in parts', ['POST', 'a', { uploads: '' }], 's3:PutObject', `${raw}/a`],
    ['writes a part', ['PUT', 'a', { uploadId: 'u', partNumber: '1' }], 's3:PutObject', `${raw}/a`],
    ['aborts an upload', ['DELETE', 'a', { uploadId: 'u' }], 's3:AbortMultipartUpload', `${raw}/a`],
    ['lists parts', ['GET', 'a', { uploadId: 'u' }], 's3:ListMultipartUploadParts', `${raw}/a`],
    ['deletes', ['DELETE', 'a', {}], 's3:DeleteObject', `${raw}/a`],
    ['deletes a version', ['DELETE', 'a', { versionId: '1' }], 's3:DeleteObjectVersion', `${raw}/a`],
    ['lists', ['GET', null, { 'list-type': '2', prefix: 'a/' }], 's3:ListBucket', raw],
    ['lists versions', ['GET', null, { versions: '' }], 's3:ListBucketVersions', raw],
  ])('%s', (_, [method, key, query], action, resource) => {
    expect(s3Need({ method, bucket: 'raw', key, query: new Map(Object.entries(query)) }, parts)).toMatchObject({
      action,
      resource,
    });
  });

  test('a listing states its prefix, the search for a missing object none', () => {
    const query = new Map([['prefix', 'a/']]);
    expect(s3Need({ method: 'GET', bucket: 'raw', key: null, query }, parts).context).toEqual({ 's3:prefix': ['a/'] });
    expect(knowMissingNeed('raw', parts)).toEqual({ action: 's3:ListBucket', resource: raw });
  });
});

test.each<[string, object, string, string]>([
  ['SendMessageBatch', { QueueUrl: 'http://127.0.0.1:1/000000000000/work' }, 'sqs:SendMessage', 'work'],
  ['GetQueueUrl', { QueueName: 'work' }, 'sqs:GetQueueUrl', 'work'],
  ['DeleteMessageBatch', { QueueUrl: 'http://h/0/work' }, 'sqs:DeleteMessage', 'work'],
])('SQS: %s', (operation, body, action, queue) => {
  expect(sqsNeeds(operation, body, parts)).toEqual([
    { action, resource: `arn:aws-cn:sqs:cn-north-1:000000000000:${queue}` },
  ]);
});

test.each<[string, object, readonly string[]]>([
  ['GetParameter', { Name: '/guiji/sources/a' }, ['parameter/guiji/sources/a']],
  ['GetParameters', { Names: ['/a', 'b'] }, ['parameter/a', 'parameter/b']],
  ['GetParametersByPath', { Path: '/guiji' }, ['parameter/guiji']],
  ['DescribeParameters', {}, ['parameter/*']],
])('the Parameter Store: %s', (operation, body, resources) => {
  expect(ssmNeeds(operation, body, parts)).toEqual(
    resources.map((resource) => ({
      action: `ssm:${operation}`,
      resource: `arn:aws-cn:ssm:cn-north-1:000000000000:${resource}`,
    })),
  );
});

test.each<[string, string]>([
  ['its alias', 'alias/certificates'],
  ['the ARN of its alias', 'arn:aws-cn:kms:cn-north-1:000000000000:alias/certificates'],
  ['its id', 'SigningKey'],
  ['its ARN', 'arn:aws-cn:kms:cn-north-1:000000000000:key/SigningKey'],
])('KMS: a key by %s', (_, KeyId) => {
  const keyAliases = new Map([['alias/certificates', 'SigningKey']]);
  expect(kmsNeeds('Sign', { KeyId }, { parts, keyAliases })).toEqual([
    { action: 'kms:Sign', resource: 'arn:aws-cn:kms:cn-north-1:000000000000:key/SigningKey' },
  ]);
});
