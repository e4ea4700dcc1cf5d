import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { listen, stopServer } from '../../infra/local/listen.ts';
import { describeWaitForWindow, formatSource } from '../../lib/cli/text/source-text.ts';
import { toSource, type Source, type SourceRecord } from '../../schemas/collection/sources/source.ts';
import { buildSource } from '../collection/sources/build-source.ts';
import { call } from './run-cli.ts';

const now = '2020-12-01T00:00:00.000Z'; // 08:00 in Shanghai
const source = (over: Partial<SourceRecord> = {}): Source => toSource(buildSource({ state: 'running', ...over }));
const health = (over: Partial<Source['health']>): Source['health'] => ({ ...source().health, ...over });

describe('a source in the terminal', () => {
  test.each<[string, Partial<SourceRecord>, RegExp]>([
    ['a next time to come', { nextRunAt: '2020-12-01T01:00:00.000Z' }, /下次读取\s*2020-12-01 09:00/],
    ['a next time that is over', { nextRunAt: '2020-11-30T01:00:00.000Z' }, /下次读取\s*已到时间，即将开始/],
    [
      'no row was marked',
      { health: health({ acknowledgement: 'untouched', acknowledgedRows: { marked: 0, missed: 3 } }) },
      /回写\s*没有一行回写，已标记 0 行，另有 3 行/,
    ],
    [
      'all rows were marked',
      { health: health({ acknowledgement: 'written', acknowledgedRows: { marked: 3, missed: 0 } }) },
      /回写\s*已回写到前置库，已标记 3 行\n/,
    ],
    [
      'a fault',
      { health: health({ acknowledgement: 'failed', acknowledgementFault: { code: 'x', detail: '原因。' } }) },
      /回写\s*回写没有完成.*。原因。\n/,
    ],
  ])('%s', (_, over, line) => {
    expect(formatSource({ ...source(over), actors: [] }, now)).toMatch(line);
  });

  test('a paused source has no next time', () => {
    const paused = source({ state: 'paused', nextRunAt: '2020-11-30T01:00:00.000Z' });
    expect(formatSource({ ...paused, actors: [] }, now)).not.toContain('下次读取');
  });

  test('who decided is named as the platform names them', () => {
    const decided = source({ decisions: [{ kind: 'paused', by: 'liu-yang', at: now, reason: '检修' }] });
    const actors = [
      { account: 'liu-yang', name: '刘洋', department: 'information-center', departmentName: '市政府信息中心' },
    ];
    expect(formatSource({ ...decided, actors }, now)).toContain('暂停  刘洋（市政府信息中心）：检修');
  });
});

describe('an ordered read', () => {
  const timetable = { ...source().timetable, window: { from: '22:00', to: '06:00' } };
  const ordered = { kind: 'run-now', by: 'x', at: now } as const;
  test('outside the declared hours says when it starts', () => {
    expect(
      describeWaitForWindow(source({ timetable, decisions: [ordered], nextRunAt: '2020-12-01T14:00:00.000Z' }), now),
    ).toBe('现在不在登记的读取时段（22:00 至 06:00）内，没有立即读取；将在 2020-12-01 22:00 开始。\n');
  });
  test.each([
    ['in the hours', { timetable, decisions: [ordered] }, '2020-12-01T15:00:00.000Z'],
    ['without hours', { decisions: [ordered] }, now],
    ['for a pause', { timetable, decisions: [{ ...ordered, kind: 'paused' }] }, now],
  ] as const)('%s says nothing', (_, over, at) => {
    expect(describeWaitForWindow(source({ ...over, decisions: [...over.decisions] }), at)).toBe('');
  });
});

describe('guiji source without --channel', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await stopServer(server);
  });

  const platform = async (known: readonly Source[]) => {
    const server = createServer((request, response) => {
      if (request.url?.startsWith('/oidc') === true) {
        response.setHeader('content-type', 'application/json');
        if (request.url.includes('.well-known'))
          return void response.end(JSON.stringify({ token_endpoint: `http://${request.headers.host}/oidc/token` }));
        return void response.end(JSON.stringify({ access_token: 'x', token_type: 'Bearer', expires_in: 300 }));
      }
      const channel = request.url?.split('/').at(-1);
      const one = known.find((given) => given.channel === channel);
      response.statusCode = one === undefined ? 404 : 200;
      response.setHeader('content-type', one === undefined ? 'application/problem+json' : 'application/json');
      response.end(
        JSON.stringify(
          one === undefined
            ? {
                type: 'about:blank',
                status: 404,
                code: 'source-not-found',
                requestId: 'r',
                title: '没有登记数据源',
                detail: '没有登记数据源。',
              }
            : { ...one, actors: [] },
        ),
      );
    });
    servers.push(server);
    return `http://127.0.0.1:${await listen(server, 0)}`;
  };

  test.each<[string, readonly Source[], RegExp]>([
    ['the only one is a table', [source({ channel: 'database' })], /前置库/],
    ['the only one is an interface', [source({ channel: 'interface' })], /服务接口/],
    [
      'one of two is at work',
      [source({ channel: 'database', state: 'retired' }), source({ channel: 'interface' })],
      /服务接口/,
    ],
    ['either could be meant', [source({ channel: 'database' }), source({ channel: 'interface' })], /--channel/],
    ['none', [], /没有登记/],
  ])('%s', async (_, known, said) => {
    const url = await platform(known);
    const { stdout, stderr } = await call(['source', source().dataset, '--url', url], {
      environment: { GUIJI_CLIENT_ID: 'a', GUIJI_CLIENT_SECRET: 'b' },
    });
    expect(stdout + stderr).toMatch(said);
  });
});
