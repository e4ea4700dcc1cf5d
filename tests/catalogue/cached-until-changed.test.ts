import { expect, test } from 'vitest';
import { cachedUntilChanged } from '../../lib/wiring/memoize.ts';

/** A list that grows and says so by its mark, and a clock to be set. */
function world() {
  const state = { mark: 1, time: 0, loads: 0, broken: false };
  const load = () => {
    state.loads += 1;
    return state.broken ? Promise.reject(new Error('broken')) : Promise.resolve(`load ${state.loads}`);
  };
  return {
    state,
    ask: cachedUntilChanged(
      1000,
      () => Promise.resolve(state.mark),
      load,
      () => state.time,
    ),
  };
}

test('is loaded once as long as the mark and the minute stand', async () => {
  const { state, ask } = world();
  expect([await ask(), await ask()]).toEqual(['load 1', 'load 1']);
  state.time = 999;
  expect(await ask()).toBe('load 1');
});

test('is loaded again when the mark has moved', async () => {
  const { state, ask } = world();
  await ask();
  state.mark = 2;
  expect([await ask(), await ask()]).toEqual(['load 2', 'load 2']);
});

test('is loaded again after its time, for the list may have lagged behind the mark', async () => {
  const { state, ask } = world();
  await ask();
  state.time = 1000;
  expect(await ask()).toBe('load 2');
});

test('a failed load is not kept, and what was there before is not given in its place', async () => {
  const { state, ask } = world();
  state.broken = true;
  await expect(ask()).rejects.toThrow('broken');
  state.broken = false;
  expect(await ask()).toBe('load 2');
});
