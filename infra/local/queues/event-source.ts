import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { Invoke } from '../functions/invoke.ts';

/** Which queue feeds which function, and how much at a time. */
export type Mapping = {
  readonly functionName: string;
  readonly queue: string;
  readonly queueUrl: string;
  readonly batchSize: number;
  /** Batches in work at the same time. */
  readonly concurrency: number;
  /** Whether the function names the messages that failed; else a batch stands and falls together. */
  readonly partial: boolean;
  readonly timeoutSeconds: number;
};

export type EventSource = { readonly close: () => Promise<void> };
export type EventSourceSettings = {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly invoke: Invoke;
};

const BatchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/**
 * Does what Lambda does for a queue: receive, invoke, delete what was done. What failed is left alone: it becomes visible again
 * when its time is over, and after the queue's limit it lies in the dead-letter queue.
 */
export function startEventSource(
  mappings: readonly Mapping[],
  { endpoint, region, credentials, invoke }: EventSourceSettings,
): EventSource {
  const client = new SQSClient({ endpoint, region, credentials, maxAttempts: 1 });
  const stop = new AbortController();
  const pollers = mappings.flatMap((mapping) => Array.from({ length: mapping.concurrency }, () => poll(mapping)));

  async function poll(mapping: Mapping): Promise<void> {
    while (!stop.signal.aborted) {
      const messages = await receive(mapping);
      if (messages.length === 0) continue;
      const done = await work(mapping, messages);
      if (done.length > 0) await remove(mapping, done);
    }
  }

  async function receive({ queueUrl, batchSize }: Mapping): Promise<Message[]> {
    try {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(10, batchSize),
        WaitTimeSeconds: 20,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      return (await client.send(command, { abortSignal: stop.signal })).Messages ?? [];
    } catch (error) {
      if (!stop.signal.aborted) {
        console.error('event source:', queueName(queueUrl), error instanceof Error ? error.message : error);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      return [];
    }
  }

  /** The messages that may be deleted. */
  async function work(
    { functionName, queue, partial, timeoutSeconds }: Mapping,
    messages: readonly Message[],
  ): Promise<readonly Message[]> {
    const event = {
      Records: messages.map((message) => recordOf(message, `arn:aws:sqs:${region}:000000000000:${queue}`, region)),
    };
    const outcome = await invoke(functionName, event, timeoutSeconds, stop.signal);
    if (outcome.kind === 'failed') {
      if (!stop.signal.aborted) console.error('event source:', functionName, outcome.reason);
      return [];
    }
    return partial ? selectProcessed(messages, outcome.answer) : messages;
  }

  async function remove({ queueUrl }: Mapping, done: readonly Message[]): Promise<void> {
    try {
      const { Failed = [] } = await client.send(
        new DeleteMessageBatchCommand({
          QueueUrl: queueUrl,
          Entries: done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
        }),
      );
      for (const { Id, Code } of Failed) console.error('event source: message not deleted', Id, Code);
    } catch (error) {
      // It comes again; functions bear that.
      console.error('event source:', queueName(queueUrl), error instanceof Error ? error.message : error);
    }
  }

  return {
    close: async () => {
      stop.abort();
      await Promise.all(pollers);
      client.destroy();
    },
  };
}

const queueName = (queueUrl: string): string => queueUrl.slice(queueUrl.lastIndexOf('/') + 1);

/**
 * An answer that names no failures means that all is done. One that can't be read, or names a message that wasn't there, means that
 * nothing is: Lambda, too, takes such a batch for failed.
 */
export function selectProcessed(messages: readonly Message[], answer: unknown): readonly Message[] {
  const parsed = BatchResponse.safeParse(answer === '' ? null : answer);
  if (!parsed.success) return [];
  const failed = new Set((parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(messages.map(({ MessageId }) => MessageId));
  if ([...failed].some((id) => !known.has(id))) return [];
  return messages.filter(({ MessageId }) => MessageId === undefined || !failed.has(MessageId));
}

function recordOf(message: Message, arn: string, region: string) {
  return {
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes ?? {},
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [
        name,
        { stringValue: value.StringValue, dataType: value.DataType, stringListValues: [], binaryListValues: [] },
      ]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: arn,
    awsRegion: region,
  };
}
