import { expect, test } from 'vitest';
import { ttlCache } from '../../lib/wiring/memoize.ts';

function remembering(found: (key: string) => string | undefined) {
  const asked: string[] = [];
  const clock = { now: 0 };
  const look = ttlCache(
    60_000,
    async (key: string) => {
      asked.push(key);
      if (key === 'broken') throw new Error('broken');
      return found(key);
    },
    () => clock.now,
  );
  return { asked, clock, look };
}

test('a found value is loaded once a minute', async () => {
  const { asked, clock, look } = remembering((key) => key.toUpperCase());
  expect([await look('a'), await look('a'), await look('b')]).toEqual(['A', 'A', 'B']);
  clock.now = 59_999;
  await look('a');
  clock.now = 60_000;
  await look('a');
  expect(asked).toEqual(['a', 'b', 'a']);
});

test('a missing value is loaded again', async () => {
  const { asked, look } = remembering(() => undefined);
  expect([await look('a'), await look('a'), asked.length]).toEqual([undefined, undefined, 2]);
});

test('a failed load is not cached', async () => {
  const { asked, look } = remembering(() => 'x');
  await expect(look('broken')).rejects.toThrow('broken');
  await expect(look('broken')).rejects.toThrow('broken');
  expect(asked.length).toBe(2);
});

test('concurrent calls share one load', async () => {
  const { asked, look } = remembering(() => 'x');
  await Promise.all([look('a'), look('a')]);
  expect(asked).toEqual(['a']);
});

test('the oldest of more than a thousand is evicted', async () => {
  const { asked, look } = remembering((key) => key);
  for (let at = 0; at <= 1_000; at += 1) await look(`k${at}`);
  await look('k1');
  await look('k0');
  expect(asked.slice(1_001)).toEqual(['k0']);
});
