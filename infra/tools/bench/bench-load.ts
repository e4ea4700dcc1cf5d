import type { BenchSettings } from './bench-reading.ts';
import { medianFigures, type Results } from './figures.ts';
import type { Figures } from './job.ts';
import { startPipeline } from './pipeline.ts';
import { runJob } from './run-job.ts';
import { benchWorkbook } from './workbooks.ts';

/** The local table writes a few thousand rows a second. */
const maxLoadedRows = 20_000;

/** Benches the real use case against the bare SDK writing the same items. */
export async function benchLoad(
  { rows, runs, workbooks, code, scratch }: BenchSettings,
  results: Results,
): Promise<void> {
  const count = Math.min(rows, maxLoadedRows);
  const pipeline = await startPipeline({ code, scratch });
  try {
    const { id } = await pipeline.upload(await benchWorkbook(workbooks, { rows: count, strings: 'shared', faulty: 0 }));
    for (const stage of ['receive-upload', 'ingest-excel'] as const) await pipeline.run(stage, id, count);
    const parts = (await pipeline.read(id)).staged?.parts ?? 0;
    const found = { load: new Array<Figures>(), bare: new Array<Figures>() };
    for (let run = 0; run < runs; run += 1) {
      for (const what of ['load', 'bare'] as const)
        found[what].push(await runJob(code, { what, delivery: id, parts, rows: count }, pipeline.environment));
      await pipeline.forgetLoaded(id);
    }
    const [load, bare] = [medianFigures(found.load), medianFigures(found.bare)];
    results.runs.set('load: parts into the table', load);
    results.runs.set('load: bare BatchWriteItem', bare);
    results.claims.push(
      { name: 'load: clock, × of bare BatchWriteItem', value: bare.seconds / load.seconds, unit: '×' },
      { name: 'load: processor time, × of bare BatchWriteItem', value: bare.cpuSeconds / load.cpuSeconds, unit: '×' },
    );
  } finally {
    await pipeline.close();
  }
}
