import type { SQSClient } from '@aws-sdk/client-sqs';
import type { FileQueue } from '../../sharing/files/ports.ts';
import { queueUrls } from './queue-urls.ts';
import { sendBatches } from './send-batches.ts';

/** Messages carry ids only. */
export function grantFileMessages(client: SQSClient, queue: string): FileQueue {
  const findUrl = queueUrls(client);
  return { ordered: async (message) => await sendBatches(client, await findUrl(queue), [message]) };
}
