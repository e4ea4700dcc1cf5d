import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { discardDelivery } from '../../../lib/collection/deliveries/discard-delivery.ts';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { rollBack } from '../../../lib/records/roll-back.ts';
import { mustHold, shownAt } from './invariants.ts';
import {
  askedBy,
  dataset,
  officer,
  openWorld,
  operator,
  type Row,
  type World,
  type WorldSettings,
} from './pipeline.ts';
import { runWorld, type Fault } from './run-pipeline.ts';

// Every point at which a worker passes to the world outside is tried: there it dies, or sleeps while the others go on, and wakes up late.

// A hundred points and more in each test, on whatever machine this is.
vi.setConfig({ testTimeout: 300_000 });

const first: readonly Row[] = [
  ['a', '1'],
  ['b', '1'],
  ['c', '1'],
  ['d', '1'],
  ['e', '1'],
];
const second: readonly Row[] = [
  ['a', '2'],
  ['b', '1'],
  ['c', null],
  ['f', '2'],
  ['g', '2'],
];
const third: readonly Row[] = [
  ['a', '3'],
  ['h', '3'],
];
const inTheEnd = new Map([
  ['a', '3'],
  ['b', '1'],
  ['c', '1'],
  ['f', '2'],
  ['g', '2'],
  ['h', '3'],
]);
/** The third went before the second: only when the news of the second came late, or the list of those that wait did. */
const overtaken = new Map([
  ['a', '2'],
  ['b', '1'],
  ['c', '1'],
  ['f', '2'],
  ['g', '2'],
]);
const allowed = (lag: boolean, again: boolean) => (lag || !again ? [inTheEnd, overtaken] : [inTheEnd]);

type Disturbed = {
  readonly world: World;
  readonly run: ReturnType<typeof runWorld>;
  readonly ids: readonly [string, string, string];
};

/** One delivery is published; a full one and an increment come after it, and are disturbed. */
async function threeDeliveries(faults: readonly Fault[], settings: WorldSettings = {}): Promise<Disturbed> {
  const world = openWorld(settings);
  const one = await world.hand('full', first);
  await runWorld(world).untilQuiet();
  const ids = [one, await world.hand('full', second), await world.hand('increment', third)] as const;
  const run = runWorld(world, faults);
  await run.untilQuiet();
  return { world, run, ids };
}

const statusesOf = ({ world, ids }: Disturbed) =>
  ids.map((id) => world.stores.deliveries.all().find((delivery) => delivery.id === id)?.status);
const points = async (settings: WorldSettings = {}) =>
  Array.from({ length: (await threeDeliveries([], settings)).run.passed() }, (_, i) => i + 1);

/** A dataset that is not blocked takes one more delivery. */
async function goesOn(world: World): Promise<void> {
  const id = await world.hand('increment', [['z', '9']]);
  await runWorld(world).untilQuiet();
  expect(world.stores.deliveries.all().find((delivery) => delivery.id === id)?.status).toBe('published');
  await mustHold(world);
}

describe.each([
  ['the lists are as the table', { lag: false }],
  ['the lists lag behind the table', { lag: true }],
] as const)('%s', (_, settings) => {
  test('undisturbed, all are published in their order', async () => {
    const done = await threeDeliveries([], settings);
    expect(done.run.failures).toEqual([]);
    expect(statusesOf(done)).toEqual(['published', 'published', 'published']);
    expect(await shownAt(done.world)).toEqual(inTheEnd);
    await goesOn(done.world);
  });

  test.each([
    ['and its message comes again', true],
    ['and its message is lost', false],
  ])('a worker dies, %s: all ends as if nothing had happened', async (_name, again) => {
    for (const at of await points(settings)) {
      const done = await threeDeliveries([{ at, kind: 'dies', again }], settings);
      expect(statusesOf(done), `died at ${at}`).toEqual(['published', 'published', 'published']);
      expect(allowed(settings.lag, again), `died at ${at}`).toContainEqual(await shownAt(done.world));
      await goesOn(done.world);
    }
  });

  test.each([
    ['and its message comes again', true],
    ['and its message is lost', false],
  ])('a worker sleeps until all is over, %s: when it wakes up it changes nothing', async (_name, again) => {
    for (const at of await points(settings)) {
      const done = await threeDeliveries([{ at, kind: 'sleeps', again }], settings);
      const before = await shownAt(done.world);
      await done.run.wakeSleepers();
      await done.run.untilQuiet();
      expect(statusesOf(done), `slept at ${at}`).toEqual(['published', 'published', 'published']);
      expect(await shownAt(done.world), `slept at ${at}`).toEqual(before);
      expect(allowed(settings.lag, again), `slept at ${at}`).toContainEqual(before);
      await goesOn(done.world);
    }
  });
});

