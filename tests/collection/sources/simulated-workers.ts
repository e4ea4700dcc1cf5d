import type { Random } from '../../../infra/tools/synthetic/random.ts';
import type { Gate } from './source-simulation.ts';

type Worker<Task> = {
  readonly task: Task;
  readonly gate: Gate;
  /** Gates at which it stands. */
  readonly stands: { readonly pass: () => void; readonly die: (error: Error) => void }[];
  ended: 'not yet' | 'done' | 'failed' | 'dead';
  failure: unknown;
  /** Until so many steps from now it sleeps. */
  asleep: number;
};

/** Long enough for everything that does not wait at a gate. */
const nextTick = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Workers that all stand at gates, in front of what they do to the world outside: one at a time is let through, by chance, and may die or fall asleep there.
 * `ended` hears of each that has ended.
 */
export function simulateWorkers<Task>(
  random: Random,
  ended: (task: Task, how: 'done' | 'failed' | 'dead', error: unknown) => void,
) {
  let standing: Worker<Task>[] = [];

  const start = async (task: Task, work: (gate: Gate) => Promise<unknown>): Promise<void> => {
    const gate: Gate = async () => {
      if (worker.ended === 'dead') throw new Error('the dead do nothing');
      await new Promise<void>((resolve, reject) => worker.stands.push({ pass: resolve, die: reject }));
    };
    const worker: Worker<Task> = { task, gate, stands: [], ended: 'not yet', failure: undefined, asleep: 0 };
    standing.push(worker);
    void work(gate).then(
      () => {
        if (worker.ended === 'not yet') worker.ended = 'done';
      },
      (error: unknown) => {
        worker.failure = error;
        if (worker.ended === 'not yet') worker.ended = 'failed';
      },
    );
    await publish(worker);
  };

  const publish = async (worker: Worker<Task>): Promise<void> => {
    for (let breaths = 0; breaths < 50 && worker.ended === 'not yet' && worker.stands.length === 0; breaths += 1)
      await nextTick();
    for (const other of standing) {
      if (other.ended === 'not yet') continue;
      standing = standing.filter((one) => one !== other);
      ended(other.task, other.ended, other.failure);
    }
  };

  return {
    start,
    count: () => standing.length,
    isAny: (is: (task: Task) => boolean) => standing.some(({ task }) => is(task)),
    /** Lets one that is awake through its gate. `death` is the share that die there, `sleep` that of those who do not go on for some hundred steps. */
    step: async (death: number, sleep: number): Promise<void> => {
      for (const worker of standing) if (worker.asleep > 0) worker.asleep -= 1;
      const [first, ...more] = standing.filter(({ asleep }) => asleep === 0);
      if (first === undefined) return;
      const worker = random.pick([first, ...more]);
      if (random.chance(sleep)) {
        worker.asleep = random.between(5, 300);
        return;
      }
      const at = worker.stands.shift();
      if (at === undefined)
        throw new Error(`a worker waits for something else than a gate: ${JSON.stringify(worker.task)}`);
      if (random.chance(death)) {
        worker.ended = 'dead';
        at.die(new Error('the worker died'));
        for (const other of worker.stands.splice(0)) other.die(new Error('the worker died'));
        await nextTick();
      } else at.pass();
      await publish(worker);
    },
    wakeAll: () => {
      for (const worker of standing) worker.asleep = 0;
    },
  };
}
