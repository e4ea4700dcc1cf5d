import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SourceMessages } from '../../collection/sources/ports.ts';
import { queueAddresses } from './queue-urls.ts';
import { sendAll } from './send-batches.ts';

export type QueueNames = {
  readonly ingest: string;
  readonly ingestPages: string;
  readonly pull: string;
  readonly loadPart: string;
  readonly publish: string;
  readonly annotateWorkbook: string;
};

/** Messages of the collection room. They carry ids only. */
export function messages(client: SQSClient, names: QueueNames): SourceMessages {
  const addressOf = queueAddresses(client);
  const send = async (name: string, all: readonly object[]) => await sendAll(client, await addressOf(name), all);
  return {
    ingest: ({ id, channel }) => send(channel === 'excel' ? names.ingest : names.ingestPages, [{ delivery: id }]),
    pull: ({ dataset, channel }) => send(names.pull, [{ dataset, channel }]),
    publish: (delivery) => send(names.publish, [{ delivery }]),
    annotateWorkbook: (delivery) => send(names.annotateWorkbook, [{ delivery }]),
    loadParts: (delivery, parts) =>
      send(
        names.loadPart,
        parts.map((part) => ({ delivery, part })),
      ),
  };
}