/** What a person does about each delivery that failed. */
const people = {
  'discards what failed': async (world: World, delivery: string) => {
    await discardDelivery({ ...askedBy(officer), params: { delivery }, body: { reason: '不再需要' } }, world.ports);
  },
  'retries what failed': async (world: World, delivery: string) => {
    await retryDelivery({ ...askedBy(officer), params: { delivery }, body: null }, world.ports);
  },
  'discards what failed, then retries it': async (world: World, delivery: string) => {
    await discardDelivery({ ...askedBy(officer), params: { delivery }, body: { reason: '不再需要' } }, world.ports);
    await retryDelivery({ ...askedBy(officer), params: { delivery }, body: null }, world.ports);
  },
  'rolls back to the first publication': async (world: World) => {
    await rollBack(
      { ...askedBy(operator), params: { dataset }, body: { publication: 1, reason: '报错了' } },
      world.rollBackPorts,
    );
  },
} as const;

describe.each(Object.entries(people))(
  'a worker sleeps so long that its delivery fails; a person %s, before the worker wakes up or after',
  (_, act) => {
    test.each([
      ['before', true],
      ['after', false],
    ])('%s', async (_name, early) => {
      for (const at of await points({ attempts: 1 })) {
        const done = await threeDeliveries([{ at, kind: 'sleeps', again: false }], { attempts: 1 });
        if (!early) await done.run.wakeSleepers();
        for (const { id, status } of done.world.stores.deliveries.all())
          if (status === 'failed') await act(done.world, id);
        if (early) await done.run.untilQuiet();
        if (early) await done.run.wakeSleepers();
        await done.run.untilQuiet();
        // What is still failed is given up now, so that nobody is in the way.
        for (const { id, status } of done.world.stores.deliveries.all())
          if (status === 'failed') await people['discards what failed'](done.world, id);
        await done.run.untilQuiet();
        for (const { id, status } of done.world.stores.deliveries.all())
          if (status === 'failed') await people['retries what failed'](done.world, id);
        await done.run.untilQuiet();
        await goesOn(done.world).catch((error: unknown) => {
          throw new Error(`slept at ${at}`, { cause: error });
        });
      }
    });
  },
);

test('several workers die, sleep and wake up in any order, and people do what they do', async () => {
  const fault = fc.record({
    at: fc.integer({ min: 1, max: 150 }),
    kind: fc.constantFrom('dies' as const, 'sleeps' as const),
    again: fc.boolean(),
  });
  const acts = fc.array(fc.constantFrom(...Object.values(people), null), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fault, { minLength: 2, maxLength: 4 }),
      acts,
      fc.constantFrom(1, 2, 5),
      fc.boolean(),
      async (faults, done, attempts, lag) => {
        const { world, run } = await threeDeliveries(faults, { attempts, lag });
        for (const act of done) {
          for (const { id, status } of world.stores.deliveries.all())
            if (act !== null && status === 'failed') await act(world, id);
          await run.wakeSleepers();
          await run.untilQuiet();
        }
        await run.wakeSleepers();
        await run.untilQuiet();
        for (const act of [
          people['discards what failed'],
          people['retries what failed'],
          people['discards what failed'],
        ]) {
          for (const { id, status } of world.stores.deliveries.all()) if (status === 'failed') await act(world, id);
          await runWorld(world).untilQuiet();
        }
        await mustHold(world);
        await goesOn(world);
      },
    ),
    { numRuns: Number(process.env['DISTURBED_RUNS'] ?? 150) },
  );
});
