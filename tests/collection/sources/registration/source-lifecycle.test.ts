import { describe, expect, test } from 'vitest';
import { SourceOperation } from '../../../../schemas/collection/sources/routes.ts';
import { SourceState, nextSourceStates } from '../../../../schemas/collection/sources/source.ts';
import { sourceStateNames } from '../../../../schemas/collection/sources/state-names.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import {
  dataset,
  fixtureWith,
  openFixture,
  operator,
  provider,
  service,
  stranger,
  table,
  tablePage,
  version,
} from '../source-fixture.ts';

const states = SourceState.options;
const leadsTo = {
  pause: 'paused',
  resume: 'running',
  'run-now': 'running',
  'run-from': 'running',
  'reconcile-now': 'running',
  retire: 'retired',
} as const satisfies Record<SourceOperation, SourceState>;
const begins = ['run-now', 'run-from', 'reconcile-now'] as const;
const beginsRun = (operation: SourceOperation) => begins.some((one) => one === operation);

/** Runs need a running source; other operations follow `nextSourceStates`, and resume only from paused. */
function isPossible(state: SourceState, operation: SourceOperation): boolean {
  if (beginsRun(operation)) return state === 'running';
  const steps: readonly SourceState[] = nextSourceStates[state];
  return steps.includes(leadsTo[operation]) && (operation !== 'resume' || state === 'paused');
}

describe('an operation in each state', () => {
  test.each(
    states.flatMap((state) =>
      SourceOperation.options.map((operation) => [state, operation, isPossible(state, operation)] as const),
    ),
  )('%s: %s, possible %s', async (state, operation, possible) => {
    const { fixture, at } = await fixtureWith(state);
    const answer = await at.operate(operation, operation === 'run-from' ? '2020-11-30 00:00:00' : undefined);
    if (!possible) {
      expect(answer).toEqual({ kind: 'refusal', refused: 'source-state', facts: { state: sourceStateNames[state] } });
      expect(at.stored().state).toBe(state);
      expect(fixture.queued).toEqual([]);
      return;
    }
    expect(answer).toMatchObject({ state: leadsTo[operation] });
    expect(at.stored().decisions.at(-1)).toMatchObject({ by: operator.subject, reason: '测试' });
    expect(fixture.queued).toEqual([`pull ${dataset} database`]);
    if (beginsRun(operation))
      expect(at.stored().requested).toEqual({
        purpose: operation === 'reconcile-now' ? 'reconcile' : 'requested',
        by: operator.subject,
        ...(operation === 'run-from' ? { from: '2020-11-29 16:00:00.000000+00' } : {}),
      });
    else expect(at.stored()).not.toHaveProperty('requested');
  });

  // The fixture's clock stands at 08:00 in Shanghai.
  test.each([
    ['run-now', { from: '22:00', to: '06:00' }, '2020-12-01T14:00:00.000Z'],
    ['reconcile-now', { from: '22:00', to: '06:00' }, '2020-12-01T14:00:00.000Z'],
    ['run-now', { from: '01:00', to: '02:00' }, '2020-12-01T17:00:00.000Z'],
    ['run-now', { from: '08:00', to: '09:00' }, undefined],
  ] as const)('%s in the hours %o says when it will run', async (operation, window, nextRunAt) => {
    const { at } = await fixtureWith('running');
    at.change({ timetable: { ...at.stored().timetable, window }, nextRunAt: null });
    const answer = await at.operate(operation);
    expect(isRefused(answer) ? answer : answer.nextRunAt).toBe(nextRunAt);
  });

  test('a run that was missed in a pause is due at the resumption', async () => {
    const { at } = await fixtureWith('paused');
    at.change({ nextRunAt: '2020-11-01T00:00:00.000Z' });
    const answer = await at.operate('resume');
    expect(isRefused(answer) ? answer : answer.nextRunAt).toMatch(/^2020-12-01T00:00/);
  });

  test('run-from needs its start, which the audit log records', async () => {
    const { at } = await fixtureWith('running');
    expect(await at.operate('run-from')).toMatchObject({ refused: 'from-missing' });
    await at.operate('run-from', '2020-11-30 08:00:00');
    expect(at.stored().decisions.at(-1)).toMatchObject({ kind: 'run-from', from: '2020-11-30 00:00:00.000000+00' });
  });

  test('a start without run-from is ignored', async () => {
    const { at } = await fixtureWith('running');
    await at.operate('run-now', 'left over');
    expect(at.stored().requested).toEqual({ purpose: 'requested', by: operator.subject });
    expect(at.stored().decisions.at(-1)).not.toHaveProperty('from');
  });

  test('retiring deletes the credentials', async () => {
    const { fixture, at } = await fixtureWith('running');
    await at.setSecret();
    await at.operate('pause');
    expect(fixture.secrets.size).toBe(1);
    expect(await at.operate('retire')).not.toHaveProperty('secret');
    expect(fixture.secrets.size).toBe(0);
  });

  test('a missing source is refused', async () => {
    expect(await openFixture().at().operate('pause')).toMatchObject({ refused: 'source-not-found' });
    expect(await openFixture().at('database', 'nothing').operate('pause')).toMatchObject({
      refused: 'dataset-not-found',
    });
  });

  test('the audit log keeps the newest 200 decisions', async () => {
    const { at } = await fixtureWith('running');
    for (let i = 0; i < 105; i += 1) {
      await at.operate('pause');
      await at.operate('resume');
    }
    expect(at.stored().decisions).toHaveLength(200);
    expect(at.stored().decisions.at(-1)?.kind).toBe('resumed');
  });
});

