import { expect } from 'vitest';
import { secondsAfter } from '../../../../lib/kernel/instant.ts';
import { SourceFault } from '../../../../lib/kernel/source-fault.ts';
import { createRandom } from '../../../../lib/kernel/synthetic/random.ts';
import { openSourceSimulation, type SourceSimulation } from '../source-simulation.ts';
import { openPeople, openPlatform, type Platform } from './actors.ts';
import { type DepartmentModel, openDepartmentModel } from './department-model.ts';
import { assertRecordsEqual, sourceInvariants } from './invariants.ts';
import { openRunState, type Coverage, type RunState } from './run-state.ts';

/** Steps after which a run that does not come to rest is stuck. */
const maxSteps = 20_000;

type Actors = {
  readonly world: SourceSimulation;
  readonly state: RunState;
  readonly model: DepartmentModel;
  readonly platform: Platform;
  readonly people: ReturnType<typeof openPeople>;
};

/** One source and its platform through rounds of disorder; after each, the records must equal the source. */
export async function randomRun(seed: number): Promise<Coverage> {
  const random = createRandom(seed);
  const state = openRunState(random);
  const withUnreadable = random.chance(0.2);
  const overlapSeconds = random.pick([20, 60, 600]);
  const tick = random.pick([1, 1_000_000, 10_000_000]);
  const world = openSimulation(state, { overlapSeconds, tick });
  const model = openDepartmentModel(world, state, { withUnreadable, overlapSeconds, tick });
  const platform = openPlatform(world, state);
  const people = openPeople(world, state, platform, model);
  const actors = { world, state, model, platform, people };

  model.begin();
  await world.begin();
  for (let writes = random.between(0, 6); writes > 0; writes -= 1) model.write();
  for (let round = random.between(1, 3); round > 0; round -= 1) {
    await causeDisorder(actors, random.between(50, 700));
    await comeToStandstill(actors);
  }
  return state.coverage;
}

function openSimulation(
  state: RunState,
  { overlapSeconds, tick }: { readonly overlapSeconds: number; readonly tick: number },
): SourceSimulation {
  const { random, rates, coverage } = state;
  const { onChange, onLease } = sourceInvariants(coverage);
  return openSourceSimulation({
    skew: random.pick([-90, 0, 90]),
    tick,
    overlapSeconds,
    pageRows: random.between(1, 3),
    timetable: {
      reconcile: random.pick(['never', '*/30 * * * *']),
      ...(random.chance(0.2) ? { window: { from: '08:10', to: '20:00' } } : {}),
    },
    shrinkLimit: random.pick([0.3, 0.95]),
    remainingMs: () => (random.chance(state.disorder ? rates.short : rates.short / 3) ? 0 : 600_000),
    copies: () => {
      if (!state.disorder) return 1;
      if (random.chance(rates.lost)) return 0;
      return random.chance(rates.twice) ? 2 : 1;
    },
    fault: () => {
      if (!state.disorder || !random.chance(rates.fault)) return;
      coverage.faults += 1;
      throw random.pick([
        new SourceFault('connection-lost'),
        new SourceFault('permission-denied'),
        new SourceFault('too-many-requests', { status: 429 }, { retryAfterSeconds: 90 }),
      ]);
    },
    onChange,
    onLease,
  });
}

/** Lets one random actor act per step. */
async function causeDisorder(actors: Actors, steps: number): Promise<void> {
  const { random, rates } = actors.state;
  const { world, model, platform, people } = actors;
  const wait = (maxSeconds: number) => {
    // A person's request takes less than half a minute, or is lost.
    const hasRequest = platform.workers.isAny(({ kind }) => kind === 'person');
    model.wait(hasRequest ? Math.min(maxSeconds, 0.1) : maxSeconds);
  };
  const choices: readonly (readonly [below: number, act: () => unknown])[] = [
    [0.6, () => platform.workers.step(rates.death, rates.sleep)],
    [0.83, model.write],
    [0.835, model.dropRow],
    [0.87, () => platform.startTask({ kind: 'due' })],
    [0.89, () => platform.startTask({ kind: 'sweep' })],
    [0.91, people.actAtRandom],
    [0.94, () => model.commitDue(world.time())],
    [1, () => wait(random.pick([0.1, 1, 10, 30, 61, 300]))],
  ];
  for (let step = 0; step < steps; step += 1) {
    const chance = random.next();
    if (chance >= 0.6 && chance < 0.75 && world.queue.length > 0) await platform.startQueued();
    else await choices.find(([below]) => chance < below)?.[1]();
  }
}

