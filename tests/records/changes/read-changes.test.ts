import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readChanges, type ReadChangesPorts } from '../../../lib/records/changes/read-changes.ts';
import { rollBack } from '../../../lib/records/roll-back.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { Role } from '../../../schemas/kernel/role.ts';
import { shownAt } from '../../collection/pipeline/invariants.ts';
import {
  callerWithRole,
  dataset,
  officer,
  openPipeline,
  operator,
  type Pipeline,
  type Row,
} from '../../collection/pipeline/pipeline.ts';
import { runPipeline } from '../../collection/pipeline/run-pipeline.ts';
import { openConsumer } from './consumer.ts';

const open = () => openPipeline({ shrinkLimit: 1_000 });

async function publish(pipeline: Pipeline, mode: 'full' | 'increment', rows: readonly Row[]): Promise<void> {
  await pipeline.hand(mode, rows);
  await runPipeline(pipeline).untilQuiet();
}

async function toPublication(pipeline: Pipeline, publication: number, ports = pipeline.rollBackPorts) {
  const request = { ...callerWithRole(operator), params: { dataset }, body: { publication, reason: '数据有误' } };
  return await rollBack(request, ports);
}

async function itemsOf(ports: ReadChangesPorts, cursor?: string, limit = 100) {
  const page = await openConsumer(ports).read(cursor, limit);
  if (isRefused(page)) throw new Error(page.refused);
  const items = page.items.map(({ id, removed, key, values }) => {
    const text = removed ? `removed ${key['number']}` : `${key['number']}=${values?.['name']}`;
    return { id, text };
  });
  return { ...page, ids: items.map(({ id }) => id), texts: items.map(({ text }) => text).sort() };
}

/** The items after the first answer, which has none. */
async function stateOf(ports: ReadChangesPorts) {
  const start = await itemsOf(ports);
  expect(start.items).toEqual([]);
  return await itemsOf(ports, start.next);
}

const codeOf = (answer: unknown) => (isRefused(answer) ? answer.refused : 'answered');

describe('the feed', () => {
  test('says of an empty dataset that there is nothing yet, then gives the first publication as changes', async () => {
    const pipeline = open();
    const empty = await itemsOf(pipeline.readChangesPorts);
    expect(empty).toMatchObject({ ids: [], more: false });
    await publish(pipeline, 'full', [
      ['a', '1'],
      ['b', '1'],
    ]);
    const first = await itemsOf(pipeline.readChangesPorts, empty.next);
    expect(first).toMatchObject({ ids: ['1-changes-1', '1-changes-2'], texts: ['a=1', 'b=1'], more: false });
  });

  test('begins with the state in force, then gives what each publication changed, removals and roll-backs included', async () => {
    const pipeline = open();
    const ports = pipeline.readChangesPorts;
    await publish(pipeline, 'full', [
      ['a', '1'],
      ['b', '1'],
    ]);
    await publish(pipeline, 'increment', [['c', '2']]);
    const state = await stateOf(ports);
    expect(state).toMatchObject({
      ids: ['2-state-1', '2-state-2', '2-state-3'],
      texts: ['a=1', 'b=1', 'c=2'],
      more: false,
    });

    await publish(pipeline, 'full', [
      ['a', '3'],
      ['c', '2'],
      ['d', '3'],
    ]);
    await toPublication(pipeline, 1);
    await publish(pipeline, 'increment', [['d', '5']]);
    const third = await itemsOf(ports, state.next);
    expect(third).toMatchObject({ texts: ['a=3', 'd=3', 'removed b'], more: true });
    const rolledBack = await itemsOf(ports, third.next);
    expect(rolledBack).toMatchObject({ texts: ['a=1', 'b=1', 'removed c', 'removed d'], more: true });
    const fifth = await itemsOf(ports, rolledBack.next);
    expect(fifth).toMatchObject({ ids: ['5-changes-1'], texts: ['d=5'], more: false });
    expect(await itemsOf(ports, fifth.next)).toMatchObject({ ids: [], more: false, next: fifth.next });
    // The same cursor gives the same items.
    expect((await itemsOf(ports, state.next)).items).toEqual(third.items);
    expect((await itemsOf(ports, state.next, 2)).items).toEqual(third.items.slice(0, 2));
  });

  test('goes on in the state that it began with, while others are published', async () => {
    const pipeline = open();
    await publish(pipeline, 'full', [
      ['a', '1'],
      ['b', '1'],
      ['c', '1'],
    ]);
    const consumer = openConsumer(pipeline.readChangesPorts);
    await consumer.step(1);
    await consumer.step(1);
    await publish(pipeline, 'full', [['d', '2']]);
    await consumer.step(1);
    await publish(pipeline, 'increment', [['e', '3']]);
    await consumer.catchUp(1);
    expect(consumer.shown()).toEqual(
      new Map([
        ['d', '2'],
        ['e', '3'],
      ]),
    );
    expect(consumer.restarts()).toBe(0);
  });

  test('passes over a roll-back that changes nothing', async () => {
    const pipeline = open();
    await publish(pipeline, 'full', [['a', '1']]);
    await publish(pipeline, 'full', [
      ['a', '1'],
      ['b', '2'],
    ]);
    await publish(pipeline, 'full', [['a', '1']]);
    const { next } = await stateOf(pipeline.readChangesPorts);
    await toPublication(pipeline, 1);
    await publish(pipeline, 'increment', [['c', '5']]);
    const empty = await itemsOf(pipeline.readChangesPorts, next);
    expect(empty).toMatchObject({ ids: [], more: true });
    expect(await itemsOf(pipeline.readChangesPorts, empty.next)).toMatchObject({ texts: ['c=5'], more: false });
  });

  test('gives no item before the consumer has a cursor to store', async () => {
    const pipeline = open();
    await publish(pipeline, 'full', [['a', '1']]);
    expect(await itemsOf(pipeline.readChangesPorts)).toMatchObject({ ids: [], more: true });
  });

  test('has the key of a removed record, and of no other its values', async () => {
    const pipeline = open();
    await publish(pipeline, 'full', [
      ['a', '1'],
      ['b', '1'],
    ]);
    const { next } = await stateOf(pipeline.readChangesPorts);
    await publish(pipeline, 'full', [['b', '1']]);
    const { items } = await itemsOf(pipeline.readChangesPorts, next);
    expect(items).toEqual([
      {
        id: '2-changes-1',
        publication: 2,
        record: expect.stringMatching(/^[0-9a-f]{32}$/),
        removed: true,
        key: { number: 'a' },
      },
    ]);
  });
});

