import { type Job, Job as JobSchema } from './job.ts';
import { peakMegabytes } from './peak-megabytes.ts';

// One piece of work in a process of its own, so that its time and its peak memory are its own. Modules are loaded before the
// clock starts. Takes its job from its parent and answers with its figures.

/** `seconds`, where the work knows better when it began and ended. */
type Done = {
  readonly rows: number;
  readonly seconds?: number;
  readonly writes?: number;
  readonly rowCounts?: unknown;
  readonly calls?: unknown;
};

async function loadWork(job: Job): Promise<() => Promise<Done>> {
  switch (job.what) {
    case 'exceljs': {
      const { readByExceljs } = await import('./work.ts');
      await import('exceljs');
      return async () => ({ rows: await readByExceljs(job.path) });
    }
    case 'read': {
      const { readByOurs } = await import('./work.ts');
      return async () => ({ rows: await readByOurs(job.path) });
    }
    case 'ingest': {
      const { ingest } = await import('./work.ts');
      const codeLists = new Map(job.codeLists.map((list) => [list.id, list]));
      return () => ingest(job.path, job.folder, codeLists, job.time);
    }
    case 'load':
    case 'bare': {
      const { loadStaged, loadBare } = await import('./load-work.ts');
      return job.what === 'load'
        ? loadStaged(job.delivery, job.parts, job.rows)
        : await loadBare(job.delivery, job.parts);
    }
    case 'serve': {
      const { serve } = await import('./serve.ts');
      return await serve(job.module, job.mapping);
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
    case 'command-line':
    case 'driver':
    case 'download': {
      const { baselineWork } = await import('./channels/baseline-work.ts');
      return baselineWork(job);
    }
    case 'query': {
      const { queryOne } = await import('./load-work.ts');
      return await queryOne(job.dataset, job.department, job.key);
    }
  }
}

const firstMessage = new Promise<unknown>((resolve) => process.once('message', resolve));
process.send?.('ready');
await answer(JobSchema.parse(await firstMessage));

async function answer(job: Job): Promise<void> {
  const work = await loadWork(job);
  const startMegabytes = peakMegabytes();
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
    startMegabytes,
  });
  process.disconnect();
}
