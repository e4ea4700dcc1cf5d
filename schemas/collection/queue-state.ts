import { z } from 'zod';

/** In the order that data travels; a test compares them with the deployed queues. */
export const QueueName = z.enum([
  'arrivals',
  'ingest',
  'pull',
  'replays',
  'ingest-pages',
  'load',
  'publish',
  'annotate',
  'issue',
  'certificate-batches',
  'grant-files',
]);
export type QueueName = z.infer<typeof QueueName>;

export const queueSteps = {
  arrivals: '上传到达',
  ingest: '读取检查',
  pull: '读取数据源',
  replays: '重放退回行',
  'ingest-pages': '检查数据源各页',
  load: '入库',
  publish: '发布',
  annotate: '批注文件',
  issue: '证照签发',
  'certificate-batches': '证照批量办理',
  'grant-files': '制作共享文件',
} as const satisfies Record<QueueName, string>;

/** Counts are SQS's own: approximate, and right within a minute of rest. */
export const QueueState = z
  .object({
    queue: QueueName,
    step: z.string(),
    waiting: z.int().min(0),
    inWork: z.int().min(0),
    /** Messages that failed as often as they may, and wait for a person. */
    failed: z.int().min(0),
    /** Seconds; absent while the queue is empty, and in the first minutes of a message. */
    oldestSeconds: z.int().min(0).optional(),
    oldestFailedSeconds: z.int().min(0).optional(),
  })
  .strict();
export type QueueState = z.infer<typeof QueueState>;
