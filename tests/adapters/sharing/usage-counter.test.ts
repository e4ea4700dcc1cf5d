import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { putItem } from '../../../lib/adapters/dynamodb/items.ts';
import { usageCounter } from '../../../lib/adapters/sharing/usage-counter.ts';
import { mapWithConcurrency } from '../../../lib/kernel/map-with-concurrency.ts';
import { usageCounting } from '../../../lib/sharing/use/usage-counting.ts';
import type { Quota } from '../../../schemas/sharing/grant.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { tableServers, type TableServer } from '../dynamodb/table-servers.ts';

const properties = parseResources((await resolvedService()).resources.Resources).tables.filter(({ TableName }) =>
  TableName.endsWith('-sharing'),
);
const name = nameOf(properties, 'sharing');
const great: Quota = { calls: 1_000_000, rows: 1_000_000, subjects: 1_000_000, callsPerMinute: 1_000_000 };
const noon = '2020-12-01T04:00:00.000Z';
const nothing = { rows: 0, subjects: [] };

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    let grants = 0;
    beforeAll(async () => {
      server = await kind.start(properties);
    });
    afterAll(() => server.close());

    /** A new grant, and processes that count under it at a moment of the test's. */
    const open = (quota: Partial<Quota>) => {
      const clock = { now: noon };
      const grant = { id: `grant-${(grants += 1)}`, quota: { ...great, ...quota } };
      const counter = usageCounter(server.tables, name);
      const newProcess = () => usageCounting({ counter, now: () => clock.now });
      return { clock, grant, counter, newProcess };
    };
    const parallel = async (calls: number, work: (call: number) => Promise<{ readonly reached: string | null }>) => {
      const reached = await mapWithConcurrency(
        50,
        Array.from({ length: calls }, (__, call) => call),
        work,
      );
      return Object.groupBy(reached, (one) => one.reached ?? 'counted');
    };
    const counts = (groups: Partial<Record<string, readonly unknown[]>>) =>
      Object.fromEntries(Object.entries(groups).map(([outcome, all = []]) => [outcome, all.length]));

    test('of 1,000 parallel calls of four processes, exactly the quota of 500 succeed', async () => {
      const { grant, newProcess } = open({ calls: 500 });
      const processes = [newProcess(), newProcess(), newProcess(), newProcess()];
      const outcome = await parallel(
        1_000,
        async (call) => await (processes[call % 4] ?? newProcess())(grant, nothing),
      );
      expect(counts(outcome)).toEqual({ counted: 500, calls: 500 });
    }, 60_000);

    test('a day that begins in the middle has a quota of its own', async () => {
      const { clock, grant, counter, newProcess } = open({ calls: 300 });
      clock.now = '2020-12-01T15:59:59.000Z';
      const count = newProcess();
      const outcome = await parallel(1_000, async (call) => {
        if (call === 500) clock.now = '2020-12-01T16:00:00.000Z';
        return await count(grant, nothing);
      });
      expect(counts(outcome)).toEqual({ counted: 600, calls: 400 });
      expect(await counter.days(grant.id, '2020-12-01')).toEqual([
        { day: '2020-12-02', calls: 300, rows: 0, subjects: 0 },
        { day: '2020-12-01', calls: 300, rows: 0, subjects: 0 },
      ]);
      expect(await counter.days(grant.id, '2020-12-02')).toHaveLength(1);
    }, 60_000);

    test('each minute has its own number of calls, also in another process', async () => {
      const { clock, grant, newProcess } = open({ callsPerMinute: 20 });
      const processes = [newProcess(), newProcess()];
      const work = async (call: number) => await (processes[call % 2] ?? newProcess())(grant, nothing);
      expect(counts(await parallel(60, work))).toEqual({ counted: 20, minute: 40 });
      clock.now = '2020-12-01T04:01:00.000Z';
      expect(counts(await parallel(60, work))).toEqual({ counted: 20, minute: 40 });
    });

    test('rows are counted as many as they are, and a call beyond counts nothing', async () => {
      const { grant, counter, newProcess } = open({ rows: 100 });
      const count = newProcess();
      expect(await count(grant, { rows: 101, subjects: [] })).toMatchObject({ reached: 'rows' });
      expect(counts(await parallel(40, async () => await count(grant, { rows: 7, subjects: [] })))).toEqual({
        counted: 14,
        rows: 26,
      });
      expect(await count(grant, { rows: 2, subjects: [] })).toMatchObject({ reached: null });
      expect(await counter.read(grant.id, '2020-12-01')).toMatchObject({ calls: 15, rows: 100 });
    });

    test('a subject counts once a day', async () => {
      const { grant, counter, newProcess } = open({ subjects: 10 });
      const count = newProcess();
      const subject = (number: number) => `${number}`.padStart(9, '0');
      const asked = await parallel(60, async (call) => await count(grant, { rows: 1, subjects: [subject(call % 15)] }));
      expect(counts(asked)).toEqual({ counted: 40, subjects: 20 });
      const subjects = await counter.correctSubjects(grant.id, '2020-12-01');
      expect(subjects.size).toBe(10);
      const [known = ''] = subjects;
      expect(await count(grant, { rows: 1, subjects: [...subjects] })).toMatchObject({ reached: null });
      expect(await count(grant, { rows: 1, subjects: [known, 'new-one-0'] })).toMatchObject({ reached: 'subjects' });
    });

    test('of 500 parallel calls of four processes with 100 subjects, exactly the quota of 50 subjects is given', async () => {
      const { grant, counter, newProcess } = open({ subjects: 50 });
      const processes = [newProcess(), newProcess(), newProcess(), newProcess()];
      const given = new Set<string>();
      const outcome = await parallel(500, async (call) => {
        const subject = `${(call * 7) % 100}`.padStart(3, '0').padEnd(9, '0');
        const counted = await (processes[call % 4] ?? newProcess())(grant, { rows: 1, subjects: [subject] });
        if (counted.reached === null) given.add(subject);
        return counted;
      });
      expect(counts(outcome)).toEqual({ counted: 250, subjects: 250 });
      expect(given.size).toBe(50);
      expect(await counter.days(grant.id, '2020-12-01')).toMatchObject([{ calls: 250, rows: 250, subjects: 50 }]);
      expect(await counter.read(grant.id, '2020-12-01')).toMatchObject({ subjectBound: 50 });
    }, 60_000);

    test('200 subjects of one answer are counted at once, and not again by another process', async () => {
      const { grant, counter, newProcess } = open({ subjects: 300 });
      const subjects = Array.from({ length: 200 }, (__, number) => `${number * 5}`.padStart(3, '0').padEnd(9, 'f'));
      expect(await newProcess()(grant, { rows: 200, subjects })).toMatchObject({ reached: null });
      expect(await newProcess()(grant, { rows: 200, subjects })).toMatchObject({ reached: null });
      expect(await counter.days(grant.id, '2020-12-01')).toMatchObject([{ calls: 2, rows: 400, subjects: 200 }]);
    });

    test('a day that the version before has begun goes on, with its subjects', async () => {
      const { grant, counter, newProcess } = open({ calls: 10, subjects: 4 });
      const begun = { calls: 5, rows: 7, subjects: new Set(['a00000000', 'b00000000']), minute: 1, minuteCalls: 1 };
      const item = { entity: `usage#${grant.id}`, item: '2020-12-01', ...begun };
      await putItem({ client: server.tables, name }, item);
      const ask = async (...subjects: string[]) => await newProcess()(grant, { rows: 1, subjects });
      expect(await ask('a00000000', 'c00000000')).toMatchObject({ reached: null, usage: { calls: 6 } });
      expect(await ask('d00000000', 'e00000000')).toMatchObject({ reached: 'subjects' });
      expect(await ask('d00000000')).toMatchObject({ reached: null, usage: { calls: 7 } });
      expect(await counter.days(grant.id, '2020-12-01')).toMatchObject([{ calls: 7, rows: 9, subjects: 4 }]);
    });

    test('a counted call’s answer does not grow with the subjects of the day', async () => {
      const { grant, newProcess } = open({});
      const count = newProcess();
      // Each in another set.
      const subject = (number: number) => (number * 4).toString(16).padStart(2, '0').padEnd(9, '0');
      const sizes: number[] = [];
      server.tables.middlewareStack.add(
        (next) => async (args) => {
          const answered = await next(args);
          sizes.push(
            JSON.stringify(answered.output, (__, value) => (value instanceof Set ? [...value] : value)).length,
          );
          return answered;
        },
        { step: 'initialize', name: 'sizes-of-answers' },
      );
      for (let call = 0; call < 60; call += 1) await count(grant, { rows: 1, subjects: [subject(call)] });
      server.tables.middlewareStack.remove('sizes-of-answers');
      expect(sizes).toHaveLength(60);
      expect((sizes.at(-1) ?? Infinity) - (sizes[10] ?? 0)).toBeLessThan(5);
    });
  });
});
