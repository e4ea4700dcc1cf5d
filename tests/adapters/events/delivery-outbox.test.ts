import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { deliveryRepository } from '../../../lib/adapters/deliveries/delivery-repository.ts';
import { updateItem } from '../../../lib/adapters/dynamodb/items.ts';
import { eventLog } from '../../../lib/adapters/events/event-log.ts';
import { onEventsNotCopied } from '../../../lib/adapters/events/event-outbox.ts';
import { alignEvents } from '../../../lib/adapters/restore/align-events.ts';
import { deliveryEventRecords } from '../../../schemas/collection/delivery-events.ts';
import { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import { tableServers } from '../dynamodb/table-servers.ts';
import { eventedNames, startEventedTables, type EventedServer } from './evented-tables.ts';

const names = eventedNames;
const registeredAt = '2020-12-01T00:00:00.000Z';
const nextDay = '2020-12-02T00:00:00.000Z';
const steps: readonly (readonly [DeliveryStatus, DeliveryStatus])[] = [
  ['awaiting-upload', 'received'],
  ['received', 'ingesting'],
  ['ingesting', 'ingesting'],
  ['ingesting', 'returned'],
];

let made = 0;
function newDelivery(): DeliveryRecord {
  const id = `01JD${`${(made += 1)}`.padStart(22, '0')}`;
  return DeliveryRecord.parse({
    id,
    dataset: 'vehicles',
    department: 'public-security',
    channel: 'excel',
    mode: 'full',
    status: 'awaiting-upload',
    fileName: '车辆.xlsx',
    size: 10,
    createdBy: 'officer-1',
    createdAt: registeredAt,
    rawKey: `deliveries/${id}/workbook.xlsx`,
    attempts: 0,
    loadedParts: [],
  });
}

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: EventedServer;
    const notCopied: string[] = [];
    beforeAll(async () => {
      server = await startEventedTables(kind);
    });
    afterAll(() => server.close());
    beforeEach(() => {
      notCopied.length = 0;
      onEventsNotCopied(({ code }) => notCopied.push(code));
    });
    afterEach(() => onEventsNotCopied(() => undefined));

    const dyingClient = (at = Infinity) => server.dyingClient(at);
    const repository = (client = server.tables) => deliveryRepository(client, names);
    const events = () => eventLog(server.tables, names.events);
    const rawItem = async (id: string) =>
      (await server.tables.send(new GetCommand({ TableName: names.deliveries, Key: { id } }))).Item;
    const minute = (step: number) => `2020-12-01T00:0${step + 1}:00.000Z`;

    /** Takes a delivery through its steps; each step's worker dies at a command, and another repeats the step. */
    const run = async (deaths: readonly number[]): Promise<DeliveryRecord> => {
      const delivery = newDelivery();
      await repository(dyingClient(deaths[0]))
        .create(delivery)
        .catch(() => undefined);
      if ((await repository().read(delivery.id)) === null) await repository().create(delivery);
      for (const [i, [from, to]] of steps.entries()) {
        const change = async (client?: DynamoDBDocumentClient) =>
          await repository(client).change(delivery.id, [from], {
            status: to,
            transition: { at: minute(i), by: 'platform', to },
          });
        await change(dyingClient(deaths[i + 1])).catch(() => null);
        if ((await repository().read(delivery.id))?.status === from && from !== to) await change();
      }
      const read = await repository().read(delivery.id);
      if (read === null) throw new Error('the delivery is gone');
      return read;
    };
    const storedEvents = async ({ id }: DeliveryRecord) => await events().ofEntity(`delivery#${id}`);

    test('each transition is in the table of events at once, and nothing is left to do', async () => {
      const delivery = await run([]);
      expect(await storedEvents(delivery)).toEqual(deliveryEventRecords(delivery));
      expect((await storedEvents(delivery)).map(({ number, from, to }) => [number, from, to])).toEqual([
        [0, undefined, 'awaiting-upload'],
        [1, 'awaiting-upload', 'received'],
        [2, 'received', 'ingesting'],
        [4, 'ingesting', 'returned'],
      ]);
      const item = await rawItem(delivery.id);
      expect([item?.['uncopied'], item?.['uncopiedSince'], item?.['eventsCopied']]).toEqual([undefined, undefined, 5]);
    });

    test.each([0, 1, 2, 3])(
      'a worker dies after %i commands of its last step: the sweep copies what is left, once',
      async (at) => {
        const delivery = await run([Infinity, Infinity, Infinity, Infinity, at]);
        await repository().copyLeft('2020-12-01T00:04:30.000Z');
        if (at === 1) expect(await storedEvents(delivery)).toHaveLength(3);
        await repository().copyLeft(nextDay);
        await repository().copyLeft(nextDay);
        expect(await storedEvents(delivery)).toEqual(deliveryEventRecords(delivery));
        expect((await rawItem(delivery.id))?.['uncopied']).toBeUndefined();
      },
    );

    test('the next transition copies what a dead worker left', async () => {
      const delivery = await run([1, 1, 1, 1]);
      expect(await storedEvents(delivery)).toEqual(deliveryEventRecords(delivery));
    });

    test('property: wherever workers die, the events are the transitions in the end', async () => {
      const death = fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 4 }));
      await fc.assert(
        fc.asyncProperty(fc.array(death, { minLength: 5, maxLength: 5 }), async (deaths) => {
          const delivery = await run(deaths);
          await repository().copyLeft(nextDay);
          expect(await storedEvents(delivery)).toEqual(deliveryEventRecords(delivery));
        }),
        { numRuns: 12 },
      );
    });

    test('an event that cannot be written refuses no transition, and is reported', async () => {
      const delivery = newDelivery();
      await deliveryRepository(server.tables, { ...names, events: 'no-such-table' }).create(delivery);
      expect(await repository().read(delivery.id)).toEqual(delivery);
      expect(notCopied).toEqual(['events-not-copied']);
      await repository().copyLeft(nextDay);
      expect(await storedEvents(delivery)).toEqual(deliveryEventRecords(delivery));
    });

    test('an event that is there is never replaced', async () => {
      const delivery = newDelivery();
      await repository().create(delivery);
      const [event] = deliveryEventRecords(delivery);
      if (event === undefined) throw new Error('no event');
      await events().append({ ...event, by: 'somebody-else' });
      expect(await events().ofEntity(event.entity)).toEqual([event]);
    });

    test('after a restore, events that the items do not have are removed, and missing ones are added', async () => {
      const delivery = await run([]);
      const [, received, , returned] = deliveryEventRecords(delivery);
      if (received === undefined || returned === undefined) throw new Error('no events');
      await events().append({ ...received, entity: 'delivery#01JD9999999999999999999999' });
      await events().append({ ...returned, number: 5, from: 'returned', to: 'received' });
      await events().remove(received);
      expect(await alignEvents(server.tables, names, true)).toBe(3);
      expect(await storedEvents(delivery)).not.toEqual(deliveryEventRecords(delivery));
      expect(await alignEvents(server.tables, names, false)).toBe(3);
      expect(await storedEvents(delivery)).toEqual(deliveryEventRecords(delivery));
      expect(await alignEvents(server.tables, names, false)).toBe(0);
    });

    test('a delivery that this version cannot read is postponed by an hour, and others go on', async () => {
      const [unreadable, other] = [newDelivery(), newDelivery()];
      for (const one of [unreadable, other])
        await deliveryRepository(server.tables, { ...names, events: 'no-such-table' }).create(one);
      await updateItem(
        { client: server.tables, name: names.deliveries },
        { id: unreadable.id },
        { set: { status: 'quarantined' } },
      );
      await repository().copyLeft(nextDay);
      expect(await storedEvents(other)).toHaveLength(1);
      expect((await rawItem(unreadable.id))?.['uncopiedSince']).toBe('2020-12-02T01:00:00.000Z');
    });

    describe('are found', () => {
      const entity = 'delivery#01JDZZ0000000000000000000';
      const event = (number: number, at: string, department = 'civil-affairs') =>
        ({ entity, number, kind: 'delivery', at, by: 'officer-1', department, dataset: 'marriages', to: 'x' }) as const;
      beforeAll(async () => {
        // 00:30 in Shanghai is the day before in UTC.
        await events().append(event(0, '2021-03-01T16:30:00.000Z'));
        await events().append(event(1, '2021-03-02T01:00:00.000Z', 'housing'));
        await events().append(event(2, '2021-03-02T15:59:59.999Z'));
        await events().append(event(3, '2021-03-02T16:00:00.000Z'));
      });
      const found = async (query: Parameters<ReturnType<typeof eventLog>['search']>[0]) => {
        const numbers: number[] = [];
        for await (const { number } of events().search(query)) numbers.push(number);
        return numbers;
      };
      test.each([
        ['by the day in Shanghai, the newest first', { by: 'day', day: '2021-03-02' }, [2, 1, 0]],
        ['by department', { by: 'department', department: 'civil-affairs' }, [3, 2, 0]],
        ['by dataset', { by: 'dataset', dataset: 'marriages' }, [3, 2, 1, 0]],
        ['before a moment', { by: 'dataset', dataset: 'marriages', before: '2021-03-02T15:59:59.999Z' }, [1, 0]],
        ['from a moment', { by: 'dataset', dataset: 'marriages', from: '2021-03-02T15:59:59.999Z' }, [3, 2]],
        ['of things, each once', { by: 'entities', entities: [entity, 'link#none#excel', entity] }, [3, 2, 1, 0]],
        [
          'of things, before an order',
          { by: 'entities', entities: [entity], before: `2021-03-02T15:59:59.999Z#${entity}` },
          [1, 0],
        ],
        ['of things, from a moment', { by: 'entities', entities: [entity], from: '2021-03-02T15:59:59.999Z' }, [3, 2]],
        ['on a day without any', { by: 'day', day: '2021-03-01' }, []],
      ] as const)('%s', async (_name, query, numbers) => {
        await vi.waitFor(async () => expect(await found(query)).toEqual(numbers));
      });
    });
  });
});
