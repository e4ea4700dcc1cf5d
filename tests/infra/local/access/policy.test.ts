import { describe, expect, test } from 'vitest';
import { checkOperator, type Condition } from '../../../../infra/local/access/condition.ts';
import { matchesPattern } from '../../../../infra/local/access/matches-pattern.ts';
import { decide, type Need, type Statement } from '../../../../infra/local/access/policy.ts';

const bucket = 'arn:aws-cn:s3:::raw';
const statement = (changes: Partial<Statement>): Statement => ({
  effect: 'Allow',
  actions: ['s3:GetObject'],
  resources: [`${bucket}/excel/*`],
  conditions: [],
  ...changes,
});
const need: Need = { action: 's3:GetObject', resource: `${bucket}/excel/a.xlsx` };

describe('a request is allowed only by a statement that names action and resource', () => {
  test.each<[string, readonly Statement[], Need, boolean]>([
    ['no statement', [], need, false],
    ['action and resource match', [statement({})], need, true],
    ['another action', [statement({ actions: ['s3:PutObject'] })], need, false],
    ['actions are compared without case', [statement({ actions: ['S3:getobject'] })], need, true],
    ['another prefix', [statement({})], { ...need, resource: `${bucket}/pages/1` }, false],
    ['resources are compared with case', [statement({})], { ...need, resource: `${bucket}/Excel/1` }, false],
    ['the bucket is not its objects', [statement({})], { ...need, resource: bucket }, false],
    ['a wildcard as action', [statement({ actions: ['s3:Get*'] })], need, true],
    [
      'a wildcard matches no longer action',
      [statement({ actions: ['s3:GetObject'] })],
      { ...need, action: 's3:GetObjectVersion' },
      false,
    ],
    ['a denial outranks', [statement({}), statement({ effect: 'Deny', actions: ['s3:*'] })], need, false],
    [
      'a denial of another resource does not',
      [statement({}), statement({ effect: 'Deny', resources: [bucket] })],
      need,
      true,
    ],
    ['a denial alone allows nothing', [statement({ effect: 'Deny', resources: [bucket] })], need, false],
  ])('%s', (_, statements, asked, allowed) => {
    expect(decide(statements, asked).allowed).toBe(allowed);
  });

  test('names the pairs that allow', () => {
    const statements = [statement({ actions: ['s3:GetObject', 's3:PutObject'], resources: [`${bucket}/*`, bucket] })];
    expect(decide(statements, need).by).toEqual([{ action: 's3:GetObject', resource: `${bucket}/*` }]);
  });
});

describe('conditions', () => {
  const likeRate = (operator: string): Condition => ({ operator, key: 'dynamodb:LeadingKeys', values: ['rate#*'] });
  test.each<[string, Condition, Need['context'], boolean]>([
    ['StringLike holds', likeRate('StringLike'), { 'dynamodb:LeadingKeys': ['rate#1'] }, true],
    ['StringLike fails', likeRate('StringLike'), { 'dynamodb:LeadingKeys': ['use#1'] }, false],
    ['a key is compared without case', likeRate('StringLike'), { 'DynamoDB:leadingkeys': ['rate#1'] }, true],
    ['a missing key fails', likeRate('StringLike'), {}, false],
    ['a missing key holds for IfExists', likeRate('StringLikeIfExists'), {}, true],
    ['IfExists fails for another value', likeRate('StringLikeIfExists'), { 'dynamodb:LeadingKeys': ['use#1'] }, false],
    ['a missing key holds for a negative operator', likeRate('StringNotLike'), {}, true],
    [
      'a negative operator fails for the value',
      likeRate('StringNotLike'),
      { 'dynamodb:LeadingKeys': ['rate#1'] },
      false,
    ],
    ['all values', likeRate('ForAllValues:StringLike'), { 'dynamodb:LeadingKeys': ['rate#1', 'rate#2'] }, true],
    ['not all values', likeRate('ForAllValues:StringLike'), { 'dynamodb:LeadingKeys': ['rate#1', 'use#2'] }, false],
    ['any value', likeRate('ForAnyValue:StringLike'), { 'dynamodb:LeadingKeys': ['rate#1', 'use#2'] }, true],
    [
      'Bool',
      { operator: 'Bool', key: 'aws:SecureTransport', values: ['false'] },
      { 'aws:SecureTransport': ['true'] },
      false,
    ],
    ['Null: absent', { operator: 'Null', key: 's3:prefix', values: ['true'] }, {}, true],
    ['Null: present', { operator: 'Null', key: 's3:prefix', values: ['true'] }, { 's3:prefix': ['a'] }, false],
    ['StringEquals knows no wildcard', { operator: 'StringEquals', key: 'k', values: ['a*'] }, { k: ['ab'] }, false],
  ])('%s', (_, condition, context, allowed) => {
    expect(decide([statement({ conditions: [condition] })], { ...need, context: context ?? {} }).allowed).toBe(allowed);
  });

  test('an operator that is not evaluated is refused', () => {
    expect(() => checkOperator('IpAddress')).toThrow('IpAddress');
    expect(() => checkOperator('ForAllValues:StringLikeIfExists')).not.toThrow();
  });
});

test.each<[string, string, boolean]>([
  ['table/guiji-*', 'table/guiji-local-records', true],
  ['table/a', 'table/ab', false],
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['a.c*', 'abcd', false],
  ['*', 'a\nb', true],
])('%s and %s', (pattern, text, matches) => {
  expect(matchesPattern(pattern, text)).toBe(matches);
});
