import type { SQSClient } from '@aws-sdk/client-sqs';
import type { BatchMessages } from '../../certificates/status/ports.ts';
import { queueUrls } from './queue-urls.ts';
import { sendBatches } from './send-batches.ts';

/** Messages carry ids only. */
export function batchMessages(client: SQSClient, queue: string): BatchMessages {
  const findUrl = queueUrls(client);
  return {
    pieces: async (batch, pieces) =>
      await sendBatches(
        client,
        await findUrl(queue),
        pieces.map((piece) => ({ batch, piece })),
      ),
  };
}
