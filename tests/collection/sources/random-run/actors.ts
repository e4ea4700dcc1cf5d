import { approveDelivery } from '../../../../lib/collection/deliveries/approve-delivery.ts';
import { discardDelivery } from '../../../../lib/collection/deliveries/discard-delivery.ts';
import { retryDelivery } from '../../../../lib/collection/deliveries/retry-delivery.ts';
import { confirmSource } from '../../../../lib/collection/sources/registration/confirm-source.ts';
import { operateSource } from '../../../../lib/collection/sources/registration/operate-source.ts';
import { registerSource } from '../../../../lib/collection/sources/registration/register-source.ts';
import { testSource } from '../../../../lib/collection/sources/registration/test-source.ts';
import { replayRejectedRows } from '../../../../lib/collection/sources/rejected-rows/replay-rejected-rows.ts';
import { definedOnly } from '../../../../lib/kernel/defined-only.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import { simulateWorkers } from '../simulated-workers.ts';
import {
  callerWithRole,
  operator,
  provider,
  sourceKey,
  type Message,
  type SourceSimulation,
  type Task,
} from '../source-simulation.ts';
import { timeText } from '../table-memory.ts';
import type { DepartmentModel } from './department-model.ts';
import type { RunState } from './run-state.ts';

type Person = { readonly kind: 'person' };
type Operation = 'pause' | 'resume' | 'run-now' | 'run-from' | 'reconcile-now';

/** A queue gives up a message after this many receives. */
const maxReceives = 5;
/** Whoever requested a run must not approve what it would remove. */
const secondOperator = { ...operator, subject: 'operator-2' };

function isMessage(task: Task | Person): task is Message {
  return task.kind !== 'person' && task.kind !== 'sweep' && task.kind !== 'due';
}

/** The platform's workers, fed by the queue and the two timetables. */
export function openPlatform(world: SourceSimulation, { random, coverage }: RunState) {
  const receives = new Map<Task, number>();
  const failures: unknown[] = [];
  const workers = simulateWorkers<Task | Person>(random, (task, outcome, error) => {
    if (outcome === 'dead') coverage.deaths += 1;
    if (outcome === 'failed') {
      failures.push(error);
      if (error instanceof Error && error.name === 'AssertionError') throw error;
    }
    if (outcome === 'done' || !isMessage(task)) return;
    const received = (receives.get(task) ?? 0) + 1;
    receives.set(task, received);
    if (received < maxReceives) world.queue.push(task);
  });
  const startTask = (task: Task) => workers.start(task, (gate) => world.handle(task, gate));
  return {
    workers,
    failures,
    startTask,
    startQueued: async () => {
      const [message] = world.queue.splice(random.between(0, world.queue.length - 1), 1);
      if (message !== undefined) await startTask(message);
    },
  };
}
export type Platform = ReturnType<typeof openPlatform>;

/** The provider and the operators: they register, test, confirm, operate, replay and decide. */
export function openPeople(world: SourceSimulation, state: RunState, platform: Platform, model: DepartmentModel) {
  const { random, coverage } = state;
  const act = (request: (ports: ReturnType<typeof world.portsThrough>) => Promise<unknown>) =>
    platform.workers.start({ kind: 'person' }, (gate) => request(world.portsThrough(gate)));
  const byOperator = { ...callerWithRole(operator), params: sourceKey };

  const operate = (operation: Operation, from?: string) =>
    act((ports) =>
      operateSource({ ...byOperator, body: { operation, reason: '测试', ...definedOnly({ from }) } }, ports),
    );
  const runFrom = () => {
    const seconds = random.between(-3600, 60);
    if (seconds > 0 || world.source().watermark === undefined) state.needsReconcile = true;
    return operate('run-from', timeText(Date.parse(world.time()) * 1000 + seconds * 1_000_000));
  };
  const register = () => {
    coverage.registrations += 1;
    const body = { declaration: world.declaration, timetable: world.timetable };
    return act((ports) => registerSource({ ...callerWithRole(provider), params: sourceKey, body }, ports));
  };
  const test = () => act((ports) => testSource({ ...byOperator, body: null }, ports));
  const confirm = () => act((ports) => confirmSource({ ...byOperator, body: {} }, ports));
  /** Replays all pending rows, or corrected ones only. */
  const replay = async () => {
    const pending = (await world.stores.rejectedRows.pending(sourceKey, { limit: 100 })).filter(
      ({ state, kind }) => state === 'pending' && kind === 'row',
    );
    const corrected = pending
      .filter(() => random.chance(0.5))
      .map(({ id }) => ({ id, correction: { name: model.nextValue('c') } }));
    for (const key of model.keys)
      for (const { id, correction } of corrected)
        if (world.rejectedRowIdOf(key) === id) model.addPossibleValue(key, correction.name);
    coverage.replays += 1;
    const body = { reason: '测试', ...(corrected.length === 0 ? {} : { rejectedRows: corrected }) };
    await act((ports) => replayRejectedRows({ ...byOperator, body }, ports));
  };
  /** Discards, approves or retries a delivery that waits for a decision. */
  const decide = async ({ id, status, purpose }: DeliveryRecord) => {
    const params = { delivery: id };
    const body = { reason: '测试' };
    coverage[status === 'awaiting-approval' ? 'awaitingApproval' : 'failed'] += 1;
    if (state.disorder && random.chance(0.3)) {
      if (purpose !== 'replay') state.needsReconcile = true;
      return await act((ports) => discardDelivery({ ...callerWithRole(operator), params, body }, ports));
    }
    await (status === 'awaiting-approval'
      ? act((ports) => approveDelivery({ ...callerWithRole(secondOperator), params, body }, ports))
      : act((ports) => retryDelivery({ ...callerWithRole(operator), params, body: null }, ports)));
  };
  const deliveryToDecide = () =>
    world.stores.deliveries
      .all()
      .find(
        ({ status, discarding }) => (status === 'awaiting-approval' || status === 'failed') && discarding === undefined,
      );

  return {
    operate,
    test,
    confirm,
    decide,
    deliveryToDecide,
    actAtRandom: async () => {
      const waiting = deliveryToDecide();
      if (waiting !== undefined) return await decide(waiting);
      if (world.source().state === 'registered') return await (random.chance(0.5) ? test() : confirm());
      await random.pick([
        () => operate('pause'),
        () => operate('resume'),
        () => operate('resume'),
        () => operate('run-now'),
        () => operate('reconcile-now'),
        runFrom,
        // More often without a run: a replay is refused during one.
        ...(world.source().run === undefined ? [replay, replay] : []),
        replay,
        () => (random.chance(0.3) ? register() : operate('resume')),
      ])();
    },
  };
}
