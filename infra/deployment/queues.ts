import type { QueueName } from '../../schemas/collection/queue-state.ts';

/** A queue and its dead-letter queue. Its consumer is the function that names it as its trigger. */
export type QueueDefinition = {
  /** Part of the AWS name, and of the logical id in camel case. */
  readonly name: QueueName;
  /** After so many receives a message goes to the dead-letter queue. AWS advises at least 5 beside Lambda. */
  readonly maxReceives: number;
  readonly batchSize: number;
  /** A parameter of serverless.yml: how many functions consume it at once. */
  readonly concurrency: 'maxConcurrentDeliveries' | 'maxConcurrentParts' | 'maxConcurrentSources';
};

/** In the order that data travels. */
export const queues = [
  { name: 'arrivals', maxReceives: 8, batchSize: 10, concurrency: 'maxConcurrentDeliveries' },
  { name: 'ingest', maxReceives: 5, batchSize: 1, concurrency: 'maxConcurrentDeliveries' },
  { name: 'pull', maxReceives: 5, batchSize: 1, concurrency: 'maxConcurrentSources' },
  { name: 'replays', maxReceives: 5, batchSize: 1, concurrency: 'maxConcurrentSources' },
  {
    name: 'ingest-pages',
    maxReceives: 5,
    batchSize: 1,
    concurrency: 'maxConcurrentDeliveries',
  },
  { name: 'load', maxReceives: 8, batchSize: 1, concurrency: 'maxConcurrentParts' },
  { name: 'publish', maxReceives: 8, batchSize: 1, concurrency: 'maxConcurrentDeliveries' },
  { name: 'annotate', maxReceives: 5, batchSize: 1, concurrency: 'maxConcurrentDeliveries' },
  { name: 'issue', maxReceives: 8, batchSize: 1, concurrency: 'maxConcurrentParts' },
  {
    name: 'certificate-batches',
    maxReceives: 8,
    batchSize: 1,
    concurrency: 'maxConcurrentDeliveries',
  },
  { name: 'grant-files', maxReceives: 5, batchSize: 1, concurrency: 'maxConcurrentDeliveries' },
] as const satisfies readonly QueueDefinition[];
