import { expect, test } from 'vitest';
import { changeStatus } from '../../lib/collection/deliveries/change-status.ts';
import { sweepDeliveries } from '../../lib/collection/deliveries/sweep-deliveries.ts';
import type { DeliveryRepository } from '../../lib/collection/ports.ts';
import { statusEvents } from '../../lib/wiring/collection/events.ts';
import { DeliveryRecord } from '../../schemas/collection/delivery-record.ts';

const now = '2020-12-01T00:00:00.000Z';

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
  startAttempt: async () => delivery,
  returnAttempt: async () => delivery,
  markPartLoaded: async () => delivery,
  listByDataset: async () => [delivery],
  due: async () => [delivery],
};

/** The repository with events that write to a list. */
function openPorts() {
  const log: string[] = [];
  const events = statusEvents(
    { pull: async () => undefined },
    (level, code, facts) => void log.push(JSON.stringify({ level, code, ...facts })),
  );
  return { log, ports: { deliveries: repository, events, now: () => now } };
}

test('a transition is logged with its reason and its counts, without the file’s name', async () => {
  const { log, ports } = openPorts();
  await changeStatus(delivery.id, { from: ['ingesting'], to: 'returned' }, ports);
  expect(log.map((line): unknown => JSON.parse(line))).toMatchObject([
    {
      code: 'delivery-status-changed',
      delivery: delivery.id,
      status: 'returned',
      reason: 'no-rows',
      read: 3,
      rejected: 3,
    },
  ]);
  expect(log.join('')).not.toMatch(/王芳|表中/u);
});

test('a refused transition is not logged', async () => {
  const { log, ports } = openPorts();
  expect(await changeStatus(delivery.id, { from: ['awaiting-approval'], to: 'received' }, ports)).toBeNull();
  expect(log).toEqual([]);
});

test('a change that is no transition is not logged', async () => {
  const { log, ports } = openPorts();
  await sweepDeliveries({
    ...ports,
    deliveries: { ...repository, read: async () => ({ ...delivery, status: 'received', retryAt: now }) },
    now: () => now,
    settings: { leaseSeconds: 60, attempts: 5, shrinkLimit: 0.2, shrinkWindowDays: 30, partRows: 2, partsInFlight: 2 },
    messages: {
      ingest: async () => undefined,
      loadParts: async () => undefined,
      publish: async () => undefined,
      annotateWorkbook: async () => undefined,
    },
    multipartUploads: { abort: async () => undefined },
    outboxes: [],
    findUpload: async () => null,
  });
  expect(log).toEqual([]);
});
