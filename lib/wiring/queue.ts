import middy from '@middy/core';
import { z } from 'zod';
import { Failure } from '../kernel/failure.ts';
import { describeError, log as logToConsole, type Log } from './log.ts';
import { memoize } from './memoize.ts';

export type MessageContext = {
  readonly requestId: string;
  readonly messageId: string;
  /** The count includes this delivery. */
  readonly receiveCount: number;
  readonly remainingMs: () => number;
};

type BatchResponse = { readonly batchItemFailures: readonly { readonly itemIdentifier: string }[] };

const SqsEvent = z.object({
  Records: z.array(
    z.object({
      messageId: z.string(),
      body: z.string(),
      attributes: z
        .object({ ApproximateReceiveCount: z.coerce.number().int().default(1) })
        .default({ ApproximateReceiveCount: 1 }),
    }),
  ),
});

/**
 * Processes an SQS batch in order and reports failed messages (ReportBatchItemFailures); misfits end in the DLQ.
 * Use cases must tolerate the same message twice.
 */
export function queue<Message extends z.ZodType, Ports>(
  message: Message,
  ports: () => Ports,
  useCase: (message: z.output<Message>, ports: Ports, facts: MessageContext) => Promise<void>,
  log: Log = logToConsole,
) {
  const openPorts = memoize(ports);
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
        await useCase(readMessage(message, record.body), openPorts(), facts);
      } catch (error) {
        log('error', 'message-failed', {
          function: context.functionName,
          requestId: facts.requestId,
          messageId: facts.messageId,
          receiveCount: facts.receiveCount,
          ...describeError(error),
        });
        failed.push({ itemIdentifier: record.messageId });
      }
    }
    return { batchItemFailures: failed };
  });
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
