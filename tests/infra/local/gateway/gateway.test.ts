import { createServer } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { gateway } from '../../../../infra/local/gateway/gateway.ts';
import { refuseUnparsed } from '../../../../infra/local/gateway/refuse-request.ts';
import { answerStarting } from '../../../../infra/local/gateway/starting-page.ts';
import { listen, stopServer } from '../../../../infra/local/listen.ts';
import { StartRefused } from '../../../../infra/local/start-refused.ts';
import { Problem } from '../../../../schemas/kernel/problem.ts';
import { kernelRefusals } from '../../../../schemas/kernel/refusal.ts';

const noDemo = { origin: '', begin: null };

test('removes headers by which serverless-offline would accept an identity', async () => {
  const functions = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  const target = `http://127.0.0.1:${await listen(functions, 0)}`;
  const nothing = () => undefined;
  const front = createServer(
    gateway({
      storage: nothing,
      oidc: nothing,
      functions: () => target,
      landing: () => '',
      about: () => ({}),
      demo: noDemo,
    }),
  );
  try {
    const address = `http://127.0.0.1:${await listen(front, 0)}/api/v1/me`;
    const response = await fetch(address, {
      headers: { 'SLS-Offline-Authorizer-Override': '{}', authorization: 'Bearer x' },
    });
    const seen: unknown = await response.json();
    expect(seen).toHaveProperty('authorization', 'Bearer x');
    expect(seen).not.toHaveProperty('sls-offline-authorizer-override');
  } finally {
    await Promise.all([stopServer(front), stopServer(functions)]);
  }
});

describe('what a browser is told', () => {
  /** The front with functions that answer as serverless-offline does: they let the origin of the request read. */
  const withFront = async (use: (url: string) => Promise<void>): Promise<void> => {
    const functions = createServer((request, response) => {
      const { origin } = request.headers;
      if (origin !== undefined) response.setHeader('access-control-allow-origin', origin);
      response.end('{}');
    });
    const target = `http://127.0.0.1:${await listen(functions, 0)}`;
    const signIn = (_: unknown, response: { end: (text: string) => void }) => response.end('<h1>选择登录人员</h1>');
    const front = createServer(
      gateway({
        storage: () => undefined,
        oidc: signIn,
        functions: () => target,
        landing: () => '<h1>归集</h1>',
        about: () => ({ system: 'guiji-local' }),
        demo: noDemo,
      }),
    );
    try {
      await use(`http://127.0.0.1:${await listen(front, 0)}`);
    } finally {
      await Promise.all([stopServer(front), stopServer(functions)]);
    }
  };

  test.each([
    ['GET', { origin: 'https://evil.example' }],
    ['OPTIONS', { origin: 'https://evil.example', 'access-control-request-method': 'GET' }],
    ['GET', { origin: 'null' }],
  ])('no other origin may read the API: %s %j', (method, headers) =>
    withFront(async (url) => {
      const answer = await fetch(`${url}/api/v1/me`, { method, headers });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }),
  );

  test.each(['/start', '/start?code=x', '/oidc/sign-in/1'])('no site may show %s in a frame', (path) =>
    withFront(async (url) => {
      const { headers } = await fetch(`${url}${path}`);
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    }),
  );
});

test('the page of a system that starts reloads by itself', async () => {
  const server = createServer((_, response) => answerStarting(response));
  try {
    const answer = await fetch(`http://127.0.0.1:${await listen(server, 0)}`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await answer.text()).toMatch(/<meta http-equiv="refresh" content="2">.*正在启动/s);
  } finally {
    await stopServer(server);
  }
});

