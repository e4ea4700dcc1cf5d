import { expect, test } from 'vitest';
import type { DeliveryRepository } from '../../lib/collection/ports.ts';
import { withTransitionLog } from '../../lib/wiring/collection/with-transition-log.ts';
import { DeliveryRecord } from '../../schemas/collection/delivery-record.ts';

const delivery = DeliveryRecord.parse({
  id: '01JD0000000000000000000001',
  dataset: 'vehicles',
  department: 'public-security',
  channel: 'excel',
  mode: 'full',
  status: 'returned',
  fileName: '王芳的车辆.xlsx',
  size: 10,
  createdBy: 'officer-1',
  createdAt: '2020-12-01T00:00:00.000Z',
  rawKey: 'deliveries/1/workbook.xlsx',
  attempts: 1,
  loadedParts: [],
  reason: { code: 'no-rows', detail: '表中没有读到数据行' },
  rowCounts: {
    read: 3,
    new: 0,
    changed: 0,
    unchanged: 0,
    rejected: 3,
    removed: 0,
    retained: 0,
    warnings: 0,
    errors: 4,
  },
});

const repository: DeliveryRepository = {
  read: async () => delivery,
  create: async () => undefined,
  change: async (_id, from) => (from.includes('ingesting') ? delivery : null),
  markPartLoaded: async () => delivery,
  countLaterUpload: async () => undefined,
  listByDataset: async () => [delivery],
  due: async () => [],
};

test.each([
  ['a step is told with its reason and its counts, without the file’s name', ['ingesting'], { status: 'returned' }, 1],
  ['a step that was not made is not told', ['awaiting-approval'], { status: 'received' }, 0],
  ['a change that is no step is not told', ['ingesting'], { retryAt: '2020-12-01T00:00:00.000Z' }, 0],
] as const)('%s', async (_, from, changes, lines) => {
  const log: string[] = [];
  await withTransitionLog(
    repository,
    (level, code, facts) => void log.push(JSON.stringify({ level, code, ...facts })),
  ).change(delivery.id, from, changes);
  expect(log).toHaveLength(lines);
  for (const line of log) {
    expect(JSON.parse(line)).toMatchObject({
      code: 'delivery-status-changed',
      delivery: delivery.id,
      status: 'returned',
      reason: 'no-rows',
      read: 3,
      rejected: 3,
    });
    expect(line).not.toMatch(/王芳|表中/u);
  }
});
