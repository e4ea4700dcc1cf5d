import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { Failure } from '../../lib/kernel/failure.ts';
import { queue, type QueueEdge } from '../../lib/wiring/queue.ts';
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

type Postponed = readonly [queue: string, receiptHandle: string, seconds: number];
const edge = (log: LogLine[], postponed: Postponed[] = []): QueueEdge => ({
  log: (level, code, facts = {}) => log.push({ level, code, facts }),
  postpone: async (...message) => void postponed.push(message),
});

describe('a failed message', () => {
  vi.stubEnv('MESSAGE_RETRY_SECONDS', '15');
  const record = (receives: number) => ({
    messageId: 'm1',
    body: '{}',
    receiptHandle: 'handle-1',
    eventSourceARN: 'arn:aws:sqs:cn-north-1:000000000000:guiji-load',
    attributes: { ApproximateReceiveCount: String(receives) },
  });
  const fails = (queueEdge: QueueEdge) =>
    queue(
      z.object({}),
      () => ({}),
      async () => {
        throw new Failure('object-without-body', {});
      },
      queueEdge,
    );

  test.each([
    [1, 15],
    [2, 30],
    [3, 60],
    [6, 480],
    [7, 900],
    [50, 900],
  ])('received %i times is received again after %i seconds', async (receives, seconds) => {
    const postponed: Postponed[] = [];
    await fails(edge([], postponed))({ Records: [record(receives)] }, lambdaContext('r'));
    expect(postponed).toEqual([['guiji-load', 'handle-1', seconds]]);
  });

  test('fails as well when it cannot be postponed', async () => {
    const log: LogLine[] = [];
    const refusing: QueueEdge = {
      ...edge(log),
      postpone: async () => {
        throw new Failure('queue-without-url', { queue: 'guiji-load' });
      },
    };
    expect(await fails(refusing)({ Records: [record(1)] }, lambdaContext('r'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
    expect(log.map(({ code }) => code)).toEqual(['message-failed', 'message-not-postponed']);
  });
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
      edge(log),
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

  test('a throttled message returns to its queue and is no error', async () => {
    const log: LogLine[] = [];
    const throttled = queue(
      z.object({ delivery: z.string() }),
      () => ({}),
      async () => {
        throw new Failure('table-throttled', { table: 'records', left: 3 });
      },
      edge(log),
    );
    expect(await throttled(batch('{"delivery":"a"}'), lambdaContext('r'))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm1' }],
    });
    expect(log.map(({ level, code }) => [level, code])).toEqual([['warn', 'message-throttled']]);
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
