import { expect, test } from 'vitest';
import { FindingSink } from '../../../lib/collection/ingest/rows/finding-sink.ts';
import type { ChunkStore } from '../../../lib/collection/staging.ts';
import { Finding, maxFaultyRows } from '../../../schemas/collection/finding.ts';
import { contentOf, field } from '../check/sample-content.ts';

test('reminders of the first 100,000 rows leave no later error out', async () => {
  const chunks = new Map<number, string>();
  const store: ChunkStore = {
    write: async (chunk, lines) => void chunks.set(chunk, new TextDecoder().decode(lines)),
    read: async (chunk) => new TextEncoder().encode(chunks.get(chunk)),
  };
  const sink = new FindingSink(contentOf([field('name', '名称', 'text')]), { columns: [0] }, store);
  for (let row = 2; row < maxFaultyRows + 100; row += 1) {
    sink.beginRow({ row }, row);
    sink.report({ field: 0, code: 'placeholder-read-as-empty', severity: 'warning', facts: { written: '无' } });
    if (row > maxFaultyRows + 50) sink.report({ field: 0, code: 'text-too-long', severity: 'error' });
    sink.endRow();
    if (row % 1000 === 0) await sink.write();
  }
  expect(sink.isExhausted).toBe(false);
  sink.endRows();
  sink.add({ code: 'hidden-rows-read', severity: 'warning', detail: '一句话。' });
  await sink.end();
  const last = chunks.get(Math.max(...chunks.keys())) ?? '';
  const written = last
    .trimEnd()
    .split('\n')
    .map((line) => Finding.parse(JSON.parse(line)));
  expect(written.filter(({ severity }) => severity === 'error').map(({ row }) => row)).toEqual(
    Array.from({ length: 49 }, (_, i) => maxFaultyRows + 51 + i),
  );
  expect(written.at(-1)?.code).toBe('hidden-rows-read');
  expect(sink.counts).toMatchObject({ errors: 49, truncated: true, faultyRows: maxFaultyRows + 98 });
});
