import { describe, expect, test } from 'vitest';
import { asDeployed, simulateCity, type Simulation, type SimulationSettings } from './simulated-workers.ts';

// One large load beside small ones: queues, workers and time are simulated, the use cases are the room's own.

/** Ten million rows in parts of five thousand. */
const largeLines = 2_000;
const smallLines = [1, 2, 3, 4, 1, 2, 3, 4, 1, 2] as const;

const secondsOf = (city: Simulation, dataset: string): number => {
  const delivery = city.all().find((one) => one.dataset === dataset);
  expect(delivery, dataset).toMatchObject({ status: 'published' });
  return (Date.parse(delivery?.finishedAt ?? '') - Date.parse(delivery?.createdAt ?? '')) / 1000;
};

/** How long each number of lines takes when nobody else delivers. */
async function undisturbedSeconds(settings: SimulationSettings): Promise<ReadonlyMap<number, number>> {
  const seconds = new Map<number, number>();
  for (const lines of new Set(smallLines)) {
    const city = simulateCity(settings);
    city.deliverAt(0, 'alone', lines);
    await city.untilQuiet(1);
    seconds.set(lines, secondsOf(city, 'alone'));
  }
  return seconds;
}

describe('ten small deliveries beside a load of ten million rows', () => {
  test.each([
    ['spread over its ingest and its load', (i: number) => 100 + 140 * i],
    ['all at once while it is ingested', () => 200],
    ['all at once while it is loaded', () => 900],
  ] as const)('are published within twice their undisturbed time: %s', async (_, at) => {
    const alone = await undisturbedSeconds(asDeployed);
    const city = simulateCity(asDeployed);
    city.deliverAt(0, 'large', largeLines);
    for (const [i, lines] of smallLines.entries()) city.deliverAt(at(i), `small-${i}`, lines);
    await city.untilQuiet(1 + smallLines.length);

    for (const [i, lines] of smallLines.entries())
      expect(secondsOf(city, `small-${i}`), `small-${i} of ${lines} lines`).toBeLessThanOrEqual(
        2 * (alone.get(lines) ?? 0),
      );
    // The large one is on its way all the while: it ends as if alone, by ten parts at a time.
    expect(secondsOf(city, 'large')).toBeGreaterThan(1_500);
    expect(secondsOf(city, 'large')).toBeLessThan(1_700);
    expect(city.all().map(({ attempts, reason }) => ({ attempts, reason }))).toEqual(
      city.all().map(() => ({ attempts: 0, reason: undefined })),
    );
    expect(city.sent.load).toBe(largeLines + smallLines.reduce((sum, lines) => sum + lines, 0));
  });
});

describe('a queue so long that messages wait for hours', () => {
  /** One worker loads, and a part takes four minutes: thirty datasets' parts wait up to six hours. */
  const slow: SimulationSettings = {
    ...asDeployed,
    workers: { ...asDeployed.workers, load: 1 },
    loadSeconds: 240 / 5_000,
  };

  test('fails nothing, and the sweep does not flood the queue', async () => {
    const city = simulateCity(slow);
    for (let i = 0; i < 30; i += 1) city.deliverAt(i, `dataset-${i}`, 3);
    await city.untilQuiet(30);
    for (let i = 0; i < 30; i += 1) secondsOf(city, `dataset-${i}`);
    expect(city.longestWait()).toBeGreaterThan(2 * 3_600);
    // Ninety parts; each minute's sweep sends at most a window, ever less often.
    expect(city.sent.load).toBeLessThan(12 * 90);
  });

  test('a part whose worker always dies fails its delivery, and no other', async () => {
    const city = simulateCity({ ...asDeployed, workers: { ...asDeployed.workers, load: 2 } }, ({ part }) => part === 7);
    city.deliverAt(0, 'broken', 9);
    for (let i = 0; i < 5; i += 1) city.deliverAt(i, `dataset-${i}`, 6);
    await city.untilQuiet(6);
    const broken = city.all().find(({ dataset }) => dataset === 'broken');
    expect(broken).toMatchObject({ status: 'failed', reason: { code: 'attempts-exhausted' }, attempts: 5 });
    expect(broken?.loadedParts).toEqual([1, 2, 3, 4, 5, 6, 8, 9]);
    for (let i = 0; i < 5; i += 1) secondsOf(city, `dataset-${i}`);
  });
});
