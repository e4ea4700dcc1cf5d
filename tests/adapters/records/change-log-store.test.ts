import { afterAll, describe, expect, test } from 'vitest';
import { changeLogStore } from '../../../lib/adapters/object-store/change-log-store.ts';
import { runObjectStore } from '../../infra/local/object-store/run-object-store.ts';

describe('a change log in the object store', async () => {
  const { s3, close } = await runObjectStore();
  afterAll(close);
  const store = changeLogStore(s3, 'drafts');
  const wordsOf = (first: number, count: number) => Uint32Array.from({ length: count * 6 }, (_, i) => first * 6 + i);
  const blocks = async function* (...counts: readonly number[]) {
    let first = 0;
    for (const count of counts) {
      // A block may be the beginning of a longer one.
      yield wordsOf(first, count + 3).subarray(0, count * 6);
      first += count;
    }
  };

  test('is read in ranges as it was written, and counts its changes', async () => {
    expect(await store.writeChangeLog('changes/a.bin', blocks(3, 1, 5))).toEqual({ key: 'changes/a.bin', changes: 9 });
    expect(await store.readChangeLog('changes/a.bin', 0, 9)).toEqual(wordsOf(0, 9));
    expect(await store.readChangeLog('changes/a.bin', 2, 3)).toEqual(wordsOf(2, 3));
  });

  test('may have no changes', async () => {
    expect(await store.writeChangeLog('changes/none.bin', blocks())).toEqual({ key: 'changes/none.bin', changes: 0 });
  });

  test('is null when it is past its time', async () => {
    expect(await store.readChangeLog('changes/gone.bin', 0, 1)).toBeNull();
  });

  test('fails when it is shorter than its publication says', async () => {
    await expect(store.readChangeLog('changes/a.bin', 5, 9)).rejects.toThrow('object-shorter-than-declared');
  });
});