describe('a confirmation', () => {
  test('starts the timetable with a full run and gives both sides the same receipt', async () => {
    const { fixture, at } = await fixtureWith('registered');
    await at.test();
    const confirmed = await at.confirm(operator, '联调完成');
    expect(confirmed).toMatchObject({
      state: 'running',
      receipt: {
        number: 'SJY-1',
        by: operator.subject,
        declarationVersion: 1,
        rows: 1,
        comment: '联调完成',
        toProvider:
          '确认数据推送成功：市政府信息中心已读取贵单位的“捕捞许可证信息”（目录第 1 版），前置库“agriculture.fishing_licences”，首页 1 行与目录信息项对应无误，平台将按时间表自动读取。',
        toCentre:
          '确认数据获取成功：已读取“捕捞许可证信息”（目录第 1 版），前置库“agriculture.fishing_licences”，首页 1 行与目录信息项对应无误，数据源开始按时间表运行。',
      },
    });
    expect(at.stored()).not.toHaveProperty('watermark');
    expect(at.stored().nextRunAt).toBe(at.stored().receipt?.at);
    expect(at.stored().nextReconcileAt).toMatch(/^2020-12-05T19:/); // Sunday 03:00 in Shanghai
    expect(fixture.queued).toEqual([`pull ${dataset} database`]);
    expect(await at.read(provider)).toMatchObject({ receipt: { number: 'SJY-1' } });
  });

  test('of an interface names the interface', async () => {
    const { at } = await fixtureWith('registered', 'interface');
    await at.test();
    expect(await at.confirm()).toMatchObject({
      receipt: {
        toProvider: expect.stringContaining('服务接口“捕捞许可查询”'),
        toCentre: expect.stringContaining('服务接口“捕捞许可查询”'),
      },
    });
  });

  test('of a source without reconcile schedules none', async () => {
    const { at } = await fixtureWith('registered');
    await at.register(provider, table, { reconcile: 'never' });
    await at.test();
    expect(await at.confirm()).not.toHaveProperty('nextReconcileAt');
  });

  test.each<
    [
      string,
      (
        at: Awaited<ReturnType<typeof fixtureWith>>['at'],
        fixture: Awaited<ReturnType<typeof fixtureWith>>['fixture'],
      ) => Promise<unknown>,
      object,
    ]
  >([
    ['that was not tested', async () => undefined, { refused: 'not-tested' }],
    [
      'whose test failed',
      async (at, fixture) => ((fixture.world.answers = () => ({ bytes: tablePage([]), rows: 0 })), await at.test()),
      { refused: 'not-tested' },
    ],
    [
      'that was tested before its last change',
      async (at) => (await at.test(), await at.register()),
      { refused: 'not-tested' },
    ],
    [
      'that was given back',
      async (at) => (await at.test(), await at.return()),
      { refused: 'source-state', facts: { state: '退回修改' } },
    ],
    [
      'that runs',
      async (at) => (await at.test(), await at.confirm()),
      { refused: 'source-state', facts: { state: '运行' } },
    ],
    [
      'that is retired',
      async (at) => await at.operate('retire'),
      { refused: 'source-state', facts: { state: '停用' } },
    ],
  ])('of a source %s is refused', async (_, before, refusal) => {
    const { fixture, at } = await fixtureWith('registered');
    await before(at, fixture);
    fixture.queued.length = 0;
    expect(await at.confirm()).toMatchObject(refusal);
    expect(fixture.queued).toEqual([]);
  });

  test.each([
    ['registered', true],
    ['returned', true],
    ['running', false],
    ['paused', false],
    ['retired', true],
  ] as const)('beside the other channel, which is %s: possible %s', async (state, possible) => {
    const { fixture, at } = await fixtureWith(state, 'interface');
    const own = fixture.at('database');
    await own.register();
    fixture.world.answers = () => ({ bytes: tablePage([['A-1', '王芳', null, '1']]), rows: 1 });
    await own.test();
    const answer = await own.confirm();
    if (possible) expect(answer).toMatchObject({ state: 'running' });
    else expect(answer).toMatchObject({ refused: 'other-channel-running' });
    expect(at.stored().state).toBe(state);
  });
});

