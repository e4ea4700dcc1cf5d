import { describe, expect, test } from 'vitest';
import { changeStatus } from '../../../lib/collection/deliveries/change-status.ts';
import { listDeliveryEvents } from '../../../lib/collection/deliveries/list-delivery-events.ts';
import { deliveryEventRecords, numberedDeliveryEvents } from '../../../schemas/collection/delivery-events.ts';
import { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { emptyRowCounts, type DeliveryStatus, type DeliveryTransition } from '../../../schemas/collection/delivery.ts';
import type { Role } from '../../../schemas/kernel/role.ts';
import { caller } from '../../catalogue/builders.ts';
import { deliveryMemory } from '../memory/delivery-memory.ts';

const id = '01JD0000000000000000000001';
const createdAt = '2020-12-01T00:00:00.000Z';
const record = DeliveryRecord.parse({
  id,
  dataset: 'vehicles',
  department: 'public-security',
  channel: 'excel',
  mode: 'full',
  status: 'awaiting-upload',
  fileName: '车辆.xlsx',
  size: 10,
  createdBy: 'officer-1',
  createdAt,
  rawKey: `deliveries/${id}/workbook.xlsx`,
  attempts: 0,
  loadedParts: [],
});
const created = { at: createdAt, by: 'officer-1', to: 'awaiting-upload' };
const to = (status: DeliveryStatus, minute: number): DeliveryTransition => ({
  at: `2020-12-01T00:0${minute}:00.000Z`,
  by: 'platform',
  to: status,
});

describe('the events of a delivery', () => {
  test.each<[string, readonly DeliveryTransition[] | undefined, readonly object[]]>([
    ['begin with its registration', undefined, [created]],
    [
      'name the status before and after',
      [to('received', 1), to('ingesting', 2)],
      [created, { ...to('received', 1), from: 'awaiting-upload' }, { ...to('ingesting', 2), from: 'received' }],
    ],
    [
      'leave out that another worker went on',
      [to('received', 1), to('ingesting', 2), to('ingesting', 3), to('returned', 4)],
      [
        created,
        { ...to('received', 1), from: 'awaiting-upload' },
        { ...to('ingesting', 2), from: 'received' },
        { ...to('returned', 4), from: 'ingesting' },
      ],
    ],
  ])('%s', (_, transitions, events) => {
    const numbered = numberedDeliveryEvents({
      ...record,
      transitions: transitions === undefined ? undefined : [...transitions],
    });
    expect(numbered.map(({ number: _number, ...event }) => event)).toEqual(events);
  });

  test('a pull begins as received', () => {
    expect(numberedDeliveryEvents({ ...record, channel: 'database' })).toEqual([
      { ...created, number: 0, to: 'received' },
    ]);
  });

  test('a number is that of the transition, also behind one that is left out', () => {
    const transitions = [to('received', 1), to('ingesting', 2), to('ingesting', 3), to('returned', 4)];
    expect(numberedDeliveryEvents({ ...record, transitions }).map(({ number }) => number)).toEqual([0, 1, 2, 4]);
  });

  test('stand in the table of events with whose data they are, and with counts, and without a sentence', () => {
    const returned = { ...to('received', 1), rowCounts: emptyRowCounts, reason: 'too-many-faults' };
    expect(deliveryEventRecords({ ...record, transitions: [returned] })[1]).toEqual({
      entity: `delivery#${id}`,
      number: 1,
      kind: 'delivery',
      at: '2020-12-01T00:01:00.000Z',
      by: 'platform',
      department: 'public-security',
      dataset: 'vehicles',
      channel: 'excel',
      from: 'awaiting-upload',
      to: 'received',
      counts: emptyRowCounts,
      reason: 'too-many-faults',
    });
  });
});

describe('a transition', () => {
  const openPorts = async () => {
    const deliveries = deliveryMemory();
    await deliveries.create(record);
    let minute = 0;
    const now = () => `2020-12-01T00:0${(minute += 1)}:00.000Z`;
    const events = { deliveryStatusChanged: () => undefined, deliverySettled: async () => undefined };
    const account = async (subject: string) =>
      subject === 'officer-2' ? { ...caller('officer-2', 'provider', record.department), active: true } : undefined;
    return { deliveries, events, now, account, departmentName: async () => '市公安局' };
  };
  const read = (ports: Awaited<ReturnType<typeof openPorts>>, who = caller('clerk', 'provider', record.department)) =>
    listDeliveryEvents(
      { caller: who, params: { delivery: record.id }, query: {}, body: undefined, requestId: 'r' },
      ports,
    );

  test('is kept with its counts, its reason and who decided', async () => {
    const ports = await openPorts();
    await changeStatus(id, { from: ['awaiting-upload'], to: 'received' }, ports);
    await changeStatus(id, { from: ['received', 'ingesting'], to: 'ingesting' }, ports);
    const rowCounts = { ...emptyRowCounts, read: 3, rejected: 3 };
    const reason = { code: 'would-remove', detail: '将移除 3 条记录。' };
    await changeStatus(id, { from: ['ingesting'], to: 'awaiting-approval', changes: { rowCounts, reason } }, ports);
    await changeStatus(id, { from: ['awaiting-approval'], to: 'received', by: 'officer-2' }, ports);
    expect(await read(ports)).toMatchObject({
      items: [
        created,
        { from: 'awaiting-upload', to: 'received', by: 'platform', at: '2020-12-01T00:01:00.000Z' },
        { from: 'received', to: 'ingesting' },
        { from: 'ingesting', to: 'awaiting-approval', rowCounts, reason: 'would-remove' },
        { from: 'awaiting-approval', to: 'received', by: 'officer-2' },
      ],
      actors: [{ account: 'officer-2', departmentName: '市公安局' }],
    });
  });

  test('that is refused leaves no event, so that a repeated one leaves no second', async () => {
    const ports = await openPorts();
    const transition = { from: ['awaiting-upload'], to: 'received' } as const;
    expect(await changeStatus(id, transition, ports)).not.toBeNull();
    expect(await changeStatus(id, transition, ports)).toBeNull();
    expect(await read(ports)).toMatchObject({ items: [{ to: 'awaiting-upload' }, { to: 'received' }] });
  });

  test.each<[Role, string, boolean]>([
    ['provider', 'public-security', true],
    ['provider', 'civil-affairs', false],
    ['operator', 'information-center', true],
    ['supervisor', 'reform-office', true],
  ])('a %s of %s sees them: %s', async (role, department, sees) => {
    const answer = await read(await openPorts(), caller('someone', role, department));
    if (sees) expect(answer).toEqual({ items: [created], actors: [] });
    else expect(answer).toMatchObject({ refused: 'delivery-not-found' });
  });
});
