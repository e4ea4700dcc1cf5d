import { join } from 'node:path';
import { seedCatalogue } from '../../../lib/wiring/seed-catalogue.ts';
import { listDatasetsRoute, exportDatasetSheetRoute } from '../../../schemas/catalogue/routes.ts';
import { downloadTemplateRoute, listFindingsRoute } from '../../../schemas/collection/routes.ts';
import type { Route } from '../../../schemas/kernel/route.ts';
import { openapiRoute } from '../../../schemas/openapi/routes.ts';
import { functions, type FunctionDefinition } from '../../deployment/functions.ts';
import { seedDatasets, seedDepartments } from '../../seeds/index.ts';
import { benchContent } from './bench-content.ts';
import type { BenchSettings } from './bench-reading.ts';
import { atMost, type Results } from './figures.ts';
import type { Figures } from './job.ts';
import { startPipeline, type PipelineStage } from './pipeline.ts';
import { runJob } from './run-job.ts';
import { benchWorkbook } from './workbooks.ts';

/** Of a function's memory, so that a larger input still fits. */
const largestShare = 0.75;

/**
 * Measures the peak resident memory of each function, each in a process of its own with the heap that its memory allows:
 * after its import, and after its largest usual work here, if there is any.
 */
export async function benchMemory({ rows, workbooks, code, scratch }: BenchSettings, results: Results): Promise<void> {
  const path = await benchWorkbook(workbooks, { rows, strings: 'shared', faulty: Math.ceil(rows / 100) });
  const pipeline = await startPipeline({ code, scratch });
  try {
    await seedCatalogue({ datasets: seedDatasets(), codeLists: [], departments: seedDepartments() });
    const { id } = await pipeline.upload(path);
    const stages: readonly PipelineStage[] = [
      'receive-upload',
      'ingest-excel',
      'load-part',
      'publish-delivery',
      'annotate-workbook',
    ];
    for (const name of stages) {
      const { memory } = definitionOf(name);
      note(name, await pipeline.run(name, id, rows, memory));
    }
    const requests = heaviestRequests(id);
    for (const { room, name, memory } of functions) {
      if (stages.some((stage) => stage === name)) continue;
      const job = {
        what: 'requests',
        module: join(code, 'functions', room, `${name}.mjs`),
        events: requests.get(name) ?? [],
      } as const;
      note(name, await runJob(code, job, pipeline.environment, memory));
    }
  } finally {
    await pipeline.close();
  }

  function note(name: string, { peakMegabytes, outsideMegabytes }: Figures): void {
    const { memory } = definitionOf(name);
    results.claims.push(atMost(`${name}, of ${memory} MB`, peakMegabytes, memory * largestShare, 'MB'));
    console.log(
      `${name}: ${peakMegabytes.toFixed(0)} of ${memory} MB, ${outsideMegabytes.toFixed(0)} outside of the heap`,
    );
  }
}

function definitionOf(name: string): FunctionDefinition {
  const found = functions.find((definition) => definition.name === name);
  if (found === undefined) throw new Error(`there is no function ${name}`);
  return found;
}

/** By function: answers that hold the most. */
function heaviestRequests(delivery: string): ReadonlyMap<string, unknown[]> {
  const datasets = seedDatasets().map(({ dataset }) => dataset);
  return new Map([
    ['collection-templates', datasets.map((dataset) => event(downloadTemplateRoute, { dataset }))],
    [
      'catalogue-api',
      [
        event(listDatasetsRoute, {}),
        ...datasets.map((dataset) => event(exportDatasetSheetRoute, { dataset, version: '1' })),
      ],
    ],
    ['collection-api', repeat(50, event(listFindingsRoute, { delivery }))],
    ['documents-public', repeat(50, event(openapiRoute, {}))],
  ]);
}

function repeat(times: number, one: unknown): unknown[] {
  return Array.from({ length: times }, () => one);
}

const caller = {
  subject: 'bench',
  kind: 'person',
  name: '基准测试',
  department: benchContent.metadata.provider,
  roles: ['provider', 'operator'],
};

/** As API Gateway sends a request of a signed-in officer. */
function event(route: Route, params: Readonly<Record<string, string>>): unknown {
  return {
    version: '2.0',
    routeKey: `${route.method} ${route.path}`,
    headers: {},
    rawPath: route.path.replaceAll(/\\{(\\w+)\\}/g, (_, name: string) => params[name] ?? name),
    rawQueryString: '',
    isBase64Encoded: false,
    pathParameters: params,
    requestContext: {
      requestId: 'bench',
      http: { method: route.method },
      authorizer: { lambda: { signIn: JSON.stringify({ outcome: 'signed-in', caller }) } },
    },
  };
}