test('leaves an audit entry for each page with items, and none while there is nothing new', async () => {
  const pipeline = open();
  await publish(pipeline, 'full', [
    ['a', '1'],
    ['b', '1'],
  ]);
  const uses: unknown[] = [];
  const ports = { ...pipeline.readChangesPorts, recordUse: async (use: object) => void uses.push(use) };
  const state = await stateOf(ports);
  await itemsOf(ports, state.next);
  expect(uses).toEqual([expect.objectContaining({ operation: 'read-changes', dataset, results: 2, subjects: [] })]);
});

describe('the consumer must begin again', () => {
  /** Two publications, and the cursor between them. */
  async function between() {
    const pipeline = open();
    await publish(pipeline, 'full', [['a', '1']]);
    const { next } = await stateOf(pipeline.readChangesPorts);
    await publish(pipeline, 'increment', [['b', '2']]);
    return { pipeline, next, ports: pipeline.readChangesPorts };
  }
  const withPublication = (
    ports: ReadChangesPorts,
    change: (
      found: NonNullable<Awaited<ReturnType<ReadChangesPorts['datasetStates']['publication']>>>,
    ) => object | null,
  ): ReadChangesPorts => ({
    ...ports,
    datasetStates: {
      ...ports.datasetStates,
      publication: async (of, number) => {
        const found = await ports.datasetStates.publication(of, number);
        const changed = found === null ? null : change(found);
        return found === null || changed === null ? null : { ...found, ...changed };
      },
    },
  });

  test.each<[string, (ports: ReadChangesPorts) => ReadChangesPorts]>([
    ['a change log is past its time', (ports) => ({ ...ports, changeLogs: { readChangeLog: async () => null } })],
    [
      'a publication is from before there were change logs',
      (ports) => withPublication(ports, ({ number }) => (number === 2 ? { changeLog: undefined } : {})),
    ],
    [
      'after a restore another publication has the number',
      (ports) => withPublication(ports, ({ number }) => (number === 1 ? { at: '2020-12-09T00:00:00.000Z' } : {})),
    ],
    [
      'after a restore there is no such publication',
      (ports) => withPublication(ports, ({ number }) => (number === 1 ? null : {})),
    ],
  ])('when %s', async (_, change) => {
    const { ports, next } = await between();
    expect(codeOf(await openConsumer(change(ports)).read(next, 10))).toBe('changes-not-kept');
    expect(codeOf(await openConsumer(ports).read(next, 10))).toBe('answered');
  });

  test('not when the publication in force itself has no change log', async () => {
    const { pipeline, ports } = await between();
    const old = withPublication(ports, ({ number }) => (number <= 2 ? { changeLog: undefined } : {}));
    const state = await stateOf(old);
    await publish(pipeline, 'increment', [['c', '3']]);
    expect(await itemsOf(old, state.next)).toMatchObject({ texts: ['c=3'], more: false });
  });

  test('after a roll-back between states that are too large to be compared in a request', async () => {
    const { pipeline, ports } = await between();
    const { next } = await stateOf(ports);
    await toPublication(pipeline, 1, { ...pipeline.rollBackPorts, maxComparedRecords: 2 });
    expect(await shownAt(pipeline)).toEqual(new Map([['a', '1']]));
    expect(codeOf(await openConsumer(ports).read(next, 10))).toBe('changes-not-kept');
    expect(await stateOf(ports)).toMatchObject({ ids: ['3-state-1'], more: false });
  });
});

