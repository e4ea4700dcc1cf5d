import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { Invoke } from '../functions/invoke.ts';

export type Mapping = {
  readonly functionName: string;
  readonly queue: string;
  readonly queueUrl: string;
  readonly batchSize: number;
  readonly concurrency: number;
  /** Without reports of single messages a batch fails as a whole. */
  readonly partial: boolean;
  readonly timeoutSeconds: number;
};

export type EventSource = { readonly close: () => Promise<void> };
export type EventSourceSettings = {
  readonly endpoint: string;
  readonly region: string;
  /** Lambda polls with the credentials of the function's role. */
  readonly credentialsOf: (functionName: string) => { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly invoke: Invoke;
};

const BatchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullish();

/** Polls queues as Lambda does, with visibility timeouts and dead-letter queues. */
export function startEventSource(
  mappings: readonly Mapping[],
  { endpoint, region, credentialsOf, invoke }: EventSourceSettings,
): EventSource {
  const clients = new Map(
    mappings.map(({ functionName }) => [
      functionName,
      new SQSClient({ endpoint, region, credentials: credentialsOf(functionName), maxAttempts: 1 }),
    ]),
  );
  const stop = new AbortController();
  const pollers = mappings.flatMap((mapping) => Array.from({ length: mapping.concurrency }, () => poll(mapping)));

  async function poll(mapping: Mapping): Promise<void> {
    while (!stop.signal.aborted) {
      const messages = await receive(mapping);
      if (messages.length === 0) continue;
      const done = await process(mapping, messages);
      if (done.length > 0) await remove(mapping, done);
    }
  }

  async function receive({ functionName, queueUrl, batchSize }: Mapping): Promise<Message[]> {
    try {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: Math.min(10, batchSize),
        WaitTimeSeconds: 20,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      return (await clients.get(functionName)?.send(command, { abortSignal: stop.signal }))?.Messages ?? [];
    } catch (error) {
      if (!stop.signal.aborted) {
        console.error('event source:', queueName(queueUrl), error instanceof Error ? error.message : error);
        await new Promise((resolve) => setTimeout(resolve, 1000));
      }
      return [];
    }
  }

  async function process(
    { functionName, queue, partial, timeoutSeconds }: Mapping,
    messages: readonly Message[],
  ): Promise<readonly Message[]> {
    const event = {
      Records: messages.map((message) => toRecord(message, `arn:aws:sqs:${region}:000000000000:${queue}`, region)),
    };
    const outcome = await invoke(functionName, event, timeoutSeconds, stop.signal);
    if (outcome.kind === 'failed') {
      if (!stop.signal.aborted) console.error('event source:', functionName, outcome.reason);
      return [];
    }
    return partial ? selectProcessed(messages, outcome.answer) : messages;
  }

  async function remove({ functionName, queueUrl }: Mapping, done: readonly Message[]): Promise<void> {
    try {
      const command = new DeleteMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: done.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
      });
      const answer = await clients.get(functionName)?.send(command);
      for (const { Id, Code } of answer?.Failed ?? []) console.error('event source: message not deleted', Id, Code);
    } catch (error) {
      // SQS delivers it again; functions are idempotent.
      console.error('event source:', queueName(queueUrl), error instanceof Error ? error.message : error);
    }
  }

  return {
    close: async () => {
      stop.abort();
      await Promise.all(pollers);
      for (const client of clients.values()) client.destroy();
    },
  };
}

const queueName = (queueUrl: string): string => queueUrl.slice(queueUrl.lastIndexOf('/') + 1);

/** As with Lambda, an unreadable answer or an unknown message in it fails the batch. */
export function selectProcessed(messages: readonly Message[], answer: unknown): readonly Message[] {
  const parsed = BatchResponse.safeParse(answer === '' ? null : answer);
  if (!parsed.success) return [];
  const failed = new Set((parsed.data?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier));
  const known = new Set(messages.map(({ MessageId }) => MessageId));
  if ([...failed].some((id) => !known.has(id))) return [];
  return messages.filter(({ MessageId }) => MessageId === undefined || !failed.has(MessageId));
}

function toRecord(message: Message, arn: string, region: string) {
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
