import type { SQSClient } from '@aws-sdk/client-sqs';
import type { IssueMessages } from '../../certificates/issue/ports.ts';
import { queueAddresses } from './queue-urls.ts';
import { sendAll } from './send-batches.ts';

/** Messages of the issuing queue (schemas/certificates/messages.ts). They carry ids only. */
export function issueMessages(client: SQSClient, queue: string): IssueMessages {
  const addressOf = queueAddresses(client);
  return {
    datasetChanged: async (dataset) => await sendAll(client, await addressOf(queue), [{ dataset }]),
    parts: async (dataset, publication, places) =>
      await sendAll(
        client,
        await addressOf(queue),
        places.map((place) => ({ dataset, publication, ...place })),
      ),
  };
}
