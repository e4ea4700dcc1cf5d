import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updateItem } from '../../../lib/adapters/dynamodb/items.ts';
import { eventLog } from '../../../lib/adapters/events/event-log.ts';
import { unnoticedEvents } from '../../../lib/adapters/events/unnoticed-events.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import { tableServers } from '../dynamodb/table-servers.ts';
import { eventedNames, startEventedTables, type EventedServer } from './evented-tables.ts';

const eventOf = (number: number, to: string): EventRecord => ({
  entity: 'delivery#01JD0000000000000000000001',
  number,
  kind: 'delivery',
  at: `2020-12-01T00:0${number}:00.000Z`,
  by: 'officer-1',
  department: 'public-security',
  dataset: 'vehicles',
  channel: 'excel',
  to,
});

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: EventedServer;
    beforeAll(async () => {
      server = await startEventedTables(kind);
    });
    afterAll(() => server.close());

    test('only events that give notices wait, until they are noticed; an unreadable one holds up no other', async () => {
      const table = { client: server.tables, name: eventedNames.events };
      const log = eventLog(table.client, table.name);
      const { oldestUnnoticed, noticed, postponeNotices } = unnoticedEvents(table.client, table.name);
      const events = ['received', 'failed', 'returned', 'failed'].map((to, number) => eventOf(number, to));
      for (const event of events.toReversed()) await log.append(event);
      const numbersAt = async (now: string) => (await oldestUnnoticed(now)).map(({ number }) => number);
      const now = '2020-12-01T00:05:00.000Z';
      expect(await numbersAt('2020-12-01T00:02:30.000Z')).toEqual([1, 2]);
      expect(await numbersAt(now)).toEqual([1, 2, 3]);

      const [, first = eventOf(1, 'failed'), second = eventOf(2, 'returned')] = events;
      await noticed(first);
      await noticed(first);
      await log.append(first);
      await postponeNotices(second, now);
      expect(await numbersAt(now)).toEqual([3]);
      expect(await numbersAt('2020-12-01T00:10:00.000Z')).toEqual([3, 2]);

      const key = { entity: second.entity, number: 3 };
      await updateItem(table, key, { set: { kind: 'rumour' } });
      expect(await numbersAt('2020-12-01T00:10:00.000Z')).toEqual([2]);
      await updateItem(table, key, { set: { kind: 'delivery' } });
      expect(await numbersAt('2020-12-01T00:10:00.000Z')).toEqual([2]);
      expect(await numbersAt('2020-12-01T01:10:00.000Z')).toEqual([2, 3]);
    });
  });
});
