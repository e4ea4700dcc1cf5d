import { describe, expect, test } from 'vitest';
import { SourceView } from '../../../../schemas/collection/sources/routes.ts';
import { SourceDeclaration, type SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
import {
  buildRejectedRow,
  fixtureWith,
  openFixture,
  operator,
  provider,
  service,
  stranger,
  supervisor,
  table,
  type SourceFixture,
} from '../source-fixture.ts';

describe('a source is read', () => {
  test.each([
    ['the department', provider],
    ['the centre', operator],
    ['the supervisor', supervisor],
  ])('by %s, with the number of pending rows and without internal attributes', async (_, caller) => {
    const { fixture, at } = await fixtureWith('running');
    fixture.putRejectedRows(
      buildRejectedRow('a'),
      buildRejectedRow('b', { state: 'replaying' }),
      buildRejectedRow('c', { state: 'resolved' }),
      buildRejectedRow('d', { channel: 'interface' }),
    );
    at.change({
      run: {
        id: '01JE0000000000000000000009',
        purpose: 'requested',
        mode: 'full',
        declarationVersion: 1,
        phase: 'reading',
        by: 'x',
        startedAt: '2020-12-01T00:00:00.000Z',
        segments: ['secret-place'],
        pages: 2,
        rows: 7,
        bytes: 9,
        seconds: 1,
        attempts: 0,
        checkpoint: 'a row of somebody',
      },
    });
    const source = SourceView.parse(await at.read(caller));
    expect(source).toMatchObject({
      state: 'running',
      rejectedRowCount: 2,
      running: { delivery: '01JE0000000000000000000009', purpose: 'requested', pages: 2, rows: 7 },
    });
    expect(JSON.stringify(source)).not.toMatch(/secret-place|a row of somebody/);
  });

  const by = 'named-1';
  const at = '2020-12-01T00:00:00.000Z';
  const act = { by, at } as const;
  test.each<[string, Partial<SourceRecord>]>([
    ['decided', { decisions: [{ kind: 'paused', ...act }] }],
    [
      'confirmed',
      { receipt: { number: 'SJY-1', declarationVersion: 1, rows: 0, toProvider: '回执', toCentre: '回执', ...act } },
    ],
    ['tested', { test: { ok: true, declarationVersion: 1, rows: 0, rejected: 0, fields: [], ...act } }],
    [
      'replayed',
      {
        replayWork: {
          id: '01JE0000000000000000000009',
          by,
          reason: '已改正',
          startedAt: at,
          claimed: 0,
          rereading: false,
          allClaimed: true,
          deliveries: [],
        },
      },
    ],
  ])('with the name of who %s', async (_, acted) => {
    const { at: place } = await fixtureWith('running');
    place.change({ decisions: [], ...acted });
    expect(SourceView.parse(await place.read(operator)).actors).toMatchObject([{ account: by, name: '测试人员甲' }]);
  });

  test('a missing source is refused', async () => {
    expect(await openFixture().at().read()).toMatchObject({ refused: 'source-not-found' });
    expect(await openFixture().at('database', 'nothing').read()).toMatchObject({ refused: 'dataset-not-found' });
  });
});

describe('the list of sources', () => {
  const filled = async (channels: readonly string[]): Promise<SourceFixture> => {
    const fixture = openFixture();
    await fixture.at().register();
    const one: SourceRecord = fixture.at().stored();
    fixture.put(
      ...channels.map((name): SourceRecord => ({
        ...one,
        dataset: name.slice(0, 1),
        channel: name.endsWith('d') ? 'database' : 'interface',
        department: name.startsWith('x') ? 'police' : 'agriculture',
      })),
      { ...one, dataset: 'zz', department: 'police' },
    );
    return fixture;
  };
  const named = (answer: Awaited<ReturnType<SourceFixture['list']>>) =>
    isRefused(answer)
      ? [answer.refused]
      : answer.items.map(({ dataset, channel }) => `${dataset}${channel.slice(0, 1)}`);
  const pagesOf = async (fixture: SourceFixture, caller: typeof operator, limit: number) => {
    const pages: string[][] = [];
    let cursor: string | undefined;
    do {
      const answer = await fixture.list(caller, { limit, ...(cursor === undefined ? {} : { cursor }) });
      pages.push(named(answer));
      cursor = 'next' in answer ? answer.next : undefined;
    } while (cursor !== undefined && pages.length < 50);
    return pages;
  };
  const channels = ['ad', 'ai', 'bd', 'cd', 'ci', 'di', 'xd'];

  test.each([
    [1, [['ad', 'ai'], ['bd'], ['cd', 'ci'], ['di'], ['fd']]],
    [2, [['ad', 'ai'], ['bd'], ['cd', 'ci'], ['di', 'fd']]],
    [3, [['ad', 'ai', 'bd'], ['cd', 'ci', 'di'], ['fd']]],
    [
      4,
      [
        ['ad', 'ai', 'bd'],
        ['cd', 'ci', 'di', 'fd'],
      ],
    ],
    [20, [['ad', 'ai', 'bd', 'cd', 'ci', 'di', 'fd']]],
  ])('of a department, %i at a time: both channels of a dataset are on one page', async (limit, pages) => {
    const fixture = await filled(channels);
    // The registered one: fishing-licences.
    expect(
      (await pagesOf(fixture, provider, limit))
        .map((page) => page.map((name) => name.replace(/^fishing-licences/, 'f')))
        .filter((page) => page.length > 0),
    ).toEqual(pages);
  });

  test.each([1, 2, 3, 5, 8, 20])(
    'of all departments, %i at a time: each once, for the centre and the supervisor',
    async (limit) => {
      const fixture = await filled(channels);
      for (const caller of [operator, supervisor])
        expect((await pagesOf(fixture, caller, limit)).flat()).toEqual([
          'ad',
          'ai',
          'bd',
          'cd',
          'ci',
          'di',
          'fishing-licencesd',
          'xd',
          'zzd',
        ]);
    },
  );

  test('a department sees only its own sources', async () => {
    const fixture = await filled(channels);
    expect(named(await fixture.list(stranger))).toEqual(['xd', 'zzd']);
    expect(named(await fixture.list({ ...stranger, department: 'health' }))).toEqual([]);
  });

  test('the cursor of another list is refused', async () => {
    const fixture = await filled(channels);
    const answer = await fixture.list(provider, { limit: 1 });
    const cursor = 'next' in answer ? answer.next : undefined;
    expect(cursor).toBeDefined();
    for (const [caller, given] of [
      [operator, cursor],
      [stranger, cursor],
      [provider, 'xxx'],
    ] as const)
      expect(await fixture.list(caller, { limit: 1, cursor: given ?? '' })).toMatchObject({
        refused: 'cursor-not-valid',
      });
  });
});

const textOf = (sheet: { readonly text: string } | { readonly refused: string }) =>
  'text' in sheet ? sheet.text : sheet.refused;

describe('the connection sheet', () => {
  const secret = { user: 'agriculture_guiji', password: 'p@ss-word' };

  test('of a front-end table has what its programmer needs, and no password', async () => {
    const { at } = await fixtureWith('running');
    await at.setSecret(provider, secret);
    const sheet = textOf(await at.sheet());
    for (const said of [
      '捕捞许可证信息（前置库对接单）.txt',
      '10.1.2.3:5432，库 exchange，使用 TLS 并验证证书',
      'agriculture.fishing_licences（主键 licence）',
      'agriculture.fishing_licences_rejected',
      'agriculture_writer 供本部门写入；agriculture_guiji 供平台读取和回写',
      '已登记（user、password），2020-12-01 08:00',
      '按目录的更新周期（北京时间）',
      'SJY-1，确认数据推送成功',
      '  licence  许可证编号；必填',
      '  op_flag  ',
      '  error_msg  ',
    ])
      expect(sheet).toContain(said);
    expect(sheet).not.toContain(secret.password);
  });

  test('of a department’s own table has its names', async () => {
    const { at } = await fixtureWith('registered');
    await at.register(
      provider,
      SourceDeclaration.parse({
        ...table,
        system: 'mysql',
        database: undefined,
        schema: 'yyj',
        table: 'xkz',
        tls: 'off',
        columns: { licence: 'xkz_bh' },
      }),
      { times: '0 2 * * *', window: { from: '22:00', to: '06:00' } },
    );
    const sheet = textOf(await at.sheet());
    for (const said of [
      'MySQL / MariaDB，10.1.2.3:5432，不使用 TLS',
      'yyj.xkz（主键 xkz_bh）',
      '  xkz_bh  许可证编号',
      '  holder  持有人',
      '每天 02:00（北京时间），仅在 22:00 至次日 06:00 之间',
      '尚未登记',
    ])
      expect(sheet).toContain(said);
    expect(sheet).not.toContain('回执');
  });

  test('of an interface has its address without user and query', async () => {
    const { at } = await fixtureWith('registered', 'interface');
    const token = 'tok-123';
    // Registered before such a declaration was refused.
    at.change({
      declaration: service({
        request: {
          method: 'POST',
          url: `https://me:${token}@data.example.cn/licences?key=${token}#${token}`,
          headers: { 'x-key': token },
          query: { key: token },
          body: `{"key":"${token}"}`,
        },
      }),
    });
    const sheet = textOf(await at.sheet(operator));
    for (const said of [
      'POST https://data.example.cn/licences',
      'JSON，UTF-8，数据列表位于 data',
      '每分钟至多 600 次，同时 1 个，每次至多 30 秒',
      '  许可证编号（licence）  取自 licence',
    ])
      expect(sheet).toContain(said);
    expect(sheet).not.toContain(token);
  });
});
