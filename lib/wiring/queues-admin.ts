import { queueClient } from '../adapters/queues/queue-client.ts';
import { messageCounts } from '../adapters/queues/queue-states.ts';
import { redrive } from '../adapters/queues/redrive.ts';
import type { QueueStatePorts } from '../collection/queues/list-queues.ts';
import { setting } from './setting.ts';

const nameOf = (queue: string): string => `guiji-${setting('GUIJI_STAGE')}-${queue}`;
const deadLettersOf = (queue: string): string => `${nameOf(queue)}-dead-letters`;

/** Opens all queues of the stage (GUIJI_STAGE) with their dead-letter queues, and their ages in CloudWatch. */
export function queueStatePorts(): QueueStatePorts {
  const counts = messageCounts(queueClient());
  return {
    counts: (queue) => counts(nameOf(queue)),
    countFailed: async (queue) => {
      const { waiting, inWork } = await counts(deadLettersOf(queue));
      return waiting + inWork;
    },
    oldest: async (queues) => {
      const names = [...queues.map(nameOf), ...queues.map(deadLettersOf)];
      // The client of CloudWatch is for this route alone.
      const { metricsClient, oldestAges } = await import('../adapters/queues/oldest-ages.ts');
      const ages = await oldestAges(metricsClient(), names);
      const agesBy = (name: (queue: string) => string) =>
        new Map(queues.flatMap((queue) => pairOf(queue, ages.get(name(queue)))));
      return { messages: agesBy(nameOf), failed: agesBy(deadLettersOf) };
    },
  };
}

function pairOf<Key>(key: Key, age: number | undefined): readonly (readonly [Key, number])[] {
  return age === undefined ? [] : [[key, age]];
}

/** Moves the dead letters of a queue back into it. */
export async function redriveQueue(queue: string, limit: number): Promise<number> {
  return await redrive(queueClient(), { from: deadLettersOf(queue), to: nameOf(queue) }, limit);
}
