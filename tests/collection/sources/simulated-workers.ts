import type { Random } from '../../../lib/kernel/synthetic/random.ts';
import type { Gate } from './source-simulation.ts';

type Worker<Task> = {
  readonly task: Task;
  readonly gate: Gate;
  /** Gates at which it waits. */
  readonly waits: { readonly pass: () => void; readonly die: (error: Error) => void }[];
  outcome: 'running' | 'done' | 'failed' | 'dead';
  failure: unknown;
  /** Steps until it wakes. */
  asleep: number;
};

/** Lets everything run that does not wait at a gate. */
const nextTick = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Interleaves workers at random: each waits at a gate before every side effect, and one at a time passes, dies or falls
 * asleep there. `onEnd` is called for each worker that ended.
 */
export function simulateWorkers<Task>(
  random: Random,
  onEnd: (task: Task, outcome: 'done' | 'failed' | 'dead', error: unknown) => void,
) {
  let workers: Worker<Task>[] = [];

  const start = async (task: Task, work: (gate: Gate) => Promise<unknown>): Promise<void> => {
    const gate: Gate = async () => {
      if (worker.outcome === 'dead') throw new Error('the worker is dead');
      await new Promise<void>((resolve, reject) => worker.waits.push({ pass: resolve, die: reject }));
    };
    const worker: Worker<Task> = { task, gate, waits: [], outcome: 'running', failure: undefined, asleep: 0 };
    workers.push(worker);
    void work(gate).then(
      () => {
        if (worker.outcome === 'running') worker.outcome = 'done';
      },
      (error: unknown) => {
        worker.failure = error;
        if (worker.outcome === 'running') worker.outcome = 'failed';
      },
    );
    await advance(worker);
  };

  const advance = async (worker: Worker<Task>): Promise<void> => {
    for (let ticks = 0; ticks < 50 && worker.outcome === 'running' && worker.waits.length === 0; ticks += 1)
      await nextTick();
    for (const other of workers) {
      if (other.outcome === 'running') continue;
      workers = workers.filter((one) => one !== other);
      onEnd(other.task, other.outcome, other.failure);
    }
  };

  return {
    start,
    count: () => workers.length,
    isAny: (is: (task: Task) => boolean) => workers.some(({ task }) => is(task)),
    /** Lets one awake worker pass its gate. `death` and `sleep` are probabilities; a sleep lasts up to 300 steps. */
    step: async (death: number, sleep: number): Promise<void> => {
      for (const worker of workers) if (worker.asleep > 0) worker.asleep -= 1;
      const [first, ...more] = workers.filter(({ asleep }) => asleep === 0);
      if (first === undefined) return;
      const worker = random.pick([first, ...more]);
      if (random.chance(sleep)) {
        worker.asleep = random.between(5, 300);
        return;
      }
      const wait = worker.waits.shift();
      if (wait === undefined)
        throw new Error(`a worker waits for something other than a gate: ${JSON.stringify(worker.task)}`);
      if (random.chance(death)) {
        worker.outcome = 'dead';
        wait.die(new Error('the worker died'));
        for (const other of worker.waits.splice(0)) other.die(new Error('the worker died'));
        await nextTick();
      } else wait.pass();
      await advance(worker);
    },
    wakeAll: () => {
      for (const worker of workers) worker.asleep = 0;
    },
  };
}
