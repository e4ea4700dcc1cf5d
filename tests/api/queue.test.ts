import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Failure } from '../../lib/kernel/failure.ts';
import { queue } from '../../lib/wiring/queue.ts';
import { s3Events } from '../../lib/wiring/s3-events.ts';
import { scheduled } from '../../lib/wiring/scheduled.ts';
import { lambdaContext, type LogLine } from './invoke.ts';

const batch = (...bodies: readonly string[]) => ({
  Records: bodies.map((body, at) => ({ messageId: `m${at + 1}`, body, attributes: { ApproximateReceiveCount: '3' } })),
});
const s3Event = (change: { eventName?: string; key?: string } = {}) =>
  JSON.stringify({
    Records: [
      {
        eventName: change.eventName ?? 'ObjectCreated:Post',
        s3: { bucket: { name: 'raw' }, object: { key: change.key ?? 'a', size: 12, versionId: 'v1' } },
      },
    ],
  });

describe('a batch of messages', () => {
  const work = (log: LogLine[], done: unknown[]) =>
    queue(
      z.object({ delivery: z.string() }).strict(),
      () => done,
      async ({ delivery }, ports, { receiveCount }) => {
        if (delivery === 'bad') throw new Failure('object-without-body', { delivery });
        ports.push([delivery, receiveCount]);
      },
      (level, code, facts = {}) => log.push({ level, code, facts }),
    );

  test.each<[string, readonly string[], readonly string[], readonly string[]]>([
    ['all good', ['{"delivery":"a"}', '{"delivery":"b"}'], ['a', 'b'], []],
    [
      'a failed message does not stop the others',
      ['{"delivery":"a"}', '{"delivery":"bad"}', '{"delivery":"c"}'],
      ['a', 'c'],
      ['m2'],
    ],
    ['one that is not JSON', ['{', '{"delivery":"b"}'], ['b'], ['m1']],
    ['one of another form', ['{"delivery":1}', '{"delivery":"b","more":1}'], [], ['m1', 'm2']],
    ['none', [], [], []],
  ])('%s', async (_, bodies, worked, failed) => {
    const log: LogLine[] = [];
    const done: unknown[] = [];
    const answer = await work(log, done)(batch(...bodies), lambdaContext('r'));
    expect(answer).toEqual({ batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) });
    expect(done).toEqual(worked.map((delivery) => [delivery, 3]));
    expect(log.map(({ code, facts }) => [code, facts['messageId']])).toEqual(
      failed.map((id) => ['message-failed', id]),
    );
  });

  test('an event that is no batch makes the function fail', async () => {
    await expect(work([], [])({ nothing: true }, lambdaContext('r'))).rejects.toThrow();
  });
});

describe('S3 notifications', () => {
  test.each<[string, string, readonly unknown[]]>([
    ['a created object', s3Event(), [{ bucket: 'raw', key: 'a', size: 12, versionId: 'v1' }]],
    [
      'its key is decoded',
      s3Event({ key: 'raw/%E8%BA%AB+%E4%BB%BD%2B1.xlsx' }),
      [{ bucket: 'raw', key: 'raw/身 份+1.xlsx', size: 12, versionId: 'v1' }],
    ],
    [
      'the event name of a queue or EventBridge',
      s3Event({ eventName: 's3:ObjectCreated:Put' }),
      [{ bucket: 'raw', key: 'a', size: 12, versionId: 'v1' }],
    ],
    ['a removed object is ignored', s3Event({ eventName: 'ObjectRemoved:Delete' }), []],
    ['the test message of a new notification', '{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"raw"}', []],
  ])('%s', (_, message, arrived) => {
    expect(s3Events.parse(JSON.parse(message))).toEqual(arrived);
  });

  test('anything else is refused', () => {
    expect(s3Events.safeParse({ Records: [{}] }).success).toBe(false);
  });
});

test('an error of a scheduled run is logged and thrown again', async () => {
  const log: LogLine[] = [];
  const sweep = scheduled(
    () => ({}),
    async () => Promise.reject(new Failure('table-throttled')),
    (level, code, facts = {}) => log.push({ level, code, facts }),
  );
  await expect(sweep({}, lambdaContext('r'))).rejects.toThrow('table-throttled');
  expect(log).toMatchObject([
    { level: 'error', code: 'scheduled-run-failed', facts: { failure: 'table-throttled', requestId: 'r' } },
  ]);
});
