import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { Failure } from '../../kernel/failure.ts';

/** The limit of SQS. */
const messageBatchSize = 10;

/** Sends messages as JSON. Throws a Failure when SQS refuses some; earlier batches are sent then. */
export async function sendBatches(client: SQSClient, url: string, messages: readonly object[]): Promise<void> {
  for (let from = 0; from < messages.length; from += messageBatchSize) {
    const entries = messages
      .slice(from, from + messageBatchSize)
      .map((message, i) => ({ Id: `${from + i}`, MessageBody: JSON.stringify(message) }));
    const { Failed } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: entries }));
    if (Failed !== undefined && Failed.length > 0) throw new Failure('messages-not-sent', { count: Failed.length });
  }
}
