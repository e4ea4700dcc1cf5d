import middy from '@middy/core';
import { z } from 'zod';
import { Failure } from '../kernel/failure.ts';
import { isThrottled } from '../kernel/is-throttled.ts';
import { describeError, log as logToConsole, type Log, type LogFacts } from './log.ts';
import { memoizeAsync } from './memoize.ts';
import { flushInvocationMetrics } from './metrics.ts';
import { retryDelay } from './retry-delay.ts';
import { numberSetting } from './setting.ts';
import { startFunction } from './start-function.ts';

export type MessageContext = {
  readonly requestId: string;
  readonly messageId: string;
  /** The count includes this delivery. */
  readonly receiveCount: number;
  readonly remainingMs: () => number;
};

type SqsRecord = z.infer<typeof SqsEvent>['Records'][number];
type BatchResponse = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

const SqsEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      receiptHandle: z.string().optional(),
      eventSourceARN: z.string().optional(),
      attributes: z
        .object({ ApproximateReceiveCount: z.coerce.number().int().default(1) })
        .default({ ApproximateReceiveCount: 1 }),
    }),
  ),
});

export type QueueEdge = {
  readonly log: Log;
  /** Lets a failed message appear again after so many seconds. */
  readonly postpone: (queue: string, receiptHandle: string, seconds: number) => Promise<void>;
};

/** Most batches have no failed message: the client is imported on first use. */
const cloudEdge: QueueEdge = {
  log: logToConsole,
  postpone: async (...message) =>
    await (await import('../adapters/queues/postpone-message.ts')).postponeMessage(...message),
};

/**
 * Processes an SQS batch in order and reports failed messages (ReportBatchItemFailures); misfits end in the DLQ.
 * A failed message is received again after MESSAGE_RETRY_SECONDS, doubled each time: the queue's visibility timeout
 * is six times the function's. Use cases must tolerate the same message twice.
 */
export function queue<Message extends z.ZodType, Ports>(
  message: Message,
  ports: () => Ports | Promise<Ports>,
  useCase: (message: z.output<Message>, ports: Ports, facts: MessageContext) => Promise<void>,
  edge: QueueEdge = cloudEdge,
) {
  startFunction('worker', edge.log);
  const openPorts = memoizeAsync(async () => await ports());
  return middy<unknown, BatchResponse>().handler(async (event: unknown, context): Promise<BatchResponse> => {
    const failed: { readonly itemIdentifier: string }[] = [];
    for (const record of SqsEvent.parse(event).Records) {
      const facts: MessageContext = {
        requestId: context.awsRequestId,
        messageId: record.messageId,
        receiveCount: record.attributes.ApproximateReceiveCount,
        remainingMs: () => context.getRemainingTimeInMillis(),
      };
      try {
        await useCase(readMessage(message, record.body), await openPorts(), facts);
      } catch (error) {
        const { requestId, messageId, receiveCount } = facts;
        logFailed(edge.log, error, { function: context.functionName, requestId, messageId, receiveCount });
        await postponeFailed(record, edge);
        failed.push({ itemIdentifier: record.messageId });
      }
    }
    flushInvocationMetrics();
    return { batchItemFailures: failed };
  });
}

/** Best effort: otherwise the message appears at the end of its visibility timeout. */
async function postponeFailed({ receiptHandle, eventSourceARN, attributes }: SqsRecord, edge: QueueEdge) {
  const queueName = eventSourceARN?.split(':').at(-1);
  if (receiptHandle === undefined || queueName === undefined) return;
  try {
    const seconds = retryDelay(attributes.ApproximateReceiveCount, numberSetting('MESSAGE_RETRY_SECONDS'));
    await edge.postpone(queueName, receiptHandle, seconds);
  } catch (error) {
    edge.log('warn', 'message-not-postponed', { queue: queueName, ...describeError(error) });
  }
}

/** A throttled message is sound: it returns to its queue, and no alarm on errors counts it. */
function logFailed(log: Log, error: unknown, facts: LogFacts): void {
  const all = { ...facts, ...describeError(error) };
  if (isThrottled(error)) log('warn', 'message-throttled', all);
  else log('error', 'message-failed', all);
}

function readMessage<Message extends z.ZodType>(schema: Message, body: string): z.output<Message> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new Failure('message-not-json');
  }
  return schema.parse(value);
}
