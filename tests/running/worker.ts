import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { functionCredentials } from '../../infra/local/access/access.ts';
import { startEventSource } from '../../infra/local/queues/event-source.ts';
import { readMappings } from '../../infra/local/queues/mappings.ts';
import { resolvedService } from '../../infra/local/resolved-service.ts';
import { setting } from '../../lib/wiring/setting.ts';
import { lambdaContext } from '../api/invoke.ts';

// A worker process that tests kill: it polls the queues and runs the schedules as Lambda does, with the functions'
// own files.

const { values } = parseArgs({
  options: { queues: { type: 'string' }, 'sweep-every': { type: 'string', default: '300' } },
});
const queueUrls = new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(values.queues ?? '{}'))));
const service = await resolvedService();

const Module = z.object({
  handler: z.custom<(event: unknown, context: unknown) => Promise<unknown>>((value) => typeof value === 'function'),
});
const prefix = `${service.service}-${service.provider.stage}-`;
const names = {
  collection: [
    'receive-upload',
    'start-due-sources',
    'pull-source',
    'replay-all',
    'ingest-pages',
    'ingest-excel',
    'load-part',
    'publish-delivery',
    'annotate-workbook',
    'sweep-deliveries',
  ],
  certificates: ['issue-certificates', 'apply-batch', 'sweep-certificates'],
};
const files = Object.entries(names).flatMap(([room, functions]) =>
  functions.map((name) => [name, join(import.meta.dirname, '..', '..', 'functions', room, `${name}.ts`)] as const),
);
const handlers = new Map(
  await Promise.all(files.map(async ([name, file]) => [name, Module.parse(await import(file)).handler] as const)),
);

async function run(name: string, event: unknown): Promise<unknown> {
  return await handlers.get(name)?.(event, lambdaContext('worker'));
}

// All modules are loaded; the parent's message starts the work, so that a spare worker can wait.
const started = new Promise((resolve) => process.once('message', resolve));
process.send?.('ready');
await started;

startEventSource(readMappings(service, queueUrls), {
  endpoint: setting('AWS_ENDPOINT_URL_SQS'),
  region: setting('AWS_REGION'),
  credentialsOf: functionCredentials,
  invoke: async (functionName, event) => {
    try {
      return { kind: 'answered', answer: await run(functionName.slice(prefix.length), event) };
    } catch (error) {
      return { kind: 'failed', reason: error instanceof Error ? error.message : 'unknown' };
    }
  },
});

for (;;) {
  for (const name of ['sweep-deliveries', 'start-due-sources', 'sweep-certificates'])
    await run(name, {}).catch(() => undefined);
  await new Promise((resolve) => setTimeout(resolve, Number(values['sweep-every'])));
}
