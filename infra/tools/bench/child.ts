import { getHeapStatistics } from 'node:v8';
import { type Job, Job as JobSchema } from './job.ts';
import { peakMegabytes } from './peak-megabytes.ts';

// One job has its own process, so that its time and peak memory are its own. Modules load before the clock starts.

type Done = {
  readonly rows: number;
  /** Replaces the measured time when the work knows better. */
  readonly seconds?: number;
  readonly writes?: number;
  readonly rowCounts?: unknown;
  readonly calls?: unknown;
};

type GrantJob = Extract<Job, { readonly grant: string }>;

async function loadWork(job: Exclude<Job, GrantJob>): Promise<() => Promise<Done>> {
  switch (job.what) {
    case 'exceljs':
    case 'read':
    case 'ingest':
      return await loadReading(job);
    case 'load':
    case 'bare':
    case 'query':
      return await loadTableWork(job);
    case 'serve': {
      const { serve } = await import('./serve.ts');
      return await serve(job.module, job.mapping);
    }
    case 'requests': {
      const { answerRequests } = await import('./requests.ts');
      return await answerRequests(job.module, job.events);
    }
    case 'sign-documents':
    case 'read-certificates':
    case 'verify-documents':
    case 'verify-files': {
      const { certificateWork } = await import('./certificate-work.ts');
      return await certificateWork(job);
    }
    case 'pull': {
      const { pullAndIngest } = await import('./channels/pull-and-ingest.ts');
      return () => pullAndIngest(job);
    }
    default: {
      const { baselineWork } = await import('./channels/baseline-work.ts');
      return baselineWork(job);
    }
  }
}

type JobOf<What extends Job['what']> = Extract<Job, { readonly what: What }>;

async function loadReading(job: JobOf<'exceljs' | 'read' | 'ingest'>): Promise<() => Promise<Done>> {
  const { readByExceljs, readByOurs, ingest } = await import('./work.ts');
  if (job.what === 'ingest') {
    const codeLists = new Map(job.codeLists.map((list) => [list.id, list]));
    return () => ingest(job.path, job.folder, codeLists, job.time);
  }
  if (job.what === 'read') return async () => ({ rows: await readByOurs(job.path) });
  await import('exceljs');
  return async () => ({ rows: await readByExceljs(job.path) });
}

async function loadGrantWork(job: GrantJob): Promise<() => Promise<Done>> {
  if (!('accounts' in job)) {
    const { feedWork } = await import('./feed-work.ts');
    return await feedWork(job);
  }
  const { grantWork } = await import('./grant-work.ts');
  return await grantWork(job);
}

async function loadTableWork(job: JobOf<'load' | 'bare' | 'query'>): Promise<() => Promise<Done>> {
  const { loadStaged, loadBare, queryOne } = await import('./load-work.ts');
  if (job.what === 'query') return await queryOne(job.dataset, job.department, job.key);
  if (job.what === 'load') return loadStaged(job.delivery, job.parts, job.rows);
  return await loadBare(job.delivery, job.parts);
}

const firstMessage = new Promise<unknown>((resolve) => process.once('message', resolve));
process.send?.('ready');
await answer(JobSchema.parse(await firstMessage));

async function answer(job: Job): Promise<void> {
  const work = await ('grant' in job ? loadGrantWork(job) : loadWork(job));
  const startMegabytes = peakMegabytes();
  // A sample takes a third of a millisecond, which calls of about one would bear.
  const sampled = sampleOutsideOfHeap('grant' in job ? 1_000 : 20);
  const [cpu, main, clock] = [process.cpuUsage(), process.threadCpuUsage(), performance.now()];
  const done = await work();
  const seconds = (performance.now() - clock) / 1000;
  const [{ user, system }, thread] = [process.cpuUsage(cpu), process.threadCpuUsage(main)];
  process.send?.({
    seconds,
    ...done,
    cpuSeconds: (user + system) / 1e6,
    mainSeconds: (thread.user + thread.system) / 1e6,
    peakMegabytes: peakMegabytes(),
    outsideMegabytes: sampled(),
    startMegabytes,
  });
  process.disconnect();
}

/** Samples every so often until the answer is asked for. */
function sampleOutsideOfHeap(everyMs: number): () => number {
  let most = 0;
  const sample = () => {
    most = Math.max(most, (process.memoryUsage.rss() - getHeapStatistics().total_physical_size) / 2 ** 20);
  };
  const timer = setInterval(sample, everyMs);
  return () => {
    clearInterval(timer);
    sample();
    return most;
  };
}
