import {
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { Failure } from '../../kernel/failure.ts';
import { queueUrls } from './queue-urls.ts';

/** The limit of SQS. */
const batchSize = 10;
/** A message of a run that was stopped can be redriven again after this time. */
const hiddenSeconds = 60;

/**
 * Moves messages of a dead-letter queue back, at most `limit`; returns how many. Each is sent before it is deleted:
 * a run that is stopped may send messages twice, and loses none.
 */
export async function redrive(
  client: SQSClient,
  { from, to }: { readonly from: string; readonly to: string },
  limit: number,
): Promise<number> {
  const findUrl = queueUrls(client);
  const [source, target] = [await findUrl(from), await findUrl(to)];
  let moved = 0;
  while (moved < limit) {
    const { Messages: messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: source,
        MaxNumberOfMessages: Math.min(batchSize, limit - moved),
        MessageAttributeNames: ['All'],
        VisibilityTimeout: hiddenSeconds,
        // A long poll asks all of SQS's servers: an empty answer means an empty queue.
        WaitTimeSeconds: 1,
      }),
    );
    if (messages.length === 0) break;
    const sent = await sendAgain(client, target, messages);
    await deleteSent(client, source, sent);
    moved += sent.length;
    if (sent.length < messages.length)
      throw new Failure('messages-not-sent', { count: messages.length - sent.length, moved });
  }
  return moved;
}

/** Returns those that SQS accepted. */
async function sendAgain(client: SQSClient, QueueUrl: string, messages: readonly Message[]): Promise<Message[]> {
  const Entries = messages.map(({ Body, MessageAttributes }, index) => ({
    Id: String(index),
    MessageBody: Body,
    MessageAttributes,
  }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  const failed = new Set(Failed.map(({ Id }) => Id));
  return messages.filter((_, index) => !failed.has(String(index)));
}

/** What is not deleted appears again and is sent twice: every consumer is idempotent. */
async function deleteSent(client: SQSClient, QueueUrl: string, sent: readonly Message[]): Promise<void> {
  if (sent.length === 0) return;
  const Entries = sent.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
  await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
}
