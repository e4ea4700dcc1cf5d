import { z } from 'zod';
import { CodeList } from '../../../schemas/catalogue/code-list.ts';
import { RowCounts } from '../../../schemas/collection/delivery.ts';
import { DatabaseSystem } from '../../../schemas/collection/front-end-table.ts';
import { SourceDeclaration } from '../../../schemas/collection/sources/source.ts';

const Mapping = z.object({
  functionName: z.string(),
  queue: z.string(),
  queueUrl: z.string(),
  batchSize: z.int(),
  concurrency: z.int(),
  partial: z.boolean(),
  timeoutSeconds: z.number(),
});

export const Job = z.discriminatedUnion('what', [
  z.object({ what: z.enum(['exceljs', 'read']), path: z.string() }),
  z.object({
    what: z.literal('ingest'),
    path: z.string(),
    folder: z.string(),
    time: z.enum(['first', 'again']),
    codeLists: z.array(CodeList),
  }),
  z.object({ what: z.enum(['load', 'bare']), delivery: z.string(), parts: z.int(), rows: z.int() }),
  z.object({ what: z.literal('serve'), module: z.string(), mapping: Mapping }),
  z.object({ what: z.literal('requests'), module: z.string(), events: z.array(z.unknown()) }),
  z.object({
    what: z.enum(['sign-documents', 'read-certificates', 'verify-documents', 'verify-files']),
    type: z.string(),
    department: z.string(),
    delivery: z.string(),
    parts: z.int(),
  }),
  z.object({
    what: z.literal('pull'),
    declaration: SourceDeclaration,
    folder: z.string(),
    time: z.enum(['first', 'again']),
    codeLists: z.array(CodeList),
  }),
  z.object({ what: z.literal('command-line'), program: z.string(), options: z.array(z.string()), rows: z.int() }),
  z.object({
    what: z.literal('driver'),
    system: DatabaseSystem,
    port: z.int(),
    user: z.string(),
    selected: z.string(),
    key: z.string(),
  }),
  z.object({ what: z.literal('download'), url: z.string(), format: z.enum(['json', 'xml']), pages: z.int() }),
  z.object({
    what: z.enum(['use-grant', 'bare-query']),
    grant: z.string(),
    consumer: z.string(),
    dataset: z.string(),
    /** Keys. */
    accounts: z.array(z.string()),
    /** At once. */
    callers: z.int(),
  }),
  z.object({
    what: z.enum(['read-feed', 'read-parts']),
    grant: z.string(),
    consumer: z.string(),
    delivery: z.string(),
    parts: z.int(),
  }),
  z.object({
    what: z.literal('query'),
    dataset: z.string(),
    department: z.string(),
    key: z.record(z.string(), z.string()),
  }),
]);
export type Job = z.infer<typeof Job>;

const Percentiles = z.object({ p50: z.number(), p99: z.number() });

/** Wall and processor seconds of the whole process; resident megabytes. */
export const Figures = z.object({
  rows: z.int(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  mainSeconds: z.number(),
  peakMegabytes: z.number(),
  startMegabytes: z.number(),
  /** The most outside of V8's heap, sampled: Node itself, buffers, compression. */
  outsideMegabytes: z.number(),
  /** Pulling and storing; the rest is ingesting. */
  pullSeconds: z.number().optional(),
  writes: z.int().optional(),
  rowCounts: RowCounts.optional(),
  /** Milliseconds of single calls; `ownMainMs` is the mean of the main thread's. */
  calls: z.object({ own: Percentiles, table: Percentiles, ownMainMs: z.number() }).optional(),
});
export type Figures = z.infer<typeof Figures>;
