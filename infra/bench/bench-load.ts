import type { BenchSettings } from './bench-reading.ts';
import { middleOf, type Claim } from './figures.ts';
import type { Figures } from './job.ts';
import { goneOn, startWholeWay } from './pipeline.ts';
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
  const way = await startWholeWay({ code, scratch });
  try {
    const { id } = await way.upload(await benchWorkbook(workbooks, { rows: count, strings: 'shared', faulty: 0 }));
    for (const stage of ['receive-upload', 'ingest-excel'] as const) await way.run(stage, id, count, goneOn[stage]);
    const parts = (await way.read(id)).staged?.parts ?? 0;
    const found = { load: new Array<Figures>(), bare: new Array<Figures>() };
    for (let run = 0; run < runs; run += 1) {
      for (const what of ['load', 'bare'] as const)
        found[what].push(await runJob(code, { what, delivery: id, parts, rows: count }, way.environment));
      await way.forgetLoaded(id);
    }
    const [load, bare] = [middleOf(found.load), middleOf(found.bare)];
    into.set('load: parts into the table', load);
    into.set('load: bare BatchWriteItem', bare);
    claims.push(
      { name: 'load: clock, × of bare BatchWriteItem', value: bare.seconds / load.seconds, unit: '×' },
      { name: 'load: processor time, × of bare BatchWriteItem', value: bare.cpuSeconds / load.cpuSeconds, unit: '×' },
    );
  } finally {
    await way.close();
  }
}