describe('who reads it', () => {
  const pipeline = open();
  const ask = async (
    caller: Caller,
    { of = dataset, cursor }: { readonly of?: string; readonly cursor?: string } = {},
  ) =>
    codeOf(
      await readChanges(
        {
          ...callerWithRole(caller),
          params: { dataset: of },
          body: { limit: 1, ...(cursor === undefined ? {} : { cursor }) },
        },
        {
          ...pipeline.readChangesPorts,
          catalogue: {
            publishedVersion: async (id) => (id === dataset ? (pipeline.catalogue.versions[0] ?? null) : null),
          },
        },
      ),
    );

  test.each(Role.options.flatMap((role) => [true, false].map((own) => [role, own] as const)))(
    'as %s, of the own department: %s',
    async (role, own) => {
      const caller: Caller = { ...officer, department: own ? officer.department : 'transport', roles: [role] };
      const allowed = role === 'operator' || (role === 'provider' && own);
      expect(await ask(caller)).toBe(allowed ? 'answered' : 'not-your-department');
    },
  );

  test('nobody, of a dataset that is not in the catalogue', async () => {
    expect(await ask(officer, { of: 'unknown' })).toBe('dataset-not-found');
  });

  test('nobody with a cursor that is none, or of another list', async () => {
    expect(await ask(officer, { cursor: 'odd' })).toBe('cursor-not-valid');
    expect(await ask(officer, { cursor: btoa('["changes/other",[0,"","state",0]]') })).toBe('cursor-not-valid');
  });
});

type Act =
  | { readonly kind: 'full' | 'increment'; readonly rows: readonly Row[] }
  | { readonly kind: 'roll-back'; readonly to: number }
  | { readonly kind: 'read' | 'killed'; readonly limit: number; readonly items: number }
  | { readonly kind: 'go-back'; readonly steps: number }
  | { readonly kind: 'expire' };

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
const rows = fc.uniqueArray(fc.tuple(key, fc.constantFrom('1', '2', '3')), { selector: ([of]) => of, minLength: 1 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('full' as const, 'increment' as const), rows }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('roll-back' as const), to: fc.integer({ min: 1, max: 9 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constantFrom('read' as const, 'killed' as const),
      limit: fc.integer({ min: 1, max: 4 }),
      items: fc.integer({ min: 0, max: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('go-back' as const), steps: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'expire' as const }) },
);

/** What is published, by hand: a delivery's rows on what was there, a roll-back to what was there once. */
function modelOf() {
  const states: ReadonlyMap<string, string>[] = [new Map()];
  return {
    publications: () => states.length - 1,
    now: () => new Map(states.at(-1)),
    deliver: (kind: 'full' | 'increment', given: readonly (readonly [string, string])[]) => {
      const before = states.at(-1) ?? new Map<string, string>();
      const after = new Map([...(kind === 'full' ? [] : before), ...given]);
      const isSame = after.size === before.size && [...after].every(([of, value]) => before.get(of) === value);
      if (!isSame) states.push(after);
    },
    rollBack: (to: number) => states.push(new Map(states[to])),
  };
}

test('a consumer that is killed and restarted at random ends with exactly what is published', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(act, { minLength: 8, maxLength: 40 }),
      fc.integer({ min: 1, max: 5 }),
      async (acts, limit) => {
        const [pipeline, model, expired] = [open(), modelOf(), new Set<string>()];
        const written = new Set<string>();
        const consumer = openConsumer({
          ...pipeline.readChangesPorts,
          changeLogs: {
            readChangeLog: async (of, first, count) => {
              written.add(of);
              return expired.has(of)
                ? null
                : await pipeline.readChangesPorts.changeLogs.readChangeLog(of, first, count);
            },
          },
        });
        for (const done of acts) {
          if (done.kind === 'full' || done.kind === 'increment') {
            await publish(pipeline, done.kind, done.rows);
            model.deliver(
              done.kind,
              done.rows.map(([of, value]) => [of, value ?? '']),
            );
          } else if (done.kind === 'roll-back') {
            if (codeOf(await toPublication(pipeline, done.to)) === 'answered') model.rollBack(done.to);
          } else if (done.kind === 'read') await consumer.step(done.limit);
          else if (done.kind === 'killed') await consumer.step(done.limit, done.items);
          else if (done.kind === 'go-back') consumer.goBack(done.steps);
          else for (const of of written) expired.add(of);
        }
        await consumer.catchUp(limit);
        expect(consumer.shown()).toEqual(model.now());
        expect(await shownAt(pipeline)).toEqual(model.now());
        const { publications } = await pipeline.stores.datasetStates.read(dataset);
        expect(publications).toBe(model.publications());
      },
    ),
    { numRuns: Number(process.env['FEED_RUNS'] ?? 30) },
  );
});
