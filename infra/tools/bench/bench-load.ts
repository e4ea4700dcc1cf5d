import type { BenchSettings } from './bench-reading.ts';
import { medianFigures, type Claim } from './figures.ts';
import type { Figures } from './job.ts';
import { isStageDone, startPipeline } from './pipeline.ts';
import { runJob } from './run-job.ts';
import { benchWorkbook } from './workbooks.ts';

/** Rows that are loaded: the local table takes some thousand a second. */
const rowsLoaded = 20_000;

/** The real use case against the bare SDK writing the same items, in turns, on the local table. */
export async function benchLoad(
  { rows, runs, workbooks, code, scratch }: BenchSettings,
  into: Map<string, Figures>,
  claims: Claim[],
): Promise<void> {
  const count = Math.min(rows, rowsLoaded);
  const pipeline = await startPipeline({ code, scratch });
  try {
    const { id } = await pipeline.upload(await benchWorkbook(workbooks, { rows: count, strings: 'shared', faulty: 0 }));
    for (const stage of ['receive-upload', 'ingest-excel'] as const)
      await pipeline.run(stage, id, count, isStageDone[stage]);
    const parts = (await pipeline.read(id)).staged?.parts ?? 0;
    const found = { load: new Array<Figures>(), bare: new Array<Figures>() };
    for (let run = 0; run < runs; run += 1) {
      for (const what of ['load', 'bare'] as const)
        found[what].push(await runJob(code, { what, delivery: id, parts, rows: count }, pipeline.environment));
      await pipeline.forgetLoaded(id);
    }
    const [load, bare] = [medianFigures(found.load), medianFigures(found.bare)];
    into.set('load: parts into the table', load);
    into.set('load: bare BatchWriteItem', bare);
    claims.push(
      { name: 'load: clock, × of bare BatchWriteItem', value: bare.seconds / load.seconds, unit: '×' },
      { name: 'load: processor time, × of bare BatchWriteItem', value: bare.cpuSeconds / load.cpuSeconds, unit: '×' },
    );
  } finally {
    await pipeline.close();
  }
}
