import type { SQSClient } from '@aws-sdk/client-sqs';
import type { IssueMessages } from '../../certificates/issue/ports.ts';
import { queueUrls } from './queue-urls.ts';
import { sendBatches } from './send-batches.ts';

const recordsPerMessage = 100;

/** Messages carry ids only. */
export function issueMessages(client: SQSClient, queue: string): IssueMessages {
  const findUrl = queueUrls(client);
  return {
    datasetChanged: async (dataset) => await sendBatches(client, await findUrl(queue), [{ dataset }]),
    records: async (dataset, records) => {
      const messages = Array.from({ length: Math.ceil(records.length / recordsPerMessage) }, (_, i) => ({
        dataset,
        records: records.slice(i * recordsPerMessage, (i + 1) * recordsPerMessage),
      }));
      await sendBatches(client, await findUrl(queue), messages);
    },
    parts: async (dataset, publication, places) =>
      await sendBatches(
        client,
        await findUrl(queue),
        places.map((place) => ({ dataset, publication, ...place })),
      ),
  };
}
