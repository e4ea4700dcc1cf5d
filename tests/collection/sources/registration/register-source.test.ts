import { describe, expect, test } from 'vitest';
import { SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';
import {
  fields,
  fixtureWith,
  openFixture,
  operator,
  provider,
  service,
  stranger,
  supervisor,
  table,
  version,
} from '../source-fixture.ts';

const mapped = (keys: readonly string[]) => ({ fields: keys.map((field) => ({ field, from: field })) });

describe('a registration is refused', () => {
  test.each<[string, SourceDeclaration, object, object]>([
    ['with another door than the address says', service(), {}, { refused: 'channel-mismatch' }],
    [
      'with a column of an unknown field',
      SourceDeclaration.parse({ ...table, columns: { owner: 'c1', licence: 'c2', plate: 'c3' } }),
      {},
      { refused: 'fields-unknown', facts: { fields: 'owner、plate' } },
    ],
    [
      'with an invalid timetable',
      table,
      { times: '61 * * * *' },
      { refused: 'timetable-not-valid', facts: { cron: '61 * * * *' } },
    ],
    [
      'with words as a timetable',
      table,
      { times: 'once a day at noon' },
      { refused: 'timetable-not-valid', facts: { cron: 'once a day at noon' } },
    ],
    [
      'with a timetable that never matches',
      table,
      { times: '0 2 30 2 *' },
      { refused: 'timetable-not-valid', facts: { cron: '0 2 30 2 *' } },
    ],
    [
      'with such a reconcile time',
      table,
      { reconcile: '0 0 31 4 *' },
      { refused: 'timetable-not-valid', facts: { cron: '0 0 31 4 *' } },
    ],
  ])('%s', async (_, declaration, timetable, refusal) => {
    const { at } = openFixture();
    expect(await at('database').register(provider, declaration, timetable)).toMatchObject(refusal);
    expect(await at('database').read(operator)).toMatchObject({ refused: 'source-not-found' });
  });

  test.each<[string, readonly string[], object]>([
    ['with an unknown field', [...fields, 'plate'], { refused: 'fields-unknown', facts: { fields: 'plate' } }],
    ['without the business key', ['holder'], { refused: 'key-not-mapped', facts: { fields: '许可证编号' } }],
  ])('of an interface %s', async (_, keys, refusal) => {
    expect(
      await openFixture()
        .at('interface')
        .register(provider, service(mapped(keys))),
    ).toMatchObject(refusal);
  });

  test('by another department, and for an unknown dataset', async () => {
    const fixture = openFixture();
    for (const caller of [stranger, operator, supervisor])
      expect(await fixture.at().register(caller)).toMatchObject({ refused: 'not-your-department' });
    expect(await fixture.at('database', 'nothing').register()).toMatchObject({ refused: 'dataset-not-found' });
    fixture.world.versions = [];
    expect(await fixture.at().register()).toMatchObject({ refused: 'dataset-not-found' });
  });
});

describe('a source is registered', () => {
  test('it waits for confirmation and is not called', async () => {
    const { at, queued, opened } = openFixture();
    const source = await at().register(provider, table, {
      times: '*/30 * * * *',
      reconcile: 'never',
      window: { from: '22:00', to: '06:00' },
    });
    expect(source).toMatchObject({
      channel: 'database',
      department: 'agriculture',
      state: 'registered',
      declarationVersion: 1,
      declaration: table,
      timetable: { times: '*/30 * * * *' },
      decisions: [{ kind: 'registered', by: provider.subject }],
      health: { streak: 0, breaker: 'closed', acknowledgement: 'none' },
    });
    expect(source).not.toHaveProperty('nextRunAt');
    expect([queued, opened]).toEqual([[], []]);
  });

  test('the answer has no internal attributes', async () => {
    const source = await openFixture().at().register();
    for (const name of ['lockVersion', 'fencingToken', 'replays', 'leaseUntil', 'dueAt', 'requested', 'run'])
      expect(source).not.toHaveProperty(name);
  });

  test('both channels of a dataset can be registered', async () => {
    const { at, list } = openFixture();
    await at('database').register();
    await at('interface').register();
    expect(await list(operator)).toMatchObject({
      items: [
        { channel: 'database', declarationVersion: 1 },
        { channel: 'interface', declarationVersion: 1 },
      ],
    });
  });

  test('an interface must map the key, not every field', async () => {
    expect(
      await openFixture()
        .at('interface')
        .register(provider, service(mapped(['licence']))),
    ).toMatchObject({ state: 'registered' });
  });
});

describe('a source is registered again', () => {
  test.each(['registered', 'returned', 'running', 'paused', 'retired'] as const)(
    'when it is %s: it waits for confirmation, and test, receipt and watermark are cleared',
    async (state) => {
      const { at } = await fixtureWith(state);
      at.change({
        watermark: '2020-12-01 00:00:00',
        requested: { purpose: 'requested', by: 'x', from: 'y' },
        nextRunAt: '2020-12-02T00:00:00.000Z',
        health: { streak: -6, breaker: 'open', breakerUntil: '2020-12-02T00:00:00.000Z', acknowledgement: 'failed' },
      });
      const other = SourceDeclaration.parse({ ...table, host: '10.9.9.9' });
      const source = await at.register(provider, other, { times: '0 5 * * *' });
      expect(source).toMatchObject({
        state: 'registered',
        declarationVersion: 2,
        declaration: { host: '10.9.9.9' },
        timetable: { times: '0 5 * * *' },
        health: { streak: 0, breaker: 'closed', acknowledgement: 'none' },
      });
      for (const name of ['test', 'receipt', 'watermark', 'nextRunAt', 'nextReconcileAt'])
        expect(source).not.toHaveProperty(name);
      expect(at.stored()).not.toHaveProperty('requested');
      expect(at.stored().health).not.toHaveProperty('breakerUntil');
      expect(at.stored().decisions.filter(({ kind }) => kind === 'registered')).toHaveLength(2);
      expect(await at.confirm()).toMatchObject({ refused: 'not-tested' });
    },
  );

  test('the credentials and the last success stay', async () => {
    const { at } = await fixtureWith('running');
    await at.setSecret();
    const lastSuccess = {
      at: '2020-12-01T00:00:00.000Z',
      purpose: 'timetable',
      rows: 3,
      pages: 1,
      seconds: 1,
      rowsPerSecond: 3,
      changed: 3,
      removed: 0,
      rejected: 0,
    } as const;
    at.change({ health: { streak: 3, breaker: 'closed', acknowledgement: 'written', lastSuccess } });
    expect(await at.register()).toMatchObject({
      secret: { parts: ['user', 'password'] },
      health: { streak: 0, lastSuccess: { rows: 3 } },
    });
  });

  test('a worker keeps its lease and notices the new declaration itself', async () => {
    const { at } = await fixtureWith('running');
    at.change({ leaseUntil: '2020-12-01T01:00:00.000Z', fencingToken: 7 });
    await at.register();
    expect(at.stored()).toMatchObject({ leaseUntil: '2020-12-01T01:00:00.000Z', fencingToken: 7 });
  });

  test('it is checked against the newest catalogue version', async () => {
    const fixture = openFixture();
    await fixture.at().register();
    fixture.world.versions = [
      version,
      { ...version, version: 2, content: { ...version.content, fields: version.content.fields.slice(0, 2) } },
    ];
    expect(
      await fixture.at().register(provider, SourceDeclaration.parse({ ...table, columns: { sex: 'xb' } })),
    ).toMatchObject({ refused: 'fields-unknown', facts: { fields: 'sex' } });
  });
});

describe('the credentials of a source', () => {
  const secret = { user: 'guiji', password: '绝密-p@ss-word-9' };

  test.each([
    ['the department', provider],
    ['the centre', operator],
  ])('are stored by %s in the secret store only', async (_, caller) => {
    const { fixture, at } = await fixtureWith('registered');
    const answer = await at.setSecret(caller, secret);
    expect([...fixture.secrets]).toEqual([['sources/fishing-licences/database', secret]]);
    expect(answer).toMatchObject({ secret: { parts: ['user', 'password'] } });
    const everything = JSON.stringify([
      answer,
      at.stored(),
      await at.read(),
      await fixture.list(operator),
      await at.sheet(),
      fixture.queued,
    ]);
    for (const value of Object.values({ password: secret.password })) expect(everything).not.toContain(value);
    expect(everything).not.toContain('"guiji"');
    expect(at.stored().decisions.at(-1)).toMatchObject({ kind: 'secret-set', by: caller.subject });
  });

  test('each channel has its own, and new ones replace the old', async () => {
    const fixture = openFixture();
    for (const channel of ['database', 'interface'] as const) await fixture.at(channel).register();
    await fixture.at('database').setSecret(provider, secret);
    await fixture.at('interface').setSecret(provider, { token: 'a' });
    await fixture.at('interface').setSecret(provider, { appKey: 'b', secret: 'c' });
    expect([...fixture.secrets]).toEqual([
      ['sources/fishing-licences/database', secret],
      ['sources/fishing-licences/interface', { appKey: 'b', secret: 'c' }],
    ]);
    expect(fixture.at('interface').stored().secret?.parts).toEqual(['appKey', 'secret']);
  });

  test.each([
    [3_500 - '{"token":""}'.length, true],
    [3_501 - '{"token":""}'.length, false],
  ])('of %i characters: accepted %s', async (length, taken) => {
    const { fixture, at } = await fixtureWith('registered');
    const answer = await at.setSecret(provider, { token: 'x'.repeat(length) });
    if (taken) expect(answer).toMatchObject({ secret: { parts: ['token'] } });
    else expect(answer).toMatchObject({ refused: 'secret-too-long', facts: { limit: 3_500 } });
    expect(fixture.secrets.size).toBe(taken ? 1 : 0);
  });

  test('cannot be set by another department', async () => {
    const { fixture, at } = await fixtureWith('registered');
    expect(await at.setSecret(stranger, secret)).toMatchObject({ refused: 'source-not-found' });
    expect(fixture.secrets.size).toBe(0);
  });

  test('do not invalidate a test or a confirmation', async () => {
    const { at } = await fixtureWith('running');
    expect(await at.setSecret()).toMatchObject({
      state: 'running',
      declarationVersion: 1,
      receipt: { number: 'SJY-1' },
    });
  });
});
