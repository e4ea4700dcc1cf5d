import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { quarantineReason } from '../../../lib/adapters/certificates/quarantine-reason.ts';
import { Failure } from '../../../lib/kernel/failure.ts';
import { tableServers } from '../../adapters/dynamodb/table-servers.ts';
import { startEventedTables, type EventedServer } from '../../adapters/events/evented-tables.ts';
import { deliveries, KmsDown, openIssuingCity, TooLarge } from './issuing-city.ts';

const notIssued = expect.objectContaining({ code: 'records-not-issued' });

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('quarantine on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: EventedServer;
    let city: ReturnType<typeof openIssuingCity>;
    beforeAll(async () => {
      server = await startEventedTables(kind);
    });
    afterAll(() => server.close());
    beforeEach(() => {
      city = openIssuingCity(server.tables);
      city.publish([0, 1, 2]);
    });

    test('a record that fails three times is set aside; the others and the next publication go on', async () => {
      city.faulty.set('TW1', () => new TooLarge('of a person'));
      expect(await city.work()).toEqual([notIssued, notIssued]);
      expect([await city.issued(), await city.failureOf(1)]).toEqual([['001', null, '001'], 'issuing-failed']);
      expect(await city.listed()).toEqual([
        {
          record: city.records[1],
          seq: 1,
          attempts: 3,
          reason: 'data-rejected',
          at: '2026-11-29T00:00:00.000Z',
          source: { delivery: deliveries[0], sheet: '照面', row: 5 },
        },
      ]);
      city.publish([0, 2]);
      expect(await city.work()).toEqual([]);
      expect(await city.issued()).toEqual(['002', null, '002']);
      expect(await city.ports.progress.read(city.type.type)).toMatchObject({ publication: 2, done: [] });
    });

    test('its next version releases it', async () => {
      city.faulty.set('TW1', () => new TooLarge());
      await city.work();
      city.faulty.clear();
      city.publish([1]);
      expect(await city.work()).toEqual([]);
      expect([await city.issued(), await city.failureOf(1), await city.listed()]).toEqual([
        ['001', '002', '001'],
        undefined,
        [],
      ]);
    });

    test('a next version that fails too is counted from one again', async () => {
      city.faulty.set('TW1', () => new TooLarge());
      await city.work();
      city.publish([1]);
      expect(await city.work()).toEqual([notIssued, notIssued]);
      expect(await city.listed()).toMatchObject([{ seq: 2, attempts: 3 }]);
    });

    test('the centre tries again: in vain it stays, repaired it is issued', async () => {
      city.faulty.set('TW1', () => new TypeError('a fault of the program'));
      await city.work();
      const again = async () => await city.ports.messages.records(city.type.type, [city.records[1] ?? '']);
      await again();
      expect(await city.work()).toEqual([]);
      expect(await city.listed()).toMatchObject([{ attempts: 4, reason: 'processing-error' }]);
      city.faulty.clear();
      await again();
      expect(await city.work()).toEqual([]);
      expect([await city.issued(), await city.failureOf(1), await city.listed()]).toEqual([
        ['001', '001', '001'],
        undefined,
        [],
      ]);
    });

    test('a fault that passes leaves nothing behind', async () => {
      let left = 2;
      city.faulty.set('TW1', () => {
        left -= 1;
        if (left === 0) city.faulty.clear();
        return new TooLarge();
      });
      expect(await city.work()).toEqual([notIssued, notIssued]);
      expect([await city.issued(), await city.listed()]).toEqual([['001', '001', '001'], []]);
    });

    test('a chain that cannot be read is set aside alone', async () => {
      city.unreadable.add(city.records[0] ?? '');
      expect(await city.work()).toEqual([notIssued, notIssued]);
      expect([await city.issued(), await city.listed()]).toMatchObject([
        [null, '001', '001'],
        [{ record: city.records[0], reason: 'stored-unreadable', attempts: 3 }],
      ]);
    });

    test('nothing is quarantined while KMS is down: the work waits', async () => {
      city.faulty.set('TW1', () => new KmsDown());
      expect(await city.work()).toHaveLength(10);
      expect([await city.listed(), await city.failureOf(1)]).toEqual([[], undefined]);
      city.faulty.clear();
      expect(await city.work()).toEqual([]);
      expect(await city.issued()).toEqual(['001', '001', '001']);
    });
  });
});

describe('an error is the fault of the record', () => {
  const named = (name: string) => Object.assign(new Error('x'), { name });
  test.each<[string, unknown, string | null]>([
    ['an item over the limit of DynamoDB', named('ValidationException'), 'data-rejected'],
    ['a document without a canonical form', new Failure('payload-not-canonical'), 'data-rejected'],
    ['an unreadable stored item', z.string().safeParse(1).error, 'stored-unreadable'],
    ['an item without its text', new Failure('item-without-text'), 'stored-unreadable'],
    ['a fault of the program', new TypeError('x'), 'processing-error'],
    ['throttling', named('ThrottlingException'), null],
    ['KMS throttled through all attempts', new Failure('kms-throttled'), null],
    ['a key that cannot sign', new Failure('signing-key-not-usable'), null],
    ['a missing permission', named('AccessDeniedException'), null],
    ['a missing table', named('ResourceNotFoundException'), null],
    ['a time-out', named('TimeoutError'), null],
    ['what is no error', 'text', null],
  ])('%s', (_, error, reason) => {
    expect(quarantineReason(error)).toBe(reason);
  });
});
