import { expect, test } from 'vitest';
import { cachedUntilChanged } from '../../lib/wiring/memoize.ts';

/** A growing list with its version, and a settable clock. */
function createFixture() {
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

test('is loaded once while the version and the minute last', async () => {
  const { state, ask } = createFixture();
  expect([await ask(), await ask()]).toEqual(['load 1', 'load 1']);
  state.time = 999;
  expect(await ask()).toBe('load 1');
});

test('is loaded again when the version has changed', async () => {
  const { state, ask } = createFixture();
  await ask();
  state.mark = 2;
  expect([await ask(), await ask()]).toEqual(['load 2', 'load 2']);
});

test('is loaded again after its maximum age: the index may lag behind the version', async () => {
  const { state, ask } = createFixture();
  await ask();
  state.time = 1000;
  expect(await ask()).toBe('load 2');
});

test('a failed load is not cached, and the old value is not returned instead', async () => {
  const { state, ask } = createFixture();
  state.broken = true;
  await expect(ask()).rejects.toThrow('broken');
  state.broken = false;
  expect(await ask()).toBe('load 2');
});
