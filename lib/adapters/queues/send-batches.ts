import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '../../kernel/failure.ts';

/** SQS takes ten messages in a batch. */
const messageBatchSize = 10;

/** Sends messages to a queue, as JSON, ten at a time. Throws a Failure when some were not taken; those before them were. */
export async function sendBatches(client: SQSClient, address: string, messages: readonly object[]): Promise<void> {
  for (let from = 0; from < messages.length; from += messageBatchSize) {
    const entries = messages
      .slice(from, from + messageBatchSize)
      .map((message, i) => ({ Id: `${from + i}`, MessageBody: JSON.stringify(message) }));
    const { Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl: address, Entries: entries }));
    if (Failed !== undefined && Failed.length > 0) throw new Failure('messages-not-sent', { count: Failed.length });
  }
}