/** Ends the disorder, runs the source once more and compares. */
async function comeToStandstill(actors: Actors): Promise<void> {
  const { world, state, model, people } = actors;
  state.disorder = false;
  model.commitDue(secondsAfter(world.time(), 10 * 86_400));
  const lastCommitAt = world.time();
  await runUntilQuiet(actors);
  await startSource(actors);
  // A run that starts now sees everything that was committed.
  const requestedAt = world.time();
  await people.operate('run-now');
  await runUntilQuiet(actors);
  expect(
    (world.source().health.lastSuccess?.at ?? '') > requestedAt,
    `no run succeeded since the last commit at ${lastCommitAt}: ${JSON.stringify(world.source().health)}`,
  ).toBe(true);
  if (state.needsReconcile) {
    await people.operate('reconcile-now');
    await runUntilQuiet(actors);
    expect((world.source().health.lastReconciled?.at ?? '') > requestedAt, 'the source was reconciled').toBe(true);
  }
  state.needsReconcile = false;
  await assertRecordsEqual(world, model, state.coverage);
  state.disorder = true;
}

async function startSource(actors: Actors): Promise<void> {
  const { world, people } = actors;
  if (world.source().state === 'paused') {
    await people.operate('resume');
    await runUntilQuiet(actors);
  }
  if (world.source().state === 'registered') {
    await people.test();
    await runUntilQuiet(actors);
    await people.confirm();
    await runUntilQuiet(actors);
  }
  expect(world.source().state).toBe('running');
}

/** Works undisturbed until nothing is left to do. */
async function runUntilQuiet({ world, platform, people }: Actors): Promise<void> {
  const { workers } = platform;
  workers.wakeAll();
  for (let step = 0; step < maxSteps; step += 1) {
    const waiting = people.deliveryToDecide();
    if (workers.count() > 0) await workers.step(0, 0);
    else if (world.queue.length > 0) await platform.startQueued();
    else if (waiting !== undefined) await people.decide(waiting);
    else if (isQuiet(world)) return;
    else {
      waitForNextDueTime(world);
      await platform.startTask({ kind: 'sweep' });
      await platform.startTask({ kind: 'due' });
    }
  }
  throw new Error(describeStuckRun(world, platform.failures));
}

function isQuiet(world: SourceSimulation): boolean {
  const source = world.source();
  return (
    world.stores.deliveries.all().every(({ retryAt }) => retryAt === undefined) &&
    source.run === undefined &&
    (source.requested === undefined || source.state !== 'running') &&
    source.replays.length === 0 &&
    source.replayWork?.allClaimed !== false &&
    source.leaseUntil === undefined &&
    (source.dueAt ?? '~') > world.time()
  );
}

function waitForNextDueTime(world: SourceSimulation): void {
  const [next = world.time()] = [...world.stores.deliveries.all().map(({ retryAt }) => retryAt), world.source().dueAt]
    .flatMap((dueAt) => dueAt ?? [])
    .toSorted();
  world.wait((Date.parse(next) - Date.parse(world.time())) / 1000 + 1);
}

function describeStuckRun(world: SourceSimulation, failures: readonly unknown[]): string {
  const { declaration: _declaration, timetable: _timetable, decisions: _decisions, ...source } = world.source();
  const deliveries = world.stores.deliveries.all().map(({ id, status, retryAt }) => [id, status, retryAt]);
  return `the run is stuck: ${JSON.stringify({ source, deliveries, failures: failures.slice(-3).map(String) })}`;
}
