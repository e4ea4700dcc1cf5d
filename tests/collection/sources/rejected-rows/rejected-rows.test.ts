import { describe, expect, test } from 'vitest';
import { SourceState } from '../../../../schemas/collection/sources/source.ts';
import { sourceStateNames } from '../../../../schemas/collection/sources/state-names.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import { dataset, buildRejectedRow, fixtureWith, operator, provider, pull, type Cells } from '../source-fixture.ts';

const later = '01JE0000000000000000000002';
const rows: readonly Cells[] = [
  ['A-1', '王芳', '123', null],
  ['A-2', '李强', '456', '女'],
  ['A-3', null, null, '1'],
];

async function withLetters() {
  const { fixture, at } = await fixtureWith('running');
  await fixture.putPull(pull, rows);
  await fixture.putPull(later, [['B-1', '赵六', '789', '1']]);
  fixture.putRejectedRows(
    buildRejectedRow('a'),
    buildRejectedRow('b', { row: 2 }),
    buildRejectedRow('c', { delivery: later }),
    buildRejectedRow('d', { row: 3, state: 'resolved' }),
    buildRejectedRow('e', { row: 3, state: 'replaying', replay: later }),
  );
  return { fixture, at };
}

describe('rejected rows are listed', () => {
  test('pending and replaying rows, page by page, without internal attributes', async () => {
    const { fixture, at } = await withLetters();
    fixture.putRejectedRows(buildRejectedRow('p2', { kind: 'page', rawKey: 'pulls/x/unread/1-000002', page: 2 }));
    const shown: string[] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 9; pages += 1) {
      const answer = await at.rejectedRows(provider, { limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      if (isRefused(answer)) throw new Error(answer.refused);
      shown.push(...answer.items.map(({ id, state }) => `${id} ${state}`));
      for (const item of answer.items) expect(Object.keys(item)).not.toEqual(expect.arrayContaining(['rawKey']));
      expect(JSON.stringify(answer)).not.toContain('unread');
      if (answer.next === undefined) break;
      cursor = answer.next;
    }
    expect(shown).toEqual(['a pending', 'b pending', 'c pending', 'e replaying', 'p2 pending']);
  });

  test('the cursor of another source is refused', async () => {
    const { fixture, at } = await withLetters();
    const answer = await at.rejectedRows(provider, { limit: 1 });
    const cursor = 'next' in answer ? (answer.next ?? '') : '';
    await fixture.at('interface').register();
    expect(await fixture.at('interface').rejectedRows(provider, { limit: 1, cursor })).toMatchObject({
      refused: 'cursor-not-valid',
    });
    expect(await at.rejectedRows(provider, { limit: 1, cursor: 'no' })).toMatchObject({ refused: 'cursor-not-valid' });
  });
});

describe('a rejected row is read', () => {
  test('a row has its values as received', async () => {
    const { at } = await withLetters();
    expect(await at.rejectedRow('b')).toMatchObject({
      rejectedRow: { id: 'b', codes: ['citizen-id-format'] },
      values: { licence: 'A-2', holder: '李强', id_number: '456', sex: '女' },
    });
    expect(await at.rejectedRow('a', operator)).toMatchObject({
      values: { licence: 'A-1', holder: '王芳', id_number: '123' },
    });
    expect(at.uses).toMatchObject([
      { caller: provider, operation: 'read-rejected-row', results: 1 },
      { caller: operator, operation: 'read-rejected-row', provider: provider.department, results: 1 },
    ]);
    expect(await at.rejectedRow('d')).toMatchObject({
      rejectedRow: { state: 'resolved' },
      values: { licence: 'A-3', sex: '1' },
    });
  });

  test('a row corrected before still has its values as received', async () => {
    const { fixture, at } = await withLetters();
    await at.replay([{ id: 'a', correction: { id_number: '999' } }]);
    const replay = fixture.rejectedRowAt('a')?.replay ?? '';
    fixture.putRejectedRows(buildRejectedRow('a', { delivery: replay }));
    expect(await at.rejectedRow('a')).toMatchObject({ values: { licence: 'A-1', id_number: '123' } });
  });

  test.each([
    ['in the beginning of its text', `<html>${'正'.repeat(3_000)}`, `<html>${'正'.repeat(1_994)}`],
    ['whole, if it is short', '{"data":[', '{"data":['],
    ['empty, if nothing came', '', ''],
  ])('an unreadable page: %s', async (_, text, shown) => {
    const { fixture, at } = await withLetters();
    fixture.putPage('unread', new TextEncoder().encode(text));
    fixture.putRejectedRows(buildRejectedRow('p1', { kind: 'page', rawKey: 'unread', codes: ['answer-not-readable'] }));
    expect(await at.rejectedRow('p1')).toMatchObject({
      rejectedRow: { id: 'p1', kind: 'page' },
      values: {},
      text: shown,
    });
  });

  test('a page that is not valid text is shown, too', async () => {
    const { fixture, at } = await withLetters();
    fixture.putPage('unread', Uint8Array.of(0xd0, 0xed, 0xff, 0x41));
    fixture.putRejectedRows(buildRejectedRow('p1', { kind: 'page', rawKey: 'unread' }));
    expect(await at.rejectedRow('p1')).toMatchObject({ text: expect.stringMatching(/A$/) });
  });

  test.each<[string, Parameters<typeof buildRejectedRow>[1]]>([
    ['whose pull is gone', { delivery: '01JE0000000000000000000077' }],
    ['whose page is gone', { page: 9 }],
    ['whose row is gone', { row: 99 }],
  ])('not found: one %s', async (_, over) => {
    const { fixture, at } = await withLetters();
    fixture.putRejectedRows(buildRejectedRow('x', over));
    expect(await at.rejectedRow('x')).toMatchObject({ refused: 'rejected-row-not-found' });
    expect(await at.rejectedRow('nobody')).toMatchObject({ refused: 'rejected-row-not-found' });
  });
});

describe('rejected rows are replayed', () => {
  test('one corrected row: a delivery of that row alone, from the stored pages', async () => {
    const { fixture, at } = await withLetters();
    const answer = await at.replay([{ id: 'a', correction: { id_number: '11010519491231002X' } }]);
    expect(answer).toEqual({ replayed: 1, deliveries: [expect.any(String)], rereading: false });
    const [id = ''] = 'deliveries' in answer ? answer.deliveries : [];
    const { rawKey = '' } = (await fixture.deliveries.read(id)) ?? {};
    expect(rawKey).toMatch(new RegExp(`^pulls/${id}/manifest-[0-9A-Z]{26}\\.json$`));
    expect(fixture.manifests.get(rawKey)).toMatchObject({
      delivery: id,
      only: ['1.1'],
      corrections: { '1.1': { id_number: '11010519491231002X' } },
      pages: [{ key: `${pull}/1` }],
      rowsOnce: false,
    });
    expect(await fixture.deliveries.read(id)).toMatchObject({
      channel: 'database',
      mode: 'increment',
      status: 'received',
      purpose: 'replay',
      createdBy: provider.subject,
      department: 'agriculture',
    });
    expect(fixture.rejectedRowAt('a')).toMatchObject({ state: 'replaying', replay: id });
    expect(fixture.rejectedRowAt('b')).toMatchObject({ state: 'pending' });
    expect(at.stored()).toMatchObject({ replays: [id] });
    expect(at.stored().decisions.at(-1)).toMatchObject({ kind: 'replayed', by: provider.subject, reason: '已改正' });
    expect(fixture.queued).toEqual([`ingest ${id}`, `pull ${dataset} database`]);
    // The run's own manifest is unchanged.
    expect(fixture.manifests.get(`pulls/${pull}/manifest.json`)).not.toHaveProperty('only');
  });

  test('rows of two pulls: a delivery for each', async () => {
    const { fixture, at } = await withLetters();
    const answer = await at.replay([{ id: 'c' }, { id: 'b' }, { id: 'a' }], operator);
    if (isRefused(answer)) throw new Error(answer.refused);
    expect(answer.replayed).toBe(3);
    expect(answer.deliveries.map((id) => fixture.manifestOf(id)?.only)).toEqual([['1.1'], ['1.2', '1.1']]);
    expect(at.stored().replays).toEqual(answer.deliveries);
  });

  test('a repeated request changes only the audit log', async () => {
    const { fixture, at } = await withLetters();
    await at.replay([{ id: 'a' }, { id: 'b' }]);
    const [replays, rejectedRows] = [at.stored().replays, ['a', 'b'].map(fixture.rejectedRowAt)];
    for (const again of [[{ id: 'a' }, { id: 'b' }], [{ id: 'd' }], [{ id: 'nobody' }]])
      expect(await at.replay(again)).toEqual({ replayed: 0, deliveries: [], rereading: false });
    expect([at.stored().replays, ['a', 'b'].map(fixture.rejectedRowAt)]).toEqual([replays, rejectedRows]);
    expect(fixture.queued.filter((message) => message.startsWith('ingest'))).toHaveLength(1);
    expect(fixture.deliveries.all().filter(({ purpose }) => purpose === 'replay')).toHaveLength(1);
  });

  test('a row named twice is replayed once', async () => {
    const { fixture, at } = await withLetters();
    const answer = await at.replay([{ id: 'a' }, { id: 'a', correction: { sex: '1' } }]);
    expect(answer).toMatchObject({ replayed: 1 });
    const [id = ''] = 'deliveries' in answer ? answer.deliveries : [];
    const { rawKey = '' } = (await fixture.deliveries.read(id)) ?? {};
    expect(rawKey).toMatch(new RegExp(`^pulls/${id}/manifest-[0-9A-Z]{26}\\.json$`));
    expect(fixture.manifests.get(rawKey)).toMatchObject({
      only: ['1.1'],
      corrections: { '1.1': { sex: '1' } },
    });
  });

  test('earlier corrections of a row stay, below the new ones', async () => {
    const { fixture, at } = await withLetters();
    await at.replay([{ id: 'a', correction: { id_number: 'x', sex: '1' } }]);
    const first = fixture.rejectedRowAt('a')?.replay ?? '';
    fixture.putRejectedRows(buildRejectedRow('a', { delivery: first }));
    const answer = await at.replay([{ id: 'a', correction: { id_number: 'y' } }]);
    const [id = ''] = 'deliveries' in answer ? answer.deliveries : [];
    const { rawKey = '' } = (await fixture.deliveries.read(id)) ?? {};
    expect(rawKey).toMatch(new RegExp(`^pulls/${id}/manifest-[0-9A-Z]{26}\\.json$`));
    expect(fixture.manifests.get(rawKey)).toMatchObject({
      only: ['1.1'],
      corrections: { '1.1': { id_number: 'y', sex: '1' } },
    });
  });

  test('an unknown field refuses the whole request', async () => {
    const { fixture, at } = await withLetters();
    expect(
      await at.replay([
        { id: 'a', correction: { sex: '1' } },
        { id: 'b', correction: { colour: '红', weight: '1' } },
      ]),
    ).toMatchObject({ refused: 'fields-unknown', facts: { fields: 'colour、weight' } });
    expect(fixture.rejectedRowAt('a')?.state).toBe('pending');
    expect(fixture.queued).toEqual([]);
  });

  test.each(SourceState.options)(
    'a page that could not be read is read anew by a run, if the source runs; here it is %s',
    async (state) => {
      const { fixture, at } = await fixtureWith(state);
      fixture.putRejectedRows(buildRejectedRow('p3', { kind: 'page', page: 3, rawKey: 'unread' }));
      const rereading = sourceStateNames[state] === '运行';
      expect(await at.replay([{ id: 'p3' }])).toEqual({ replayed: 0, deliveries: [], rereading });
      if (rereading) expect(at.stored()).toMatchObject({ requested: { purpose: 'requested', by: provider.subject } });
      else expect(at.stored()).not.toHaveProperty('requested');
      expect(fixture.rejectedRowAt('p3')?.state).toBe('pending');
    },
  );

  test('too many concurrent changes refuse the request, and no row is claimed', async () => {
    const { fixture, at } = await withLetters();
    fixture.world.meanwhile = () => at.change({ lockVersion: at.stored().lockVersion + 1 });
    expect(await at.replay([{ id: 'a' }])).toMatchObject({ refused: 'source-changed' });
    expect(fixture.rejectedRowAt('a')?.state).toBe('pending');
    expect(fixture.queued).toEqual([]);
  });
});
