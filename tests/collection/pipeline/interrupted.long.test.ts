import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { discardDelivery } from '../../../lib/collection/deliveries/discard-delivery.ts';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { rollBack } from '../../../lib/records/roll-back.ts';
import { assertInvariants, shownAt } from './invariants.ts';
import {
  callerWithRole,
  dataset,
  officer,
  openPipeline,
  operator,
  type Row,
  type Pipeline,
  type PipelineSettings,
} from './pipeline.ts';
import { runPipeline, type Fault } from './run-pipeline.ts';

// At every call of a port, a worker dies, or sleeps while the others go on and wakes up late.

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
/** The third was ingested before the second: only when the second's event or the eventually consistent list was late. */
const overtaken = new Map([
  ['a', '2'],
  ['b', '1'],
  ['c', '1'],
  ['f', '2'],
  ['g', '2'],
]);
const allowed = (lag: boolean, again: boolean) => (lag || !again ? [inTheEnd, overtaken] : [inTheEnd]);

type Disturbed = {
  readonly pipeline: Pipeline;
  readonly run: ReturnType<typeof runPipeline>;
  readonly ids: readonly [string, string, string];
};

/** One delivery is published; a full one and an increment come after it, and are disturbed. */
async function threeDeliveries(faults: readonly Fault[], settings: PipelineSettings = {}): Promise<Disturbed> {
  const pipeline = openPipeline(settings);
  const one = await pipeline.hand('full', first);
  await runPipeline(pipeline).untilQuiet();
  const ids = [one, await pipeline.hand('full', second), await pipeline.hand('increment', third)] as const;
  const run = runPipeline(pipeline, faults);
  await run.untilQuiet();
  return { pipeline, run, ids };
}

const statusesOf = ({ pipeline, ids }: Disturbed) =>
  ids.map((id) => pipeline.stores.deliveries.all().find((delivery) => delivery.id === id)?.status);
const points = async (settings: PipelineSettings = {}) =>
  Array.from({ length: (await threeDeliveries([], settings)).run.passed() }, (_, i) => i + 1);

/** A dataset that is not blocked takes one more delivery. */
async function goesOn(pipeline: Pipeline): Promise<void> {
  const id = await pipeline.hand('increment', [['z', '9']]);
  await runPipeline(pipeline).untilQuiet();
  expect(pipeline.stores.deliveries.all().find((delivery) => delivery.id === id)?.status).toBe('published');
  await assertInvariants(pipeline);
}

describe.each([
  ['the lists are as the table', { lag: false }],
  ['the lists lag behind the table', { lag: true }],
] as const)('%s', (_, settings) => {
  test('undisturbed, all are published in their order', async () => {
    const done = await threeDeliveries([], settings);
    expect(done.run.failures).toEqual([]);
    expect(statusesOf(done)).toEqual(['published', 'published', 'published']);
    expect(await shownAt(done.pipeline)).toEqual(inTheEnd);
    await goesOn(done.pipeline);
  });

  test.each([
    ['and its message is redelivered', true],
    ['and its message is lost', false],
  ])('a worker dies, %s: all ends as if nothing had happened', async (_name, again) => {
    for (const at of await points(settings)) {
      const done = await threeDeliveries([{ at, kind: 'dies', again }], settings);
      expect(statusesOf(done), `died at ${at}`).toEqual(['published', 'published', 'published']);
      expect(allowed(settings.lag, again), `died at ${at}`).toContainEqual(await shownAt(done.pipeline));
      await goesOn(done.pipeline);
    }
  });

  test.each([
    ['and its message is redelivered', true],
    ['and its message is lost', false],
  ])('a worker sleeps until all is over, %s: when it wakes up it changes nothing', async (_name, again) => {
    for (const at of await points(settings)) {
      const done = await threeDeliveries([{ at, kind: 'sleeps', again }], settings);
      const before = await shownAt(done.pipeline);
      await done.run.wakeSleepers();
      await done.run.untilQuiet();
      expect(statusesOf(done), `slept at ${at}`).toEqual(['published', 'published', 'published']);
      expect(await shownAt(done.pipeline), `slept at ${at}`).toEqual(before);
      expect(allowed(settings.lag, again), `slept at ${at}`).toContainEqual(before);
      await goesOn(done.pipeline);
    }
  });
});

/** What a person does about each delivery that failed. */
const people = {
  'discards what failed': async (pipeline: Pipeline, delivery: string) => {
    await discardDelivery(
      { ...callerWithRole(officer), params: { delivery }, body: { reason: '不再需要' } },
      pipeline.ports,
    );
  },
  'retries what failed': async (pipeline: Pipeline, delivery: string) => {
    await retryDelivery({ ...callerWithRole(officer), params: { delivery }, body: null }, pipeline.ports);
  },
  'discards what failed, then retries it': async (pipeline: Pipeline, delivery: string) => {
    await discardDelivery(
      { ...callerWithRole(officer), params: { delivery }, body: { reason: '不再需要' } },
      pipeline.ports,
    );
    await retryDelivery({ ...callerWithRole(officer), params: { delivery }, body: null }, pipeline.ports);
  },
  'rolls back to the first publication': async (pipeline: Pipeline) => {
    await rollBack(
      { ...callerWithRole(operator), params: { dataset }, body: { publication: 1, reason: '报错了' } },
      pipeline.rollBackPorts,
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
        for (const { id, status } of done.pipeline.stores.deliveries.all())
          if (status === 'failed') await act(done.pipeline, id);
        if (early) await done.run.untilQuiet();
        if (early) await done.run.wakeSleepers();
        await done.run.untilQuiet();
        // Failed deliveries are discarded, so that none blocks the next.
        for (const { id, status } of done.pipeline.stores.deliveries.all())
          if (status === 'failed') await people['discards what failed'](done.pipeline, id);
        await done.run.untilQuiet();
        for (const { id, status } of done.pipeline.stores.deliveries.all())
          if (status === 'failed') await people['retries what failed'](done.pipeline, id);
        await done.run.untilQuiet();
        await goesOn(done.pipeline).catch((error: unknown) => {
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
        const { pipeline, run } = await threeDeliveries(faults, { attempts, lag });
        for (const act of done) {
          for (const { id, status } of pipeline.stores.deliveries.all())
            if (act !== null && status === 'failed') await act(pipeline, id);
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
          for (const { id, status } of pipeline.stores.deliveries.all())
            if (status === 'failed') await act(pipeline, id);
          await runPipeline(pipeline).untilQuiet();
        }
        await assertInvariants(pipeline);
        await goesOn(pipeline);
      },
    ),
    { numRuns: Number(process.env['DISTURBED_RUNS'] ?? 150) },
  );
});
