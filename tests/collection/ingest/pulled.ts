import { ingestPages } from '../../../lib/collection/ingest/ingest-pages.ts';
import { readRejectedRowLines, stagedFindings } from '../../../lib/collection/staging.ts';
import type { DeliveryMode } from '../../../schemas/collection/delivery.ts';
import { openPipeline, version, type Pipeline } from '../pipeline/pipeline.ts';

/** The delivery and its findings, of which one must be staged. */
export const stored = async (pipeline: Pipeline, id: string) => {
  const delivery = pipeline.stores.deliveries.all().find((one) => one.id === id);
  if (delivery?.staged === undefined) throw new Error('nothing was staged');
  const findings = [];
  for await (const finding of stagedFindings(delivery.staged, pipeline.stores.stagingStore)) findings.push(finding);
  return {
    delivery,
    findings: findings.map(({ row, page, code, otherRow, detail }) => ({ row, page, code, otherRow, detail })),
  };
};

type Cells = readonly [key: string | null, value: string | null];

/** Ingests the pages of a pull of the fields 编号 and 名称. */
export async function pulled(
  pages: readonly (readonly Cells[])[],
  options: {
    readonly mode?: DeliveryMode;
    readonly rowsOnce?: boolean;
    readonly events?: boolean;
    readonly channel?: 'interface' | 'database';
  } = {},
) {
  const { mode = 'full', rowsOnce = false, events, channel = 'interface' } = options;
  const pipeline = openPipeline();
  const id = await pipeline.hand(mode, [['x', null]]);
  pipeline.queue.length = 0;
  await pipeline.stores.deliveries.change(id, ['awaiting-upload'], { status: 'received', channel });
  await ingestPages(
    { delivery: id },
    {
      ...pipeline.ports,
      openManifest: async () => ({
        hash: 'f'.repeat(64),
        manifest: {
          delivery: id,
          dataset: version.dataset,
          origin: 't',
          reading: { kind: 'rows', table: 't', fields: ['number', 'name'] },
          pages: pages.map((rows, i) => ({ key: `${i}`, sha256: '', bytes: 1, rows: rows.length })),
          rowsOnce,
          ...(events === undefined ? {} : { events }),
          corrections: {},
        },
      }),
      readPage: async ({ key }) => ({
        length: pages[Number(key)]?.length ?? 0,
        at: (i: number) => ({ cells: pages[Number(key)]?.[i] ?? [], removed: false }),
      }),
      pendingRejectedRowIds: async () => new Set<string>(),
    },
  );
  const result = await stored(pipeline, id);
  const rejected = [];
  for await (const { p, r } of readRejectedRowLines(result.delivery, pipeline.stores.stagingStore))
    rejected.push(`${p}.${r}`);
  return { ...result, rejected: rejected.toSorted() };
}
