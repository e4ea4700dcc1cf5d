import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { startStores } from '../../infra/local/stores.ts';
import { seedCertificates, seedCodeLists, seedDatasets, seedDepartments } from '../../infra/seeds/index.ts';
import { definedOnly } from '../../lib/kernel/defined-only.ts';
import { seedCatalogue } from '../../lib/wiring/seed-catalogue.ts';
import { seedCertificates as keepCertificates } from '../../lib/wiring/seed-certificates.ts';
import { seedDepartments as keepDepartments } from '../../lib/wiring/seed-departments.ts';
import type { Delivery, DeliveryMode } from '../../schemas/collection/delivery.ts';
import type { Finding } from '../../schemas/collection/finding.ts';
import { createDeliveryRoute, listFindingsRoute, readDeliveryRoute } from '../../schemas/collection/routes.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import type { Route } from '../../schemas/kernel/route.ts';
import type { RecordValues, RecordView } from '../../schemas/records/record.ts';
import { queryRecordsRoute, readChangesRoute } from '../../schemas/records/routes.ts';
import { handlerOf } from '../api/handler-of.ts';
import { lambdaContext, httpEvent, type TestRequest } from '../api/invoke.ts';

type Worker = { readonly child: ChildProcess; readonly ready: Promise<unknown> };

/** Short leases (2 s) and frequent sweeps, so that a killed worker is replaced quickly. */
const fastSettings = { LEASE_SECONDS: '2', MAX_DELIVERY_ATTEMPTS: '40', PART_ROWS: '100' };

/**
 * Starts the stores with the seed catalogue, and worker processes that can be killed. Sets this process's
 * environment until `close`.
 */
export async function runCollection(settings: Readonly<Record<string, string>> = {}) {
  const stateDir = await mkdtemp(join(tmpdir(), 'guiji-test-'));
  const stores = await startStores({ stateDir });
  const environment = { ...stores.environment, ...fastSettings, ...settings };
  Object.assign(process.env, environment);
  const departments = seedDepartments();
  await keepDepartments(departments, []);
  await seedCatalogue({ datasets: seedDatasets(), codeLists: [...seedCodeLists().values()], departments });
  await keepCertificates(seedCertificates(), departments);

  // Messages of a killed worker become visible after seconds, not after the function's timeout of minutes.
  const sqs = new SQSClient({});
  for (const url of stores.queueUrls.values())
    await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: { VisibilityTimeout: '3' } }));
  sqs.destroy();

  const spawnWorker = (): Worker => {
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'worker.ts'), '--queues', JSON.stringify(Object.fromEntries(stores.queueUrls))],
      {
        // Temporary files of a killed worker are deleted with the state.
        env: { ...process.env, ...environment, NODE_OPTIONS: '', TMPDIR: stateDir },
        stdio: ['ignore', 'ignore', process.env['SHOW_WORKER'] === undefined ? 'ignore' : 'inherit', 'ipc'],
      },
    );
    return { child, ready: new Promise((resolve) => child.once('message', resolve)) };
  };
  const kill = async ({ child }: Worker) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  };
  let working: Worker | null = null;
  let spare: Worker | null = null;
  const startWorker = async () => {
    working = spare ?? spawnWorker();
    spare = null;
    await working.ready;
    working.child.send('begin');
  };
  /** Loads a spare worker, which can start at once. */
  const standBy = async () => {
    spare ??= spawnWorker();
    await spare.ready;
  };
  const killWorker = async () => {
    if (working !== null) await kill(working);
    working = null;
  };

  return {
    environment,
    endpoints: stores.endpoints,
    throttling: stores.throttling,
    queueUrls: stores.queueUrls,
    startWorker,
    standBy,
    killWorker,
    /** Stops the worker where it stands; it holds its leases and goes on at `resumeWorker`. */
    pauseWorker: () => void working?.child.kill('SIGSTOP'),
    resumeWorker: () => void working?.child.kill('SIGCONT'),
    close: async () => {
      await killWorker();
      if (spare !== null) await kill(spare);
      await stores.close();
      await rm(stateDir, { recursive: true, force: true });
    },
  };
}

