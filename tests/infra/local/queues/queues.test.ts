import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../../../infra/local/functions/invoke.ts';
import { localCredentials } from '../../../../infra/local/local-credentials.ts';
import { selectProcessed, type Mapping, startEventSource } from '../../../../infra/local/queues/event-source.ts';
import { type Queues, startQueues } from '../../../../infra/local/queues/queues.ts';

const region = 'cn-north-1';
const settings = [
  { name: 'work', visibilitySeconds: 1, redrive: { to: 'work-dead', after: 2 } },
  { name: 'work-dead', visibilitySeconds: 30, redrive: null },
];
let directory: string;
let queues: Queues;
let sqs: SQSClient;
const open = async (): Promise<void> => {
  queues = await startQueues(directory, settings, region);
  sqs = new SQSClient({ endpoint: queues.endpoint, region, credentials: localCredentials });
};
const shut = async (): Promise<void> => {
  sqs.destroy();
  await queues.close();
};
const urlOf = async (QueueName: string): Promise<string> =>
  (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
const send = async (name: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: await urlOf(name), MessageBody }));
const receive = async (name: string, WaitTimeSeconds = 0): Promise<readonly Message[]> =>
  (await sqs.send(new ReceiveMessageCommand({ QueueUrl: await urlOf(name), MaxNumberOfMessages: 10, WaitTimeSeconds })))
    .Messages ?? [];
const count = async (name: string): Promise<number> => {
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: await urlOf(name),
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return (
    Number(Attributes?.['ApproximateNumberOfMessages']) + Number(Attributes?.['ApproximateNumberOfMessagesNotVisible'])
  );
};
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'guiji-queues-'));
  await open();
});
afterEach(async () => {
  await shut();
  rmSync(directory, { recursive: true, force: true });
});

describe('the queues', () => {
  test('keep waiting and in-flight messages over a restart, at addresses with the new port', async () => {
    await send('work', 'in work');
    await receive('work');
    await send('work', 'waits');
    await shut();
    await open();
    expect(await urlOf('work')).toMatch(`${queues.endpoint}/`);
    const back = new Set<string>();
    const look = async (): Promise<string[]> => {
      for (const { Body = '' } of await receive('work')) back.add(Body);
      return [...back].toSorted();
    };
    await expect.poll(look, { timeout: 10_000 }).toEqual(['in work', 'waits']);
  });

  test('make a message visible at once on a visibility timeout of 0', async () => {
    await send('work', 'again');
    const [message] = await receive('work');
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: await urlOf('work'),
        ReceiptHandle: message?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    expect((await receive('work')).map(({ Body }) => Body)).toEqual(['again']);
  });
});

describe('the event source', () => {
  const mapping = async (more: Partial<Mapping> = {}): Promise<Mapping> => ({
    functionName: 'f',
    queue: 'work',
    queueUrl: await urlOf('work'),
    batchSize: 10,
    concurrency: 2,
    partial: true,
    timeoutSeconds: 5,
    ...more,
  });
  const bodies = (event: unknown): string[] =>
    [...JSON.stringify(event).matchAll(/"body":"(\w+)"/g)].map(([, body = '']) => body);
  const idOf = (event: unknown, body: string): string =>
    new RegExp(`"messageId":"([^"]+)","receiptHandle":"[^"]+","body":"${body}"`).exec(JSON.stringify(event))?.[1] ?? '';

  test.for<[string, boolean, (event: unknown) => Outcome, Record<string, number>, string[]]>([
    [
      'all done: each comes once',
      true,
      () => ({ kind: 'answered', answer: { batchItemFailures: [] } }),
      { good: 1, bad: 1 },
      [],
    ],
    ['no word about failures: all done', true, () => ({ kind: 'answered', answer: null }), { good: 1, bad: 1 }, []],
    [
      'one failed: it comes again and goes to the dead letters',
      true,
      (event) => ({
        kind: 'answered',
        answer: {
          batchItemFailures: bodies(event)
            .filter((body) => body === 'bad')
            .map((body) => ({ itemIdentifier: idOf(event, body) })),
        },
      }),
      { good: 1, bad: 2 },
      ['bad'],
    ],
    [
      'the function fell over: all come again',
      true,
      () => ({ kind: 'failed', reason: 'test' }),
      { good: 2, bad: 2 },
      ['bad', 'good'],
    ],
    [
      'a failure that was not in the batch: all come again',
      true,
      () => ({ kind: 'answered', answer: { batchItemFailures: [{ itemIdentifier: 'who' }] } }),
      { good: 2, bad: 2 },
      ['bad', 'good'],
    ],
    [
      'whole batches, and an answer: all done',
      false,
      () => ({ kind: 'answered', answer: { batchItemFailures: [{ itemIdentifier: 'who' }] } }),
      { good: 1, bad: 1 },
      [],
    ],
  ])('%s', async ([, partial, answer, calls, dead]) => {
    const seen: string[] = [];
    await send('work', 'good');
    await send('work', 'bad');
    const source = startEventSource([await mapping({ partial })], {
      endpoint: queues.endpoint,
      region,
      credentialsOf: () => localCredentials,
      invoke: async (name, event) => {
        expect(name).toBe('f');
        seen.push(...bodies(event));
        return answer(event);
      },
    });
    try {
      await expect.poll(() => count('work')).toBe(0);
      expect({
        good: seen.filter((body) => body === 'good').length,
        bad: seen.filter((body) => body === 'bad').length,
      }).toEqual(calls);
      expect((await receive('work-dead')).map(({ Body = '' }) => Body).toSorted()).toEqual(dead);
    } finally {
      await source.close();
    }
  });

  test('never processes more batches at a time than allowed', async () => {
    let now = 0;
    let most = 0;
    let done = 0;
    for (let index = 0; index < 8; index += 1) await send('work', `m${index}`);
    const source = startEventSource([await mapping({ batchSize: 1, concurrency: 3 })], {
      endpoint: queues.endpoint,
      region,
      credentialsOf: () => localCredentials,
      invoke: async () => {
        now += 1;
        most = Math.max(most, now);
        await new Promise((resolve) => setTimeout(resolve, 300));
        now -= 1;
        done += 1;
        return { kind: 'answered', answer: null };
      },
    });
    try {
      await expect.poll(() => done).toBe(8);
      expect(most).toBe(3);
    } finally {
      await source.close();
    }
  });

  test.each<[string, unknown, string[]]>([
    ['nothing', undefined, ['a', 'b']],
    ['an empty text', '', ['a', 'b']],
    ['no list', {}, ['a', 'b']],
    ['null for a list', { batchItemFailures: null }, ['a', 'b']],
    ['an empty list', { batchItemFailures: [] }, ['a', 'b']],
    ['one of them', { batchItemFailures: [{ itemIdentifier: 'a' }] }, ['b']],
    ['an empty identifier', { batchItemFailures: [{ itemIdentifier: '' }] }, []],
    ['an identifier of nobody', { batchItemFailures: [{ itemIdentifier: 'c' }] }, []],
    ['something else', { batchItemFailures: 'all' }, []],
    ['a sentence', 'it went well', []],
  ])('an answer that is %s', (_, answer, done) => {
    expect(selectProcessed([{ MessageId: 'a' }, { MessageId: 'b' }], answer).map(({ MessageId }) => MessageId)).toEqual(
      done,
    );
  });
});
