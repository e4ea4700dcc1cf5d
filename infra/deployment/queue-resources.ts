import type { FunctionDefinition } from './functions.ts';
import { arnOf, deadLettersId, queueId } from './logical-id.ts';
import type { QueueDefinition } from './queues.ts';

const retentionSeconds = 14 * 24 * 60 * 60;

/** Queues and their dead-letter queues, which keep failed messages for 14 days. Throws for a queue without a consumer. */
export function queueResources(
  queues: readonly QueueDefinition[],
  functions: readonly FunctionDefinition[],
): Readonly<Record<string, object>> {
  return Object.fromEntries(
    queues.flatMap((queue): readonly (readonly [string, object])[] => {
      const { name, maxReceives } = queue;
      const consumer = functions.find(({ trigger }) => trigger.kind === 'queue' && trigger.queue === name);
      if (consumer === undefined) throw new Error(`No function consumes the queue ${name}`);
      const common = { MessageRetentionPeriod: retentionSeconds, SqsManagedSseEnabled: true };
      return [
        [
          queueId(name),
          sqsQueue({
            QueueName: `\${self:custom.name}-${name}`,
            VisibilityTimeout: visibilitySeconds(consumer.timeout),
            ReceiveMessageWaitTimeSeconds: 20,
            ...common,
            RedrivePolicy: { deadLetterTargetArn: arnOf(deadLettersId(name)), maxReceiveCount: maxReceives },
          }),
        ],
        [deadLettersId(name), sqsQueue({ QueueName: `\${self:custom.name}-${name}-dead-letters`, ...common })],
      ];
    }),
  );
}

const sqsQueue = (properties: object) => ({ Type: 'AWS::SQS::Queue', Properties: properties });

/** AWS advises six times the function's timeout. A failed message is postponed by its function (lib/wiring/queue.ts). */
const visibilitySeconds = (timeout: number): number => 6 * timeout;
