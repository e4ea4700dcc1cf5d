import { GetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { queueUrls } from './queue-urls.ts';

export type MessageCounts = { readonly waiting: number; readonly inWork: number };

const Counts = z.object({
  ApproximateNumberOfMessages: z.coerce.number().int(),
  ApproximateNumberOfMessagesNotVisible: z.coerce.number().int(),
  ApproximateNumberOfMessagesDelayed: z.coerce.number().int(),
});

/** Counts the messages of queues by their AWS names. Throws when there is no such queue. */
export function messageCounts(client: SQSClient): (name: string) => Promise<MessageCounts> {
  const findUrl = queueUrls(client);
  return async (name) => {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({
        QueueUrl: await findUrl(name),
        AttributeNames: [
          'ApproximateNumberOfMessages',
          'ApproximateNumberOfMessagesNotVisible',
          'ApproximateNumberOfMessagesDelayed',
        ],
      }),
    );
    const counts = Counts.parse(Attributes);
    return {
      waiting: counts.ApproximateNumberOfMessages + counts.ApproximateNumberOfMessagesDelayed,
      inWork: counts.ApproximateNumberOfMessagesNotVisible,
    };
  };
}
