import type { SQSClient } from '@aws-sdk/client-sqs';
import type { BatchMessages } from '../../certificates/status/ports.ts';
import { queueAddresses } from './queue-urls.ts';
import { sendAll } from './send-batches.ts';

/** Messages of the queue of batches. They carry ids only. */
export function batchMessages(client: SQSClient, queue: string): BatchMessages {
  const addressOf = queueAddresses(client);
  return {
    pieces: async (batch, pieces) =>
      await sendAll(
        client,
        await addressOf(queue),
        pieces.map((piece) => ({ batch, piece })),
      ),
  };
}
