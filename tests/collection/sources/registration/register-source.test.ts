import { describe, expect, test } from 'vitest';
import { isSecretBound } from '../../../../lib/collection/sources/registration/secret-binding.ts';
import { SourceDeclaration } from '../../../../schemas/collection/sources/source.ts';
import { isRefused } from '../../../../schemas/kernel/refusal.ts';
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

describe('a refused registration points to the place in the request', () => {
  const request = { method: 'GET', url: 'https://data.example.cn/licences' };
  test.each<[string, SourceDeclaration, object, readonly string[]]>([
    ['a timetable', table, { times: '61 * * * *' }, ['/body/timetable/times']],
    ['a reconcile time', table, { reconcile: '0 0 31 4 *' }, ['/body/timetable/reconcile']],
    [
      'columns of unknown fields',
      SourceDeclaration.parse({ ...table, columns: { owner: 'c1', licence: 'c2', plate: 'c3' } }),
      {},
      ['/body/declaration/columns/owner', '/body/declaration/columns/plate'],
    ],
    [
      'an unknown field',
      service(mapped([...fields, 'plate'])),
      {},
      [`/body/declaration/fields/${fields.length}/field`],
    ],
    ['a missing key', service(mapped(['holder'])), {}, ['/body/declaration/fields']],
    [
      'a credential in a header',
      service({ request: { ...request, headers: { 'X-Api/Key': 'abc' } } }),
      {},
      ['/body/declaration/request/headers/X-Api~1Key'],
    ],
    [
      'a credential in the address',
      service({ request: { ...request, url: `${request.url}?token=abc` } }),
      {},
      ['/body/declaration/request/url'],
    ],
  ])('%s', async (_, declaration, timetable, pointers) => {
    const answer = await openFixture().at(declaration.channel).register(provider, declaration, timetable);
    if (!isRefused(answer)) throw new Error('not refused');
    expect(answer.errors?.map(({ pointer }) => pointer)).toEqual(pointers);
  });
});

describe('a declaration that holds a credential is refused, without its value', () => {
  const request = { method: 'GET', url: 'https://data.example.cn/licences' };
  const post = { ...request, method: 'POST' };
  const value = 'Zq9x-7bTk-42Lm-secretly';
  test.each<[string, object, string]>([
    [
      'a user in the address',
      { request: { ...request, url: `https://u:${value}@data.example.cn/` } },
      '服务地址的用户信息',
    ],
    [
      'a user without a password in the address',
      { request: { ...request, url: `https://${value}@data.example.cn/` } },
      '服务地址的用户信息',
    ],
    [
      'a parameter of the address',
      { request: { ...request, url: `${request.url}?access_token=${value}` } },
      '服务地址的参数',
    ],
    [
      'a parameter with an escaped name',
      { request: { ...request, url: `${request.url}?%74oken=${value}` } },
      '服务地址的参数',
    ],
    ['a key that looks random', { request: { ...request, query: { key: value } } }, '查询参数 key'],
    ['a password', { request: { ...request, query: { userPwd: '1' } } }, '查询参数 userPwd'],
    ['a header', { request: { ...request, headers: { Authorization: `Bearer ${value}` } } }, '请求头 Authorization'],
    ['a header of any name', { request: { ...request, headers: { 'X-Auth': `Basic ${value}` } } }, '请求头 X-Auth'],
    ['a cookie', { request: { ...request, headers: { cookie: 'JSESSIONID=1' } } }, '请求头 cookie'],
    ['a key header of any value', { request: { ...request, headers: { 'X-Key': 'abc' } } }, '请求头 X-Key'],
    ['a key header', { request: { ...request, headers: { 'x-api-key': '123' } } }, '请求头 x-api-key'],
    [
      'a parameter of the path',
      { request: { ...request, url: `${request.url};jsessionid=${value}` } },
      '服务地址的参数',
    ],
    ['JSON', { request: { ...post, body: `{"a":1,"appSecret": "${value}"}` } }, '正文的 appSecret'],
    ['a number in JSON', { request: { ...post, body: '{"a":1,"password": 123456}' } }, '正文的 password'],
    ['CDATA', { request: { ...post, body: '<q:passWord><![CDATA[1<]]></q:passWord>' } }, '正文的 passWord'],
    [
      'a form',
      { request: { ...post, body: 'a=1&password=1', mediaType: 'application/x-www-form-urlencoded' } },
      '正文的 password',
    ],
    ['SOAP', { request: { ...post, body: '<q:passWord>1</q:passWord>', soap: { version: '1.1' } } }, '正文的 passWord'],
    [
      'the address of tokens',
      { request, authentication: { kind: 'oauth2', tokenUrl: `https://data.example.cn/t?client_secret=${value}` } },
      '取令牌的地址的参数',
    ],
    ['a private key', { ca: '-----BEGIN EC PRIVATE KEY-----\nMHc' }, '证书'],
  ])('%s', async (_, parts, place) => {
    const answer = await openFixture().at('interface').register(provider, service(parts));
    expect(answer).toMatchObject({ refused: 'credentials-declared', facts: { place } });
    expect(JSON.stringify(answer)).not.toContain(value);
  });

  test.each<[string, object]>([
    [
      'placeholders of a secret',
      {
        request: {
          ...request,
          headers: { Authorization: 'Bearer {{token}}', cookie: 'SESSION={{session}}; b={{b}}' },
          query: { pwd: '{{password}}', q: 'basic facts' },
        },
      },
    ],
    [
      'what only sounds like one',
      { request: { ...request, query: { keyword: '渔船', key: 'licence', tokenType: 'a', code: '411102' } } },
    ],
    ['a number', { request: { ...request, query: { key: '202011300000000017' } } }],
    ['a credit code', { request: { ...post, body: '{"creditCode":"91350203M0001QKT19"}' } }],
  ])('not refused: %s', async (_, parts) => {
    expect(await openFixture().at('interface').register(provider, service(parts))).toMatchObject({
      state: 'registered',
    });
  });
});

