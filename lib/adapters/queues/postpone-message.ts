import { ChangeMessageVisibilityCommand } from '@aws-sdk/client-sqs';
import { onePerProcess } from '../client-settings.ts';
import { queueClient } from './queue-client.ts';
import { queueUrls } from './queue-urls.ts';

const urls = onePerProcess(() => queueUrls(queueClient()));

/** Lets a received message appear again after `seconds`, instead of at the end of the queue's visibility timeout. */
export async function postponeMessage(queue: string, receiptHandle: string, seconds: number): Promise<void> {
  await queueClient().send(
    new ChangeMessageVisibilityCommand({
      QueueUrl: await urls()(queue),
      ReceiptHandle: receiptHandle,
      VisibilityTimeout: seconds,
    }),
  );
}