const Answered = z.object({
  statusCode: z.int(),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/** Calls a route's function as API Gateway does. Throws for a status of 300 and above. */
export async function ask(route: Route, asked: TestRequest): Promise<unknown> {
  const answer = Answered.parse(await (await handlerOf(route))(httpEvent(route, asked), lambdaContext('test')));
  if (answer.statusCode >= 300) throw new Error(`${route.operation} answered ${answer.statusCode}: ${answer.body}`);
  return answer.isBase64Encoded ? Buffer.from(answer.body, 'base64') : JSON.parse(answer.body);
}

/** Opens a delivery and uploads the workbook to its address, as a browser form does. */
export async function deliver(
  dataset: string,
  mode: DeliveryMode,
  workbook: Uint8Array<ArrayBuffer>,
  caller: Caller,
): Promise<Delivery> {
  const { delivery, upload } = createDeliveryRoute.answer.body.parse(
    await ask(createDeliveryRoute, {
      params: { dataset },
      body: JSON.stringify({ mode, fileName: '数据.xlsx', size: workbook.length }),
      caller,
    }),
  );
  const form = new FormData();
  for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
  form.append('file', new Blob([workbook]), 'workbook.xlsx');
  const answer = await fetch(upload.url, { method: 'POST', body: form });
  if (answer.status >= 300) throw new Error(`the upload answered ${answer.status}: ${await answer.text()}`);
  return delivery;
}

/** Waits until the delivery needs nobody's work but a person's. Throws after `seconds`. */
export async function settled(delivery: Delivery, caller: Caller, seconds = 60): Promise<Delivery> {
  for (let waited = 0; waited < seconds * 20; waited += 1) {
    const now = readDeliveryRoute.answer.body.parse(
      await ask(readDeliveryRoute, { params: { delivery: delivery.id }, caller }),
    );
    if (
      ['published', 'returned', 'awaiting-approval', 'failed', 'discarded'].includes(now.status) &&
      now.annotated !== 'pending'
    )
      return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the delivery did not settle in ${seconds} s`);
}

export async function findingsOf(delivery: Delivery, caller: Caller): Promise<Finding[]> {
  const all: Finding[] = [];
  let cursor: string | undefined;
  do {
    const page = listFindingsRoute.answer.body.parse(
      await ask(listFindingsRoute, {
        params: { delivery: delivery.id },
        query: { limit: '200', ...definedOnly({ cursor }) },
        caller,
      }),
    );
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

/** All published records of a dataset, in the index's order. */
export async function recordsOf(dataset: string, caller: Caller): Promise<RecordView[]> {
  const all: RecordView[] = [];
  let cursor: string | undefined;
  do {
    const page = queryRecordsRoute.answer.body.parse(
      await ask(queryRecordsRoute, {
        params: { dataset },
        body: JSON.stringify({ limit: 200, ...definedOnly({ cursor }) }),
        caller,
      }),
    );
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}

/** A consumer of a dataset's change feed; each call reads on to the end, and returns the values of all records. */
export function openFeed(dataset: string, caller: Caller): () => Promise<RecordValues[]> {
  const records = new Map<string, RecordValues>();
  let cursor: string | undefined;
  return async () => {
    for (let more = true; more;) {
      const page = readChangesRoute.answer.body.parse(
        await ask(readChangesRoute, {
          params: { dataset },
          body: JSON.stringify({ limit: 150, ...definedOnly({ cursor }) }),
          caller,
        }),
      );
      for (const { record, values } of page.items) {
        if (values === undefined) records.delete(record);
        else records.set(record, values);
      }
      ({ next: cursor, more } = page);
    }
    return [...records.values()];
  };
}
