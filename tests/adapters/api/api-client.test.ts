import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { listen, stopServer } from '../../../infra/local/listen.ts';
import { accessToken } from '../../../lib/adapters/api/access-token.ts';
import { apiClient } from '../../../lib/adapters/api/api-client.ts';
import { ApiRefused, NotReachable, SignInRefused, UnexpectedAnswer } from '../../../lib/adapters/api/api-errors.ts';
import { readCodeListRoute } from '../../../schemas/catalogue/code-list-routes.ts';
import { searchDatasetsRoute } from '../../../schemas/catalogue/routes.ts';
import { createDeliveryRoute, downloadTemplateRoute } from '../../../schemas/collection/routes.ts';

type Answer = {
  readonly status: number;
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Record<string, string>;
};
type Seen = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

const list = {
  id: 'sex',
  name: '性别',
  standard: 'GB/T 2261.1',
  codes: [
    { code: '1', label: '男性', aliases: [] },
    { code: '2', label: '女性', aliases: [] },
  ],
};
const problem = {
  type: '/x',
  title: '没有这个代码表',
  status: 404,
  detail: '请核对编号。',
  code: 'code-list-not-found',
  requestId: 'r-1',
};

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map(stopServer));
});

/**
 * Starts a platform and its provider on one port. It issues tokens `t1`, `t2`, … and gives the answers in turn,
 * repeating the last one.
 */
async function platform(answers: readonly Answer[], tokens: Answer = { status: 200, json: {} }) {
  const seen: Seen[] = [];
  let [asked, issued] = [0, 0];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const url = request.url ?? '';
      if (url.endsWith('/.well-known/openid-configuration'))
        return reply(response, { status: 200, json: { token_endpoint: `http://${request.headers.host}/oidc/token` } });
      seen.push({ method: request.method ?? '', url, headers: request.headers, body });
      if (url === '/oidc/token')
        return reply(
          response,
          tokens.status === 200
            ? { status: 200, json: { access_token: `t${(issued += 1)}`, expires_in: 3600 } }
            : tokens,
        );
      return reply(response, answers[Math.min(asked++, answers.length - 1)] ?? { status: 500 });
    });
  });
  servers.push(server);
  const url = `http://127.0.0.1:${await listen(server, 0)}`;
  const token = accessToken({
    issuer: `${url}/oidc`,
    clientId: 'a b',
    clientSecret: 'c:d%',
    scope: 'api',
    audience: 'urn:x',
  });
  return { url, seen, api: apiClient(`${url}/`, token), calls: () => seen.filter((one) => one.url.startsWith('/api')) };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function reply(response: ServerResponse, { status, json, text, headers = {} }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text ?? JSON.stringify(json));
}

describe('a route is called as it is declared', () => {
  test('path, query, method and bearer token; the answer is parsed', async () => {
    const { api, calls } = await platform([{ status: 200, json: { total: 0, items: [] } }]);
    expect(await api.call(searchDatasetsRoute, { query: { q: '婚姻 登记', limit: 3 } })).toEqual({
      total: 0,
      items: [],
    });
    expect(calls().map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([
      ['GET', '/api/v1/datasets/search?q=%E5%A9%9A%E5%A7%BB+%E7%99%BB%E8%AE%B0&limit=3', 'Bearer t1'],
    ]);
  });

  test('a file is returned with its name', async () => {
    const { api } = await platform([
      {
        status: 200,
        text: 'PK',
        headers: {
          'content-disposition': `attachment; filename="_.xlsx"; filename*=UTF-8''${encodeURIComponent('模板.xlsx')}`,
        },
      },
    ]);
    expect(await api.call(downloadTemplateRoute, { params: { dataset: 'vehicles' } })).toEqual({
      file: new Uint8Array([80, 75]),
      name: '模板.xlsx',
    });
  });

  test('a creating call carries an Idempotency-Key, the same on a retry', async () => {
    const { api, calls } = await platform([
      { status: 503, json: problem },
      { status: 404, json: problem },
    ]);
    await expect(
      api.call(createDeliveryRoute, {
        params: { dataset: 'vehicles' },
        body: { mode: 'full', fileName: 'a.xlsx', size: 1 },
      }),
    ).rejects.toBeInstanceOf(ApiRefused);
    const keys = calls().map(({ headers }) => headers['idempotency-key']);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toMatch(/^[\w-]{36}$/);
    expect(keys[1]).toBe(keys[0]);
  });
});

describe('tokens', () => {
  test('one is fetched for many calls, with id and secret form-encoded in the header (RFC 6749 §2.3.1)', async () => {
    const { api, seen } = await platform([{ status: 200, json: list }]);
    for (let i = 0; i < 3; i += 1) await api.call(readCodeListRoute, { params: { codeList: 'sex' } });
    const asked = seen.filter(({ url }) => url === '/oidc/token');
    expect(asked.map(({ body }) => body)).toEqual(['grant_type=client_credentials&scope=api&resource=urn%3Ax']);
    expect(Buffer.from(asked[0]?.headers.authorization?.slice('Basic '.length) ?? '', 'base64').toString()).toBe(
      'a+b:c%3Ad%25',
    );
  });

  test('a refused token is renewed once', async () => {
    const good = await platform([
      { status: 401, json: problem },
      { status: 200, json: list },
    ]);
    expect(await good.api.call(readCodeListRoute, { params: { codeList: 'sex' } })).toEqual(list);
    expect(good.calls().map(({ headers }) => headers.authorization)).toEqual(['Bearer t1', 'Bearer t2']);
    const bad = await platform([{ status: 401, json: { ...problem, status: 401 } }]);
    await expect(bad.api.call(readCodeListRoute, { params: { codeList: 'sex' } })).rejects.toBeInstanceOf(ApiRefused);
    expect(bad.calls()).toHaveLength(2);
  });

  test('the provider refuses', async () => {
    const { api } = await platform([{ status: 200, json: list }], { status: 401, json: { error: 'invalid_client' } });
    await expect(api.call(readCodeListRoute, { params: { codeList: 'sex' } })).rejects.toEqual(
      new SignInRefused('invalid_client'),
    );
  });
});

describe('what can go wrong', () => {
  test('the platform refuses: its problem is passed on', async () => {
    const { api } = await platform([{ status: 404, json: problem }]);
    await expect(api.call(readCodeListRoute, { params: { codeList: 'sex' } })).rejects.toMatchObject({ problem });
  });

  test.each<[string, Answer]>([
    ['a gateway in between', { status: 500, text: '<html>' }],
    ['an answer that is not what the route declares', { status: 200, json: { id: 'sex' } }],
    ['an answer that is no JSON', { status: 200, text: 'hello' }],
  ])('%s', async (_, answer) => {
    const { api } = await platform([answer]);
    await expect(api.call(readCodeListRoute, { params: { codeList: 'sex' } })).rejects.toBeInstanceOf(UnexpectedAnswer);
  });

  test('overload is temporary: reading calls are retried', async () => {
    const { api, calls } = await platform([
      { status: 503, json: problem },
      { status: 429, text: '' },
      { status: 200, json: list },
    ]);
    expect(await api.call(readCodeListRoute, { params: { codeList: 'sex' } })).toEqual(list);
    expect(calls()).toHaveLength(3);
  });

  test('the address is not reachable', async () => {
    const { url } = await platform([]);
    await Promise.all(servers.splice(0).map(stopServer));
    const api = apiClient(url, async () => 't');
    await expect(api.call(readCodeListRoute, { params: { codeList: 'sex' } })).rejects.toEqual(new NotReachable(url));
  });
});
