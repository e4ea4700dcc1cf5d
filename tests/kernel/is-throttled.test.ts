import { expect, test } from 'vitest';
import { Failure } from '../../lib/kernel/failure.ts';
import { isThrottled } from '../../lib/kernel/is-throttled.ts';

const named = (name: string, cause?: unknown) => Object.assign(new Error('x', { cause }), { name });

const cases: readonly [string, unknown, boolean][] = [
  ['DynamoDB, per partition', named('ProvisionedThroughputExceededException'), true],
  ['DynamoDB, per account', named('RequestLimitExceeded'), true],
  ['KMS and DynamoDB on demand', named('ThrottlingException'), true],
  ['S3', named('SlowDown'), true],
  ['SQS', named('RequestThrottled'), true],
  ['a batch that gave up', new Failure('table-throttled', { table: 'records' }), true],
  [
    'a sweep whose first error was throttling',
    new Failure('delivery-sweep-incomplete', {}, { cause: named('SlowDown') }),
    true,
  ],
  ['a failed condition', named('ConditionalCheckFailedException'), false],
  ['an item above 400 KB', named('ValidationException'), false],
  ['a time-out, which says nothing about capacity', named('TimeoutError'), false],
  ['another failure', new Failure('lease-lost'), false],
  ['no error at all', 'ThrottlingException', false],
];

test.each(cases)('%s: %#', (_, error, throttled) => {
  expect(isThrottled(error)).toBe(throttled);
});
