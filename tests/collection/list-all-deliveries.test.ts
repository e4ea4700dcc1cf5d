import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ulid } from 'ulid';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queues } from '../../infra/deployment/queues.ts';
import { startStores, type StartedStores } from '../../infra/local/stores.ts';
import { listAllDeliveries, listVisibleDeliveries } from '../../lib/collection/deliveries/list-all-deliveries.ts';
import { deliveryPorts } from '../../lib/wiring/collection/basics.ts';
import type { DeliveryRecord } from '../../schemas/collection/delivery-record.ts';
import { queueSteps } from '../../schemas/collection/queue-state.ts';
import { listAllDeliveriesRoute } from '../../schemas/collection/routes.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';

let folder: string;
let stores: StartedStores;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-deliveries-'));
  stores = await startStores({ stateDir: folder });
  Object.assign(process.env, stores.environment);
  for (const delivery of all) await deliveryPorts().deliveries.create(delivery);
});
afterAll(async () => {
  await stores?.close();
  await rm(folder, { recursive: true, force: true });
});

type Facts = Pick<DeliveryRecord, 'dataset' | 'department' | 'channel'> & {
  readonly status: 'received' | 'failed' | 'returned' | 'awaiting-approval';
};

/** Registered at a moment of Shanghai. */
function delivered(at: string, { dataset, department, channel, status }: Facts): DeliveryRecord {
  const createdAt = new Date(`${at}+08:00`).toISOString();
  return {
    id: ulid(Date.parse(createdAt)),
    dataset,
    department,
    channel,
    mode: 'full',
    status,
    fileName: '数据.xlsx',
    size: 1,
    createdBy: 'wang-fang',
    createdAt,
    decisions: [],
    laterUploads: 0,
    annotated: 'none',
    rawKey: 'deliveries/x/workbook.xlsx',
    attempts: 0,
    loadedParts: [],
  };
}

const vehicles = { dataset: 'vehicles', department: 'public-security', channel: 'database' } as const;
const marriages = { dataset: 'marriage-registrations', department: 'civil-affairs', channel: 'excel' } as const;
/** The newest first. */
const all = [
  delivered('2024-03-02T08:00:00', { ...vehicles, status: 'failed' }),
  delivered('2024-03-02T00:00:00', { ...marriages, status: 'received' }),
  delivered('2024-03-01T23:59:59.999', { ...marriages, status: 'failed' }),
  delivered('2024-03-01T12:00:00', { ...vehicles, status: 'returned' }),
  delivered('2024-03-01T00:00:00', { ...vehicles, channel: 'excel', status: 'awaiting-approval' }),
  delivered('2024-02-29T23:59:59', { ...marriages, status: 'failed' }),
];

async function walk(filters: Readonly<Record<string, string>>, limit = 50): Promise<number[][]> {
  const pages: number[][] = [];
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const query = listAllDeliveriesRoute.query.parse({ ...filters, limit, cursor });
    const page = await listAllDeliveries({ query }, deliveryPorts());
    if (isRefused(page)) throw new Error(page.refused);
    pages.push(page.items.map(({ id }) => all.findIndex((delivery) => delivery.id === id)));
    cursor = page.next;
  }
  return pages;
}

describe('the deliveries of the city, the newest first', () => {
  test.each<[string, Readonly<Record<string, string>>, number[]]>([
    ['all', {}, [0, 1, 2, 3, 4, 5]],
    ['failed ones', { status: 'failed' }, [0, 2, 5]],
    ['of a department', { department: 'civil-affairs' }, [1, 2, 5]],
    ['failed ones of a department', { department: 'civil-affairs', status: 'failed' }, [2, 5]],
    ['of a dataset', { dataset: 'vehicles' }, [0, 3, 4]],
    ['of a dataset that failed', { dataset: 'vehicles', status: 'failed' }, [0]],
    ['of a dataset by one channel', { dataset: 'vehicles', channel: 'excel' }, [4]],
    ['by a channel', { channel: 'excel' }, [1, 2, 4, 5]],
    ['of a day, from its first to its last millisecond in Shanghai', { day: '2024-03-01' }, [2, 3, 4]],
    ['from a day on', { from: '2024-03-02' }, [0, 1]],
    ['up to a day, which is included', { to: '2024-03-01' }, [2, 3, 4, 5]],
    ['between two days', { from: '2024-03-01', to: '2024-03-01', channel: 'excel' }, [2, 4]],
    ['of a day and a dataset', { day: '2024-03-01', dataset: 'vehicles' }, [3, 4]],
    ['of a day without any', { day: '2024-03-05' }, []],
  ])('%s', async (_, filters, expected) => {
    expect((await walk(filters)).flat()).toEqual(expected);
    expect((await walk(filters, 1)).flat()).toEqual(expected);
  });

  test('a page has the asked number', async () => {
    expect(await walk({}, 4)).toEqual([
      [0, 1, 2, 3],
      [4, 5],
    ]);
  });

  test('a cursor of other filters is refused', async () => {
    const query = listAllDeliveriesRoute.query.parse({ limit: 1 });
    const page = await listAllDeliveries({ query }, deliveryPorts());
    if (isRefused(page)) throw new Error(page.refused);
    const other = listAllDeliveriesRoute.query.parse({ limit: 1, status: 'failed', cursor: page.next });
    expect(await listAllDeliveries({ query: other }, deliveryPorts())).toMatchObject({ refused: 'cursor-not-valid' });
  });

  test('a delivery whose status the index does not know yet is left out: the table tells its status', async () => {
    const { deliveries } = deliveryPorts();
    const [first] = all;
    const read = async (id: string) =>
      id === first?.id ? { ...first, status: 'received' as const } : await deliveries.read(id);
    const stale = { ...deliveries, read };
    const query = listAllDeliveriesRoute.query.parse({ status: 'failed' });
    const page = await listAllDeliveries({ query }, { deliveries: stale });
    expect(isRefused(page) ? [] : page.items.map(({ id }) => id)).toEqual([all[2]?.id, all[5]?.id]);
  });
});

test('the queues are those that are deployed', () => {
  expect(Object.keys(queueSteps)).toEqual(queues.map(({ name }) => name));
});

describe('who sees which deliveries', () => {
  test.each<[string, Pick<Caller, 'roles' | 'department'>, Readonly<Record<string, string>>, number[]]>([
    ['the centre sees the city', { roles: ['operator'], department: 'information-center' }, {}, [0, 1, 2, 3, 4, 5]],
    ['the supervising office, too', { roles: ['supervisor'], department: 'reform-office' }, {}, [0, 1, 2, 3, 4, 5]],
    ['a provider sees the own ones', { roles: ['provider'], department: 'civil-affairs' }, {}, [1, 2, 5]],
    [
      'another department is not shown, but the own one',
      { roles: ['provider'], department: 'civil-affairs' },
      { department: 'public-security', status: 'failed' },
      [2, 5],
    ],
  ])('%s', async (_, who, filters, expected) => {
    const caller: Caller = { subject: 'test', kind: 'person', name: '测试人员', ...who };
    const query = listAllDeliveriesRoute.query.parse(filters);
    const page = await listVisibleDeliveries({ caller, query }, deliveryPorts());
    if (isRefused(page)) throw new Error(page.refused);
    expect(page.items.map(({ id }) => all.findIndex((delivery) => delivery.id === id))).toEqual(expected);
  });
});
