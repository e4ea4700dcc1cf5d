import type { SQSClient } from '@aws-sdk/client-sqs';
import type { IssueMessages } from '../../certificates/issue/ports.ts';
import { queueUrls } from './queue-urls.ts';
import { sendBatches } from './send-batches.ts';

/** Messages carry ids only. */
export function issueMessages(client: SQSClient, queue: string): IssueMessages {
  const findUrl = queueUrls(client);
  return {
    datasetChanged: async (dataset) => await sendBatches(client, await findUrl(queue), [{ dataset }]),
    parts: async (dataset, publication, places) =>
      await sendBatches(
        client,
        await findUrl(queue),
        places.map((place) => ({ dataset, publication, ...place })),
      ),
  };
}
