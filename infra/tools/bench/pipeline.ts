import { openAsBlob, statSync } from 'node:fs';
import { join } from 'node:path';
import { createDelivery } from '../../../lib/collection/deliveries/create-delivery.ts';
import { collectionBasics } from '../../../lib/wiring/collection/basics.ts';
import { createDeliveryPorts } from '../../../lib/wiring/collection/deliveries.ts';
import { seedCatalogue } from '../../../lib/wiring/seed-catalogue.ts';
import { seedDepartments as writeDepartments } from '../../../lib/wiring/seed-departments.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { functions } from '../../deployment/functions.ts';
import { readMappings } from '../../local/queues/mappings.ts';
import { startStores } from '../../local/stores.ts';
import { seedCodeLists, seedDepartments } from '../../seeds/index.ts';
import { benchContent } from './bench-content.ts';
import type { Figures } from './job.ts';
import { startJob } from './run-job.ts';

const stages = ['receive-upload', 'ingest-excel', 'load-part', 'publish-delivery', 'annotate-workbook'] as const;
export type PipelineStage = (typeof stages)[number];
type BenchFunction = PipelineStage | 'issue-certificates';
const getModulePath = (name: BenchFunction): string =>
  `functions/${name === 'issue-certificates' ? 'certificates' : 'collection'}/${name}`;
export const pipelineFunctions: readonly string[] = [...stages, 'issue-certificates' as const].map(
  (name) => `${getModulePath(name)}.ts`,
);

export const allFunctions: readonly string[] = functions.map(({ room, name }) => `functions/${room}/${name}.ts`);

export const benchDataset = 'bench-accounts';
const pollMs = 100;

export type BenchDelivery = {
  readonly dataset: string;
  readonly content: DatasetContent;
  readonly seed: () => Promise<unknown>;
};

const accounts: BenchDelivery = {
  dataset: benchDataset,
  content: benchContent,
  seed: async () =>
    await seedCatalogue({
      datasets: [{ dataset: benchDataset, code: '307009900000/000001', content: benchContent }],
      codeLists: [],
      departments: seedDepartments(),
    }),
};

/** Opens local stores and runs each function in its own process. Sets this process's environment. */
export async function startPipeline(
  { code, scratch }: { readonly code: string; readonly scratch: string },
  { dataset, content, seed }: BenchDelivery = accounts,
) {
  const stores = await startStores({ stateDir: join(scratch, 'stores') });
  Object.assign(process.env, stores.environment);
  const departments = seedDepartments();
  await writeDepartments(departments, []);
  await seedCatalogue({ datasets: [], codeLists: [...seedCodeLists().values()], departments });
  await seed();
  const mappings = readMappings(stores.service, stores.queueUrls);
  const { deliveries } = collectionBasics();
  const read = async (id: string): Promise<DeliveryRecord> => {
    const delivery = await deliveries.read(id);
    if (delivery === null) throw new Error('the delivery is not there');
    return delivery;
  };

  const serveUntil = async (name: BenchFunction, isDone: () => Promise<boolean>, memory?: number): Promise<Figures> => {
    const mapping = mappings.find(({ functionName }) => functionName.endsWith(`-${name}`));
    if (mapping === undefined) throw new Error(`${name} has no queue`);
    const job = { what: 'serve', module: join(code, `${getModulePath(name)}.mjs`), mapping } as const;
    const { child, figures } = await startJob(code, job, stores.environment, memory);
    while (!(await isDone())) {
      if (child.exitCode !== null) throw new Error(`${name} has ended too early`);
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    }
    child.send('stop');
    return await figures;
  };

  return {
    environment: stores.environment,
    serveUntil,
    read,
    upload: async (path: string) => await upload(path, dataset, content.metadata.provider),
    /** Throws when the function fails. */
    run: async (stage: PipelineStage, id: string, rows: number, memory?: number): Promise<Figures> => {
      const isDone = async () => {
        const delivery = await read(id);
        if (['failed', 'returned', 'awaiting-approval'].includes(delivery.status))
          throw new Error(`the delivery was ${delivery.status}: ${delivery.reason?.code ?? ''}`);
        return isStageDone[stage](delivery);
      };
      return { ...(await serveUntil(stage, isDone, memory)), rows };
    },
    forgetLoaded: async (id: string): Promise<void> => {
      await deliveries.change(id, ['loading'], { loadedParts: [] });
    },
    close: stores.close,
  };
}

type Uploaded = { readonly id: string; readonly seconds: number };

async function upload(path: string, dataset: string, department: string): Promise<Uploaded> {
  const caller: Caller = { subject: 'bench', kind: 'person', name: '基准测试', department, roles: ['provider'] };
  const body = { mode: 'full', fileName: '基准测试.xlsx', size: statSync(path).size } as const;
  const created = await createDelivery(
    { caller, params: { dataset }, query: {}, body, requestId: 'bench' },
    createDeliveryPorts(),
  );
  if (isRefused(created)) throw new Error(created.refused);
  const form = new FormData();
  for (const [name, value] of Object.entries(created.upload.fields)) form.append(name, value);
  form.append('file', await openAsBlob(path), '基准测试.xlsx');
  const start = performance.now();
  const answer = await fetch(created.upload.url, { method: 'POST', body: form });
  if (answer.status >= 300) throw new Error(`the upload answered ${answer.status}: ${await answer.text()}`);
  return { id: created.delivery.id, seconds: (performance.now() - start) / 1000 };
}

const isStageDone: Readonly<Record<PipelineStage, (delivery: DeliveryRecord) => boolean>> = {
  'receive-upload': ({ status }) => status === 'received',
  'ingest-excel': ({ status }) => status === 'loading',
  'load-part': ({ loadedParts, staged }) => loadedParts.length === staged?.parts,
  'publish-delivery': ({ status }) => status === 'published',
  'annotate-workbook': ({ annotated }) => annotated === 'ready',
};
