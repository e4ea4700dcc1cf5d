import { z } from 'zod';
import type { ResolvedService } from '../resolved-service.ts';
import type { Mapping } from './event-source.ts';

const SqsEvent = z.object({
  sqs: z.object({
    arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }),
    batchSize: z.number().default(10),
    maximumConcurrency: z.number().default(5),
    functionResponseType: z.literal('ReportBatchItemFailures').optional(),
  }),
});
const Queue = z.object({ Properties: z.object({ QueueName: z.string() }) });

/** Reads the `sqs` events. Throws when a queue is missing. */
export function readMappings(service: ResolvedService, queueUrls: ReadonlyMap<string, string>): Mapping[] {
  return Object.entries(service.functions).flatMap(([key, definition]) =>
    (definition.events ?? []).flatMap((event) => {
      if (!('sqs' in event)) return [];
      const { arn, batchSize, maximumConcurrency, functionResponseType } = SqsEvent.parse(event).sqs;
      const queue = Queue.parse(service.resources.Resources[arn['Fn::GetAtt'][0]]).Properties.QueueName;
      const queueUrl = queueUrls.get(queue);
      if (queueUrl === undefined) throw new Error(`No queue ${queue} for the function ${key}`);
      return [
        {
          functionName: buildFunctionName(service, key),
          queue,
          queueUrl,
          batchSize,
          concurrency: maximumConcurrency,
          partial: functionResponseType !== undefined,
          timeoutSeconds: definition.timeout ?? service.provider.timeout,
        },
      ];
    }),
  );
}

/** Builds a deployed name: `guiji-local-load-part`. */
export function buildFunctionName(service: ResolvedService, key: string): string {
  return service.functions[key]?.name ?? `${service.service}-${service.provider.stage}-${key}`;
}
