import type { Route } from '../../schemas/kernel/route.ts';
import type { FunctionDefinition } from './functions.ts';
import { arnOf, logicalId, queueId, roleId } from './logical-id.ts';
import { nodeOptions } from './node-options.ts';
import type { QueueDefinition } from './queues.ts';
import { servedRoutes, servesTheRest } from './served-routes.ts';

/** The section `functions` of serverless.yml. `source` reads a file of `functions/`. */
export function functionSection(
  functions: readonly FunctionDefinition[],
  queues: readonly QueueDefinition[],
  routes: readonly Route[],
  source: (path: string) => string,
): Readonly<Record<string, object>> {
  const events = (definition: FunctionDefinition): readonly object[] => {
    const { trigger } = definition;
    switch (trigger.kind) {
      case 'authorizer':
        return [];
      case 'schedule':
        return [{ schedule: { rate: [rate(trigger.minutes)] } }];
      case 'queue':
        return [queueEvent(trigger.queue, queues)];
      case 'http':
        return httpEvents(source(`functions/${definition.room}/${definition.name}.ts`), routes);
    }
  };
  return Object.fromEntries(
    functions.map((definition) => {
      const { name, room, memory, timeout, disk, calls, reserved, layer, settings, files = [] } = definition;
      const bundle = `dist/functions/${room}/${name}`;
      const own = events(definition);
      return [
        name,
        {
          handler: `${bundle}.handler`,
          role: roleId(name),
          memorySize: memory,
          timeout,
          environment: { NODE_OPTIONS: nodeOptions(memory), ...settings },
          ...(disk === undefined ? {} : { ephemeralStorageSize: disk }),
          ...(calls === undefined ? {} : { vpc: `\${self:custom.vpc.${calls}}` }),
          ...(reserved === undefined ? {} : { reservedConcurrency: `\${param:${reserved}, null}` }),
          ...(layer === undefined ? {} : { layers: [{ Ref: `${logicalId(layer)}LambdaLayer` }] }),
          // All functions share the log group of infra/resources/logs.yml.
          disableLogs: true,
          // Source maps stay outside.
          package: { patterns: [`${bundle}.mjs`, `${bundle}.parts/*.mjs`, ...files] },
          ...(own.length === 0 ? {} : { events: own }),
        },
      ];
    }),
  );
}

const rate = (minutes: number): string => `rate(${minutes} minute${minutes === 1 ? '' : 's'})`;

function queueEvent(name: string, queues: readonly QueueDefinition[]): object {
  const queue = queues.find((candidate) => candidate.name === name);
  if (queue === undefined) throw new Error(`No queue ${name} in infra/deployment/queues.ts`);
  return {
    sqs: {
      arn: arnOf(queueId(name)),
      batchSize: queue.batchSize,
      maximumConcurrency: `\${param:${queue.concurrency}}`,
      functionResponseType: 'ReportBatchItemFailures',
    },
  };
}

function httpEvents(text: string, routes: readonly Route[]): readonly object[] {
  const explicit = servedRoutes(text, routes).map(({ method, path, callers }) => ({
    httpApi: { method, path, ...(callers === 'anyone' ? {} : { authorizer: { name: 'authorize' } }) },
  }));
  return servesTheRest(text) ? [...explicit, { httpApi: '*' }] : explicit;
}
