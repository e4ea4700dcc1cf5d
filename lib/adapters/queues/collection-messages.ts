import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SourceMessages } from '../../collection/sources/ports.ts';
import { queueUrls } from './queue-urls.ts';
import { sendBatches } from './send-batches.ts';

export type QueueNames = {
  readonly ingest: string;
  readonly ingestPages: string;
  readonly pull: string;
  readonly replay: string;
  readonly loadPart: string;
  readonly publish: string;
  readonly annotateWorkbook: string;
};

/** Messages carry ids only. */
export function messages(client: SQSClient, names: QueueNames): SourceMessages {
  const findUrl = queueUrls(client);
  const send = async (name: string, all: readonly object[]) => await sendBatches(client, await findUrl(name), all);
  return {
    ingest: ({ id, channel }) => send(channel === 'excel' ? names.ingest : names.ingestPages, [{ delivery: id }]),
    pull: ({ dataset, channel }) => send(names.pull, [{ dataset, channel }]),
    replay: ({ dataset, channel }) => send(names.replay, [{ dataset, channel }]),
    publish: (delivery) => send(names.publish, [{ delivery }]),
    annotateWorkbook: (delivery) => send(names.annotateWorkbook, [{ delivery }]),
    loadParts: (delivery, parts) =>
      send(
        names.loadPart,
        parts.map((part) => ({ delivery, part })),
      ),
  };
}
