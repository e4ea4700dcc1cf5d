import { describe, expect, test } from 'vitest';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import { buildRejectedRow, dataset, fixtureWith, operator, pull, type Cells } from '../source-fixture.ts';

const later = '01JE0000000000000000000002';
const row = (number: string): Cells => [number, '王芳', null, '1'];

/** Three pending rows of two pulls, a resolved one, and one that another replay has claimed. */
async function withRows() {
  const { fixture, at } = await fixtureWith('running');
  await fixture.putPull(pull, [row('A-1'), row('A-2'), row('A-3')]);
  await fixture.putPull(later, [row('B-1')]);
  fixture.putRejectedRows(
    buildRejectedRow('a', { row: 1 }),
    buildRejectedRow('b', { row: 2 }),
    buildRejectedRow('c', { delivery: later, row: 1 }),
    buildRejectedRow('d', { row: 3, state: 'resolved' }),
    buildRejectedRow('e', { row: 3, state: 'replaying', replay: later }),
  );
  return { fixture, at };
}

const progressOf = async (at: Awaited<ReturnType<typeof withRows>>['at']) => {
  const source = await at.read();
  if (isRefused(source)) throw new Error(source.refused);
  return source.replay;
};

describe('all pending rows are replayed by a worker', () => {
  test('the request only orders the work, and answers where it stands', async () => {
    const { fixture, at } = await withRows();
    expect(await at.replay()).toMatchObject({
      replayed: 0,
      deliveries: [],
      replay: { state: 'claiming', replayed: 0, reason: '已改正' },
    });
    expect(fixture.queued).toEqual([`replay ${dataset} database`]);
    expect(fixture.rejectedRowAt('a')?.state).toBe('pending');
  });

  test('a delivery for each pull; not the rows that are replaying or resolved', async () => {
    const { fixture, at } = await withRows();
    await at.replay();
    await at.replayAll();
    expect(['a', 'b', 'c', 'd', 'e'].map((id) => fixture.rejectedRowAt(id)?.state)).toEqual([
      'replaying',
      'replaying',
      'replaying',
      'resolved',
      'replaying',
    ]);
    expect(fixture.rejectedRowAt('e')?.replay).toBe(later);
    const [first = '', second = ''] = at.stored().replays;
    expect(fixture.manifestOf(first)?.only).toEqual(['1.1', '1.2']);
    expect(fixture.manifestOf(second)?.only).toEqual(['1.1']);
    expect(await fixture.deliveries.read(first)).toMatchObject({ purpose: 'replay', status: 'received' });
    expect(fixture.queued.slice(-3)).toEqual([`ingest ${first}`, `ingest ${second}`, `pull ${dataset} database`]);
    expect(await progressOf(at)).toMatchObject({ state: 'replaying', replayed: 3, accepted: 0 });
  });

  test('a second request joins the work, whether rows are being claimed or checked', async () => {
    const { fixture, at } = await withRows();
    const begun = await at.replay();
    const id = 'replay' in begun ? begun.replay?.id : undefined;
    expect(await at.replay(undefined, operator)).toMatchObject({ replay: { id, state: 'claiming' } });
    await at.replayAll();
    expect(await at.replay(undefined, operator)).toMatchObject({ replay: { id, state: 'replaying', replayed: 3 } });
    expect(at.stored().decisions.filter(({ kind }) => kind === 'replayed')).toHaveLength(1);
    expect(fixture.deliveries.all().filter(({ purpose }) => purpose === 'replay')).toHaveLength(2);
  });

  test('a new request begins anew once the last one is finished', async () => {
    const { fixture, at } = await withRows();
    await at.replay();
    await at.replayAll();
    const { replays } = at.stored();
    const outcome = { at: '2020-12-01T01:00:00.000Z', accepted: 1, rejected: 0, reopened: 0, reasons: {} };
    at.change({ replays: [], replayOutcomes: Object.fromEntries(replays.map((id) => [id, outcome])) });
    expect(await progressOf(at)).toMatchObject({ state: 'finished', accepted: 2, finishedAt: outcome.at });
    fixture.queued.length = 0;
    expect(await at.replay()).toMatchObject({ replay: { state: 'claiming', replayed: 0, accepted: 0 } });
    expect(fixture.queued).toEqual([`replay ${dataset} database`]);
  });

  test('many rows, portion by portion: a delivery for each pull and portion', async () => {
    const { fixture, at } = await withRows();
    const many = '01JE0000000000000000000003';
    const count = 6_003;
    await fixture.putPull(
      many,
      Array.from({ length: count }, (_, i) => row(`C-${i}`)),
    );
    fixture.putRejectedRows(
      ...Array.from({ length: count }, (_, i) =>
        buildRejectedRow(`m${String(i).padStart(5, '0')}`, { delivery: many, row: i + 1 }),
      ),
    );
    await at.replay();
    await at.replayAll();
    expect(await progressOf(at)).toMatchObject({ state: 'replaying', replayed: count + 3 });
    expect(at.stored().replayWork?.deliveries).toHaveLength(4);
    const sizes = at.stored().replays.map((id) => fixture.manifestOf(id)?.only?.length);
    expect(sizes.reduce((sum: number, size = 0) => sum + size, 0)).toBe(count + 3);
  });

  test('with little time left the worker hands on', async () => {
    const { fixture, at } = await withRows();
    await at.replay();
    fixture.queued.length = 0;
    await at.replayAll(30_000);
    expect(fixture.queued).toEqual([`replay ${dataset} database`]);
    expect(fixture.rejectedRowAt('a')?.state).toBe('pending');
  });

  test('nothing to replay: finished at once', async () => {
    const { at } = await fixtureWith('running');
    await at.replay();
    await at.replayAll();
    expect(await progressOf(at)).toMatchObject({ state: 'finished', replayed: 0 });
  });

  test('a message without work does nothing', async () => {
    const { fixture, at } = await withRows();
    await at.replayAll();
    expect(fixture.queued).toEqual([]);
    expect(fixture.rejectedRowAt('a')?.state).toBe('pending');
  });
});