describe('what is no request is refused in Chinese, by a problem with a code', () => {
  const withFront = async (use: (port: number) => Promise<void>): Promise<void> => {
    const answer = (_: unknown, response: { end: (text: string) => void }) => response.end('{}');
    const functions = createServer(answer);
    const target = `http://127.0.0.1:${await listen(functions, 0)}`;
    const front = createServer(
      gateway({
        storage: answer,
        oidc: answer,
        functions: () => target,
        landing: () => '',
        about: () => ({}),
        demo: noDemo,
      }),
    );
    front.on('clientError', refuseUnparsed);
    try {
      await use(await listen(front, 0));
    } finally {
      await Promise.all([stopServer(front), stopServer(functions)]);
    }
  };
  const send = async (port: number, request: string): Promise<string> => {
    const socket = connect(port, '127.0.0.1');
    socket.end(request);
    return await text(socket);
  };

  test.each([
    ['a path that is no UTF-8', 'GET /api/v1/datasets/%FF HTTP/1.1', 400, 'address-not-valid'],
    ['half a percent sequence', 'GET /api/v1/datasets/% HTTP/1.1', 400, 'address-not-valid'],
    ['an unknown method', 'FOO /api/v1/datasets HTTP/1.1', 400, 'request-not-understood'],
    ['an unknown version', 'GET /api/v1/datasets HTTP/9.9', 400, 'request-not-understood'],
    ['no HTTP at all', 'nonsense', 400, 'request-not-understood'],
    ['a broken header', 'GET /api/v1/datasets HTTP/1.1\r\nbad header', 400, 'request-not-understood'],
    ['a long header', `GET /api/v1/datasets HTTP/1.1\r\nx-long: ${'a'.repeat(20_000)}`, 431, 'headers-too-large'],
    ['a long address', `GET /api/v1/${'a'.repeat(20_000)} HTTP/1.1`, 431, 'headers-too-large'],
  ] as const)('%s', (_, request, status, code) =>
    withFront(async (port) => {
      const answer = await send(port, `${request}\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n`);
      const [head = '', body = ''] = answer.split('\r\n\r\n');
      expect(head).toContain(`HTTP/1.1 ${status} `);
      expect(head).toContain('application/problem+json');
      expect(Problem.parse(JSON.parse(body))).toMatchObject({ status, code, detail: kernelRefusals[code].detail });
    }),
  );

  test.each([
    ['a query that is no UTF-8', '/api/v1/datasets/search?q=%FF'],
    ['a path in Chinese', '/datasets/%E4%B8%AD'],
  ])('%s goes to the functions', (_, path) =>
    withFront(async (port) => expect(await (await fetch(`http://127.0.0.1:${port}${path}`)).text()).toBe('{}')),
  );

  test('a browser gets a page', () =>
    withFront(async (port) => {
      const answer = await fetch(`http://127.0.0.1:${port}/datasets/%FF`, { headers: { accept: 'text/html' } });
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('没有这个页面')]);
    }));
});

describe('a demo begins', () => {
  const ask = async (begin: (() => void) | null, init: RequestInit): Promise<Response> => {
    const nothing = () => undefined;
    const functions = () => '';
    const about = () => ({});
    const demo = { origin: 'http://127.0.0.1:8080', begin };
    const front = createServer(gateway({ storage: nothing, oidc: nothing, functions, landing: () => '', about, demo }));
    try {
      const address = `http://127.0.0.1:${await listen(front, 0)}/start/demo`;
      return await fetch(address, { redirect: 'manual', ...init });
    } finally {
      await stopServer(front);
    }
  };

  test.each([
    ['by the form of the landing page', 'POST', 'http://127.0.0.1:8080', [303, 1]],
    ['by the same page at its other name', 'POST', 'http://localhost:8080', [303, 1]],
    ['never by a page of another site', 'POST', 'https://evil.example', [404, 0]],
    ['never by a link', 'GET', 'http://127.0.0.1:8080', [404, 0]],
  ])('%s', async (_, method, origin, expected) => {
    let begun = 0;
    const answer = await ask(() => void (begun += 1), { method, headers: { origin } });
    expect([answer.status, begun]).toEqual(expected);
  });

  test('not in a system that offers none', async () => {
    const answer = await ask(null, { method: 'POST', headers: { origin: 'http://127.0.0.1:8080' } });
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('没有这个页面')]);
  });

  test('not while another process uses its folder, which is said', async () => {
    const refuse = (): never => {
      throw new StartRefused('本机系统已在运行。');
    };
    const answer = await ask(refuse, { method: 'POST', headers: { origin: 'http://127.0.0.1:8080' } });
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('本机系统已在运行。')]);
  });
});
