import { expect, test } from 'vitest';
import { sendUntilProcessed } from '../../../lib/adapters/dynamodb/retry.ts';

const throttled = Object.assign(new Error('slow down'), { name: 'ThrottlingException' });

/** What `send` was given each time, when its calls leave or throw these and last `msEach`; and the pauses between. */
async function sent(outcomes: readonly (readonly number[] | Error)[], { batch = [1, 2, 3], msEach = 0 } = {}) {
  let clock = 0;
  const requests: number[][] = [];
  const pausesMs: number[] = [];
  const send = async (left: number[]): Promise<readonly number[]> => {
    const outcome = outcomes[requests.length] ?? [];
    requests.push(left);
    clock += msEach;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  await sendUntilProcessed('records', batch, send, {
    wait: async (ms) => pausesMs.push(ms),
    now: () => clock,
  });
  return { requests, pausesMs };
}

const cases: [string, (readonly number[] | Error)[], number[][]][] = [
  ['a batch that is processed is sent once', [[]], [[1, 2, 3]]],
  ['only what is left unprocessed is sent again', [[2, 3], [3], []], [[1, 2, 3], [2, 3], [3]]],
  ['a thrown throttling error leaves the whole batch', [[2], throttled, []], [[1, 2, 3], [2], [2]]],
];

test.each(cases)('%s', async (_, outcomes, requests) => {
  expect((await sent(outcomes)).requests).toEqual(requests);
});

test('an empty batch is not sent', async () => {
  expect((await sent([], { batch: [] })).requests).toEqual([]);
});

test('pauses grow, with jitter, up to two seconds', async () => {
  const { pausesMs } = await sent(Array.from({ length: 9 }, () => [1]));
  const longest = [50, 100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000];
  expect(pausesMs).toHaveLength(longest.length);
  pausesMs.forEach((ms, i) => expect(ms / (longest[i] ?? 0)).toSatisfy((share: number) => share >= 0.5 && share <= 1));
});

test('any other error is thrown at once', async () => {
  await expect(sent([new Error('no such table')])).rejects.toThrow('no such table');
});

test('it gives up after ten attempts', async () => {
  await expect(sent(Array.from({ length: 20 }, () => [3]))).rejects.toThrow(
    'table-throttled {"table":"records","left":1}',
  );
});

test('it gives up after 15 seconds, and names the last error as the cause', async () => {
  const all = Array.from({ length: 20 }, () => throttled);
  await expect(sent(all, { msEach: 6_000 })).rejects.toMatchObject({ code: 'table-throttled', cause: throttled });
  await expect(sent([throttled, throttled, []], { msEach: 6_000 })).resolves.toMatchObject({
    requests: [
      [1, 2, 3],
      [1, 2, 3],
      [1, 2, 3],
    ],
  });
});