describe('a kept secret is for one host, port and kind', () => {
  const oauth2 = (tokenUrl: string) => ({ authentication: { kind: 'oauth2', tokenUrl } });
  const at = (url: string, more: object = {}) => service({ request: { method: 'GET', url }, ...more });
  const first = at('https://data.example.cn/licences');
  test.each<[string, SourceDeclaration, SourceDeclaration, boolean]>([
    ['another path', first, at('https://DATA.example.cn:443/v2?a=1'), true],
    ['another host', first, at('https://evil.example.cn/licences'), false],
    ['another port', first, at('https://data.example.cn:8443/licences'), false],
    ['no encryption', first, at('http://data.example.cn/licences'), false],
    ['another kind', first, at('https://data.example.cn/licences', { authentication: { kind: 'basic' } }), false],
    [
      'another place of tokens',
      at('https://data.example.cn/', oauth2('https://id.example.cn/token')),
      at('https://data.example.cn/', oauth2('https://evil.example.cn/token')),
      false,
    ],
    ['another table of a database', table, SourceDeclaration.parse({ ...table, table: 'other' }), true],
    ['another database host', table, SourceDeclaration.parse({ ...table, host: '10.9.9.9' }), false],
    ['another database port', table, SourceDeclaration.parse({ ...table, port: 5433 }), false],
    ['a database without TLS', table, SourceDeclaration.parse({ ...table, tls: 'off' }), false],
  ])('%s', async (_, before, after, isKept) => {
    const fixture = openFixture();
    const source = fixture.at(before.channel);
    await source.register(provider, before);
    await source.setSecret();
    expect(isSecretBound(source.stored())).toBe(true);
    await source.register(provider, after);
    expect(fixture.secrets.size).toBe(isKept ? 1 : 0);
    expect(source.stored().secret !== undefined).toBe(isKept);
    expect(isSecretBound(source.stored())).toBe(isKept);
  });

  test('a secret of before the binding is lost with another host, too', async () => {
    const fixture = openFixture();
    const source = fixture.at('interface');
    await source.register(provider, first);
    source.change({ secret: { parts: ['token'], at: '2020-11-30T00:00:00.000Z' } });
    expect(isSecretBound(source.stored())).toBe(true);
    await source.register(provider, at('https://evil.example.cn/licences'));
    expect(source.stored()).not.toHaveProperty('secret');
  });

  test('a secret that comes while the declaration changes is not recorded', async () => {
    const fixture = openFixture();
    const source = fixture.at('interface');
    await source.register(provider, first);
    fixture.world.meanwhile = () => {
      const { lockVersion } = source.stored();
      fixture.world.meanwhile = null;
      source.change({
        declaration: at('https://evil.example.cn/'),
        declarationVersion: 2,
        lockVersion: lockVersion + 1,
      });
    };
    expect(await source.setSecret()).toMatchObject({ refused: 'changed-meanwhile' });
    expect(isSecretBound(source.stored())).toBe(false);
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
