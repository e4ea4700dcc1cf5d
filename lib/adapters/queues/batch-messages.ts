import type { SQSClient } from '@aws-sdk/client-sqs';
import type { BatchMessages } from '../../certificates/status/ports.ts';
import { queueUrls } from './queue-urls.ts';
import { sendBatches } from './send-batches.ts';

/** Messages of the queue of batches. They carry ids only. */
export function batchMessages(client: SQSClient, queue: string): BatchMessages {
  const urlOf = queueUrls(client);
  return {
    pieces: async (batch, pieces) =>
      await sendBatches(
        client,
        await urlOf(queue),
        pieces.map((piece) => ({ batch, piece })),
      ),
  };
}
