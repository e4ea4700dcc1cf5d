import { syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { seedCodeLists } from '../../seeds/index.ts';
import { benchContent, benchDay } from './bench-content.ts';
import type { BenchSettings } from './bench-reading.ts';
import { atMost, type Results } from './figures.ts';
import { benchDataset, startPipeline, type PipelineStage } from './pipeline.ts';
import { runJob } from './run-job.ts';
import { benchWorkbook } from './workbooks.ts';

/** Benches one file from upload to query, by the real functions on the local stores. */
export async function benchPipeline(
  { rows, workbooks, code, scratch }: BenchSettings,
  results: Results,
): Promise<void> {
  const path = await benchWorkbook(workbooks, { rows, strings: 'shared', faulty: 0 });
  const pipeline = await startPipeline({ code, scratch });
  try {
    const { id, seconds } = await pipeline.upload(path);
    results.claims.push({ name: 'whole way: upload', value: seconds, unit: 's' });
    const stages: readonly PipelineStage[] = ['receive-upload', 'ingest-excel', 'load-part', 'publish-delivery'];
    for (const stage of stages) {
      const figures = await pipeline.run(stage, id, rows);
      results.runs.set(`whole way: ${stage}`, figures);
      results.claims.push(
        { name: `whole way: ${stage}`, value: figures.seconds, unit: 's' },
        atMost(`whole way: peak memory of ${stage}`, figures.peakMegabytes, 512, 'MB'),
      );
      console.log(`${stage}: ${figures.seconds.toFixed(1)} s, ${figures.peakMegabytes.toFixed(0)} MB`);
    }
    const { rowCounts, staged } = await pipeline.read(id);
    if (rowCounts?.new !== rows || staged?.records !== rows)
      throw new Error(`not all of the ${rows} rows were published: ${JSON.stringify(rowCounts)}`);
    const [row = {}] = syntheticRows(benchContent, seedCodeLists(), { seed: 5, count: 1, today: benchDay });
    const query = await runJob(
      code,
      {
        what: 'query',
        dataset: benchDataset,
        department: benchContent.metadata.provider,
        key: { account: String(row['account']) },
      },
      pipeline.environment,
    );
    if (query.rows !== 1) throw new Error('the first record of the file was not found');
    results.claims.push({ name: 'whole way: query of one record', value: query.seconds, unit: 's' });
  } finally {
    await pipeline.close();
  }
}
