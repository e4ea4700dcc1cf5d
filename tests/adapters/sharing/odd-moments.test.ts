import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { putItem } from '../../../lib/adapters/dynamodb/items.ts';
import { grantRepository } from '../../../lib/adapters/sharing/grant-repository.ts';
import { usageCounter } from '../../../lib/adapters/sharing/usage-counter.ts';
import { mapWithConcurrency } from '../../../lib/kernel/map-with-concurrency.ts';
import { queryUnderGrant } from '../../../lib/sharing/use/query-under-grant.ts';
import { usageCounting } from '../../../lib/sharing/use/usage-counting.ts';
import { cacheMs, ttlCache } from '../../../lib/wiring/memoize.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { consumer, grantId, grantOf, useMemory } from '../../sharing/use/use-memory.ts';
import { tableServers, type TableServer } from '../dynamodb/table-servers.ts';

const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
  TableName.endsWith('-sharing'),
);
const name = nameOf(properties, 'sharing');
const day = '2020-12-05';
const now = () => '2020-12-05T02:00:30.000Z';
const person = '411102199003070010';
const records = [{ number: '1', id_number: person, name: '张三' }];
const quota = { calls: 500, rows: 100_000, subjects: 10_000, callsPerMinute: 100_000 };
const calls = Array.from({ length: 1_000 }, (_, call) => call);

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    beforeAll(async () => {
      server = await kind.start(properties);
    });
    afterAll(() => server.close());

    const store = async (grant: Grant) => {
      const { consumer: by, provider } = grant;
      const item = { entity: `application#${grant.id}`, item: 'current', consumer: by, provider, grant };
      await putItem({ client: server.tables, name }, item);
    };
    /** A process: it caches grants as functions do, by a clock of the test's. */
    const newProcess = (clock: { readonly ms: number }) => {
      const counter = usageCounter(server.tables, name);
      const { grant } = grantRepository(server.tables, name);
      const known = ttlCache(
        cacheMs,
        async (id) => (await grant(id)) ?? undefined,
        () => clock.ms,
      );
      const ports = {
        ...useMemory({ grant: null, publications: [records] }),
        grant: async (id: string) => (await known(id)) ?? null,
        count: usageCounting({ counter, now }),
        counter,
      };
      return {
        ...ports,
        ask: async (grantOfCall: string) => {
          const input = { caller: consumer, requestId: 'r', params: { grant: grantOfCall }, query: {} };
          const outcome = await queryUnderGrant({ ...input, body: { subject: person, caseNumber: 'BJ-1' } }, ports);
          const answer = 'answer' in outcome ? outcome.answer : outcome;
          return 'refused' in answer ? answer.refused : 'answered';
        },
      };
    };
    const counts = (outcomes: readonly string[]) => {
      const number = (outcome: string) => outcomes.filter((one) => one === outcome).length;
      return Object.fromEntries([...new Set(outcomes)].toSorted().map((outcome) => [outcome, number(outcome)]));
    };

    test('after a revocation in the middle of 1,000 parallel calls, none succeeds or is counted once 30 s are over', async () => {
      const clock = { ms: 0 };
      const processes = [newProcess(clock), newProcess(clock)] as const;
      const grant = grantOf({ id: grantId, quota });
      await store(grant);
      const ask = async (call: number) => await processes[call % 2 === 0 ? 0 : 1].ask(grantId);
      const before = await mapWithConcurrency(50, calls.slice(0, 200), ask);
      expect(counts(before)).toEqual({ answered: 200 });
      const isRevoked = store({ ...grant, revoked: { at: now(), by: 'officer', reason: '用途不符' } });
      const meanwhile = await mapWithConcurrency(50, calls.slice(200, 300), ask);
      await isRevoked;
      expect(counts(meanwhile)).toEqual({ answered: 100 });
      clock.ms += cacheMs;
      expect(clock.ms).toBeLessThanOrEqual(30_000);
      const after = await mapWithConcurrency(50, calls.slice(300), ask);
      expect(counts(after)).toEqual({ 'grant-revoked': 700 });
      expect(await processes[0].counter.days(grantId, day)).toEqual([{ day, calls: 300, rows: 300, subjects: 1 }]);
    }, 120_000);

    test('a renewal in the middle has a quota of its own, and the earlier grant goes on to its last day', async () => {
      const clock = { ms: 0 };
      const { ask, counter } = newProcess(clock);
      const [earlier, renewed] = ['01JE0000000000000000000011', '01JE0000000000000000000012'] as const;
      await store(grantOf({ id: earlier, quota, until: day }));
      const renewal = Promise.withResolvers<void>();
      const outcomes = await mapWithConcurrency(50, calls, async (call) => {
        if (call === 300) renewal.resolve(store(grantOf({ id: renewed, quota: { ...quota, calls: 250 } })));
        if (call > 350) await renewal.promise;
        const grant = call > 350 && call % 2 === 0 ? renewed : earlier;
        return `${grant === renewed ? 'renewed' : 'earlier'} ${await ask(grant)}`;
      });
      // 676 calls under the earlier one, 324 under the renewed.
      expect(counts(outcomes)).toEqual({
        'earlier answered': 500,
        'earlier quota-calls': 176,
        'renewed answered': 250,
        'renewed quota-calls': 74,
      });
      expect(await counter.days(earlier, day)).toMatchObject([{ calls: 500, subjects: 1 }]);
      expect(await counter.days(renewed, day)).toMatchObject([{ calls: 250, subjects: 1 }]);
    }, 120_000);
  });
});
