import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keyedHash } from '../../../../lib/adapters/keyed-hash.ts';
import { ingest } from '../../../../lib/collection/ingest/ingest.ts';
import { pagesSource } from '../../../../lib/collection/ingest/pages/pages-source.ts';
import { manifestKey } from '../../../../lib/collection/sources/pull/stored-pages.ts';
import { toWords } from '../../../../lib/kernel/hashing/index-format.ts';
import { RowIndex } from '../../../../lib/records/row-index.ts';
import { createPageReader } from '../../../../lib/wiring/collection/page-reader.ts';
import { benchDay } from '../bench-content.ts';
import { fileChunks } from '../file-chunks.ts';
import type { Job } from '../job.ts';
import type { IngestResult } from '../work.ts';
import { benchVersion } from './bench-version.ts';
import { filePullStore } from './file-pull-store.ts';
import { pullAll } from './pull-all.ts';

type PullJob = Extract<Job, { readonly what: 'pull' }>;

/** Stages every row, compared with the index in `folder`, if any. */
export async function pullAndIngest({
  declaration,
  folder,
  time,
  codeLists,
}: PullJob): Promise<IngestResult & { readonly pullSeconds: number }> {
  const clock = performance.now();
  const pulls = filePullStore(folder);
  const pull = await pullAll(declaration, pulls);
  const pullSeconds = (performance.now() - clock) / 1000;

  const { manifest } = await pulls.readManifest(manifestKey(pull));
  const indexPath = join(folder, 'index.bin');
  let writes = 0;
  const chunks = (name: string) =>
    fileChunks(folder, name, () => {
      writes += 1;
    });
  const lists = new Map(codeLists.map((list) => [list.id, list]));
  const source = pagesSource(benchVersion, {
    manifest,
    readPage: createPageReader(pulls),
    pendingKeys: new Set(),
    reconcile: false,
  });
  const { index, comparison } = await ingest(source, {
    version: benchVersion,
    codeLists: () => Promise.resolve(lists),
    today: benchDay,
    mode: 'full',
    openIndex: async () => new RowIndex(time === 'first' ? null : toWords(await readFile(indexPath))),
    hash: keyedHash('bench-key-bench-key-bench-key-bench-key'),
    partRows: 5000,
    chunks: { parts: chunks('part'), findings: chunks('findings'), rejected: chunks('rejected') },
    assertLease: () => Promise.resolve(),
  });
  const { rowCounts } = comparison;
  if (rowCounts.new + rowCounts.changed + rowCounts.removed > 0) {
    const words = index.next(1, comparison.removeMissing);
    await writeFile(indexPath, new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
    writes += 1;
  }
  return { rows: rowCounts.read, rowCounts, writes, pullSeconds };
}
