import { type Gate, type Message, type Pipeline, dataset, leaseSeconds } from './pipeline.ts';

/** What happens to the worker that passes the gate for the n-th time: it dies there, or sleeps until it is woken. */
export type Fault = {
  readonly at: number;
  readonly kind: 'dies' | 'sleeps';
  /** Whether the queue hands the dead worker's message out again. */ readonly again: boolean;
};

/** A queue gives up a message that failed so often. */
const maxReceives = 5;
/** Sweeps after which something hangs. */
const maxSweeps = 80;

/** Nobody waits for anything; or all that wait do so for a failed delivery that a person must decide about. */
async function isQuiet({ stores: { deliveries, datasetStates } }: Pipeline): Promise<boolean> {
  const all = deliveries.all();
  const waiting = all.filter(({ retryAt }) => retryAt !== undefined);
  if (waiting.length === 0) return true;
  const { loading } = await datasetStates.read(dataset);
  const blocking = all.find(({ id }) => id === loading?.delivery);
  return (
    blocking?.status === 'failed' &&
    blocking.discarding === undefined &&
    waiting.every(({ status }) => status === 'received')
  );
}

/** Runs a world's workers, one after the other; those that a fault meets die or sleep. */
export function runPipeline(pipeline: Pipeline, faults: readonly Fault[] = []) {
  const receives = new Map<Message, number>();
  const failures: unknown[] = [];
  let passed = 0;
  const sleepers: { readonly wake: () => void; readonly ended: Promise<unknown> }[] = [];

  const work = async (message: Message | 'sweep') => {
    let dead = false;
    let again = true;
    let slept = false;
    let wake: () => void = () => undefined;
    let fallAsleep: () => void = () => undefined;
    const asleep = new Promise<'asleep'>((resolve) => (fallAsleep = () => resolve('asleep')));
    const gate: Gate = async () => {
      passed += 1;
      if (dead) throw new Error('the dead do nothing');
      const fault = faults.find(({ at }) => at === passed);
      if (fault === undefined) return;
      again = fault.again;
      if (fault.kind === 'dies') {
        dead = true;
        throw new Error('the worker died');
      }
      if (slept) return;
      slept = true;
      const woken = new Promise<void>((resolve) => (wake = resolve));
      fallAsleep();
      await woken;
    };
    const ended = pipeline.handle(message, gate).then(
      () => 'done' as const,
      (error: unknown) => {
        if (!dead) failures.push(error);
        return 'failed' as const;
      },
    );
    const outcome = await Promise.race([ended, asleep]);
    if (outcome === 'asleep') sleepers.push({ wake, ended });
    if (outcome === 'done' || message === 'sweep' || !again) return;
    const received = (receives.get(message) ?? 0) + 1;
    receives.set(message, received);
    if (received < maxReceives) pipeline.queue.push(message);
  };

  return {
    passed: () => passed,
    failures,
    /** Works through the queue and sweeps until nobody waits for anything. */
    untilQuiet: async () => {
      for (let sweeps = 0; sweeps < maxSweeps; sweeps += 1) {
        for (let message = pipeline.queue.shift(); message !== undefined; message = pipeline.queue.shift())
          await work(message);
        pipeline.wait(leaseSeconds);
        if (await isQuiet(pipeline)) return;
        await work('sweep');
      }
      throw new Error(
        `it hangs: ${JSON.stringify(
          pipeline.stores.deliveries
            .all()
            .map(({ id, status, attempts, retryAt }) => ({ id, status, attempts, retryAt })),
        )}`,
      );
    },
    /** The sleeping workers go on where they fell asleep, one after the other. */
    wakeSleepers: async () => {
      for (const { wake, ended } of sleepers.splice(0)) {
        wake();
        await ended;
      }
    },
  };
}
