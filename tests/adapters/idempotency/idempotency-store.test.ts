import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dynamoIdempotencyStore } from '../../../lib/adapters/idempotency/idempotency-store.ts';
import type { IdempotentRequest } from '../../../lib/kernel/idempotency-store.ts';
import { tableOf, tableServers, type TableServer } from '../dynamodb/table-servers.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('keys on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    let now = Date.UTC(2024, 2, 1);
    let keys = 0;
    const store = () => dynamoIdempotencyStore(server.tables, 'keys', () => now);
    const request = (change: Partial<IdempotentRequest> = {}): IdempotentRequest => ({
      scope: 'officer',
      key: `key-${keys}`,
      content: 'one',
      ...change,
    });
    const claimed = async (asked: IdempotentRequest): Promise<string> => {
      const claim = await store().claim(asked);
      if (claim.state !== 'claimed') throw new Error(`was ${claim.state}`);
      return claim.attempt;
    };

    beforeAll(async () => {
      server = await kind.start([tableOf('keys', 'key')]);
    });
    afterAll(() => server.close());

    const cases: [string, (asked: IdempotentRequest) => Promise<unknown>, string][] = [
      ['a new key is claimed', async () => undefined, 'claimed'],
      ['a key that another attempt has claimed', claimed, 'in-progress'],
      [
        '59 seconds later the other attempt may still be running',
        async (asked) => [await claimed(asked), (now += 59_000)],
        'in-progress',
      ],
      [
        'after a minute the attempt counts as crashed',
        async (asked) => [await claimed(asked), (now += 61_000)],
        'claimed',
      ],
      [
        'a crashed attempt at another request keeps the key',
        async (asked) => [await claimed({ ...asked, content: 'two' }), (now += 61_000)],
        'reused',
      ],
      [
        'an answered key',
        async (asked) => await store().complete(asked, await claimed(asked), 'the answer'),
        'answered',
      ],
      [
        'an answered key with other content',
        async (asked) =>
          await store().complete(
            { ...asked, content: 'two' },
            await claimed({ ...asked, content: 'two' }),
            'the answer',
          ),
        'reused',
      ],
      ['the same key of another caller', async (asked) => await claimed({ ...asked, scope: 'another' }), 'claimed'],
      ['a released key', async (asked) => await store().release(asked, await claimed(asked)), 'claimed'],
      [
        'an answer is kept for 24 hours',
        async (asked) => [await store().complete(asked, await claimed(asked), 'the answer'), (now += day)],
        'answered',
      ],
      [
        'and expires then, even if the table still has the item',
        async (asked) => [await store().complete(asked, await claimed(asked), 'the answer'), (now += day + 1000)],
        'claimed',
      ],
    ];
    test.each(cases)('%s', async (_name, prepare, state) => {
      keys += 1;
      await prepare(request());
      const claim = await store().claim(request());
      expect(claim.state).toBe(state);
      if (claim.state === 'answered') expect(claim.answer).toBe('the answer');
    });

    test('of twenty claims at once one succeeds', async () => {
      keys += 1;
      const claims = await Promise.all(Array.from({ length: 20 }, () => store().claim(request())));
      expect(claims.filter(({ state }) => state === 'claimed')).toHaveLength(1);
      expect(claims.filter(({ state }) => state === 'in-progress')).toHaveLength(19);
    });

    test('an attempt whose claim was taken over neither completes nor releases', async () => {
      keys += 1;
      const late = await claimed(request());
      now += 61_000;
      const second = await claimed(request());
      await store().complete(request(), late, 'late');
      await store().release(request(), late);
      expect((await store().claim(request())).state).toBe('in-progress');
      await store().complete(request(), second, 'second');
      expect(await store().claim(request())).toEqual({ state: 'answered', answer: 'second' });
    });
  });
});
