import { QueueName, queueSteps, type QueueState } from '../../../schemas/collection/queue-state.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

type Ages = ReadonlyMap<QueueName, number>;

export type QueueStatePorts = {
  readonly counts: (queue: QueueName) => Promise<{ readonly waiting: number; readonly inWork: number }>;
  readonly countFailed: (queue: QueueName) => Promise<number>;
  /** Seconds of the oldest message, and of the oldest one that failed. */
  readonly oldest: (queues: readonly QueueName[]) => Promise<{ readonly messages: Ages; readonly failed: Ages }>;
};

/** All queues, in the order that data travels. */
export async function listQueues(_input: unknown, ports: QueueStatePorts): Promise<{ readonly items: QueueState[] }> {
  const oldest = ports.oldest(QueueName.options);
  const items = QueueName.options.map(async (queue) => {
    const [counts, failed, ages] = await Promise.all([ports.counts(queue), ports.countFailed(queue), oldest]);
    const oldestSeconds = ages.messages.get(queue);
    const oldestFailedSeconds = ages.failed.get(queue);
    return {
      queue,
      step: queueSteps[queue],
      ...counts,
      failed,
      ...definedOnly({ oldestSeconds, oldestFailedSeconds }),
    };
  });
  return { items: await Promise.all(items) };
}