describe('a registration is returned', () => {
  test.each(states)('when it is %s', async (state) => {
    const { at } = await fixtureWith(state);
    const answer = await at.return(operator, '请补充测试数据');
    if (state === 'registered') {
      expect(answer).toMatchObject({ state: 'returned' });
      expect(at.stored().decisions.at(-1)).toMatchObject({
        kind: 'returned',
        by: operator.subject,
        reason: '请补充测试数据',
      });
    } else expect(answer).toMatchObject({ refused: 'source-state', facts: { state: sourceStateNames[state] } });
  });
});

describe('concurrent changes', () => {
  const once = (act: () => void) => {
    let done = false;
    return () => {
      if (done) return;
      done = true;
      act();
    };
  };

  test('both changes are kept', async () => {
    const { fixture, at } = await fixtureWith('running');
    fixture.world.meanwhile = once(() =>
      at.change({
        secret: { parts: ['token'], at: '2020-12-01T00:00:00.000Z' },
        lockVersion: at.stored().lockVersion + 1,
        decisions: [...at.stored().decisions, { kind: 'secret-set', by: 'x', at: '2020-12-01T00:00:00.000Z' }],
      }),
    );
    expect(await at.operate('pause')).toMatchObject({ state: 'paused', secret: { parts: ['token'] } });
    expect(
      at
        .stored()
        .decisions.slice(-2)
        .map(({ kind }) => kind),
    ).toEqual(['secret-set', 'paused']);
  });

  test('a worker’s change does not conflict with a person’s', async () => {
    const { fixture, at } = await fixtureWith('running');
    fixture.world.meanwhile = once(() => at.change({ watermark: 'as far as it came', fencingToken: 9 }));
    await at.operate('pause');
    expect(at.stored()).toMatchObject({ state: 'paused', watermark: 'as far as it came', fencingToken: 9 });
  });

  test.each<[string, SourceState, (at: Awaited<ReturnType<typeof fixtureWith>>['at']) => Promise<unknown>]>([
    ['a pause', 'retired', async (at) => await at.operate('pause')],
    ['a run', 'paused', async (at) => await at.operate('run-now')],
  ])('%s of a source that became %s meanwhile is refused with its new state', async (_, state, act) => {
    const { fixture, at } = await fixtureWith('running');
    fixture.world.meanwhile = once(() => at.change({ state, lockVersion: at.stored().lockVersion + 1 }));
    expect(await act(at)).toEqual({
      kind: 'refusal',
      refused: 'source-state',
      facts: { state: sourceStateNames[state] },
    });
    expect(at.stored().state).toBe(state);
    expect(fixture.queued).toEqual([]);
  });

  test('returning a source confirmed meanwhile is refused with its new state', async () => {
    const { fixture, at } = await fixtureWith('registered');
    fixture.world.meanwhile = once(() => at.change({ state: 'running', lockVersion: at.stored().lockVersion + 1 }));
    expect(await at.return()).toEqual({
      kind: 'refusal',
      refused: 'source-state',
      facts: { state: sourceStateNames.running },
    });
  });

  test('confirming a source redeclared meanwhile is refused', async () => {
    const { fixture, at } = await fixtureWith('registered');
    await at.test();
    fixture.world.meanwhile = once(() =>
      at.change({ declarationVersion: 2, lockVersion: at.stored().lockVersion + 1 }),
    );
    expect(await at.confirm()).toMatchObject({ refused: 'changed-meanwhile' });
    expect(at.stored()).not.toHaveProperty('receipt');
    expect(fixture.queued).toEqual([]);
  });

  test.each<[string, SourceState, (at: Awaited<ReturnType<typeof fixtureWith>>['at']) => Promise<unknown>]>([
    ['registering anew', 'running', async (at) => await at.register(provider, table)],
    ['credentials', 'running', async (at) => await at.setSecret()],
    ['a test', 'running', async (at) => await at.test()],
    ['a pause', 'running', async (at) => await at.operate('pause')],
    ['a return', 'registered', async (at) => await at.return()],
  ])('%s: refused after five lost races', async (_, state, act) => {
    const { fixture, at } = await fixtureWith(state);
    let came = 0;
    fixture.world.meanwhile = () => {
      came += 1;
      at.change({ lockVersion: at.stored().lockVersion + 1 });
    };
    expect(await act(at)).toMatchObject({ refused: 'changed-meanwhile' });
    expect(came).toBe(5);
    expect(fixture.queued).toEqual([]);
  });

  test('two first registrations at once both succeed, one after the other', async () => {
    const { at } = openFixture();
    const answers = await Promise.all([at().register(), at().register()]);
    expect(answers.map((answer) => (isRefused(answer) ? answer.refused : answer.declarationVersion))).toEqual([1, 2]);
  });
});

test('another department can do nothing, and does not learn that the source exists', async () => {
  const { at } = await fixtureWith('running');
  for (const answer of [
    at.setSecret(stranger),
    at.test(stranger),
    at.read(stranger),
    at.sheet(stranger),
    at.rejectedRows(stranger),
    at.rejectedRow('a', stranger),
    at.replay(undefined, stranger),
  ])
    expect(await answer).toEqual({ kind: 'refusal', refused: 'source-not-found', facts: { dataset } });
});

test('a withdrawn dataset’s source cannot be changed', async () => {
  const { fixture, at } = await fixtureWith('running');
  fixture.world.versions = [];
  for (const answer of [
    at.operate('pause'),
    at.confirm(),
    at.return(),
    at.test(),
    at.setSecret(),
    at.register(provider, service()),
  ])
    expect(await answer).toMatchObject({ refused: 'dataset-not-found', facts: { dataset } });
  fixture.world.versions = [version];
  expect(await at.operate('pause')).toMatchObject({ state: 'paused' });
});
