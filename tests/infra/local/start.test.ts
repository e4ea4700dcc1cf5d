import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { listen, stopServer } from '../../../infra/local/listen.ts';

// The tests share one started system where they can: each start takes seconds.

const script = join(import.meta.dirname, '../../../infra/local/start.ts');
type Running = { child: ChildProcess; url: string; output: () => string; exit: Promise<number | null> };

function launch(...args: string[]): { child: ChildProcess; output: () => string; exit: Promise<number | null> } {
  const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { child, output: () => output, exit: new Promise((resolve) => child.once('exit', resolve)) };
}

async function start(state: string): Promise<Running> {
  const launched = launch('--port', '0', '--state', state);
  while (!launched.output().includes('Ctrl-C 停止') && launched.child.exitCode === null)
    await new Promise((resolve) => setTimeout(resolve, 50));
  const url = /请打开\s+(http:\/\/127\.0\.0\.1:\d+)/.exec(launched.output())?.[1];
  if (url === undefined) throw new Error(`It did not start:\n${launched.output()}`);
  return { ...launched, url };
}

/** Function hosts whose parent process has died. */
function countOrphans(): number {
  return execFileSync('ps', ['-eo', 'ppid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => /^\s*1\s.*functions-host\.ts/.test(line)).length;
}

const Token = z.object({ access_token: z.string() });
async function requestToken(url: string, client: string, secret = `${client}-secret`): Promise<Response> {
  return fetch(`${url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'api' }),
  });
}
async function bearer(url: string, client: string): Promise<{ authorization: string }> {
  return { authorization: `Bearer ${Token.parse(await (await requestToken(url, client)).json()).access_token}` };
}

const state = mkdtempSync(join(tmpdir(), 'guiji-start-'));
let running: Running;
beforeAll(async () => {
  running = await start(state);
});
afterAll(async () => {
  running.child.kill('SIGTERM');
  await running.exit;
  rmSync(state, { recursive: true, force: true });
});

describe('one port', () => {
  test.each<[string, number, RegExp]>([
    ['/', 200, /归集/],
    ['/api/v1/docs', 200, /<html lang="zh-CN"/],
    ['/api/v1/openapi.json', 200, /"openapi":\s*"3\.1/],
    ['/oidc/.well-known/openid-configuration', 200, /jwks_uri/],
    ['/api/v1/me', 401, /not-signed-in/],
    ['/api/v1/nothing/here', 404, /route-not-found/],
    ['/storage/guiji-local-raw/x', 403, /AccessDenied/],
    ['/datasets/any', 200, /<script type="module" src="\/assets\/main-/],
    ['/assets/gone.js', 404, /route-not-found/],
    ['/start', 200, /本机系统/],
  ])('%s → %i', async (path, status, text) => {
    const answer = await fetch(`${running.url}${path}`);
    expect(answer.status).toBe(status);
    expect(await answer.text()).toMatch(text);
  });
});

test('the state folder is its owner’s alone', () => {
  expect(statSync(state).mode & 0o066).toBe(0);
  for (const name of readdirSync(state)) expect([name, statSync(join(state, name)).mode & 0o066]).toEqual([name, 0]);
});

describe('identity', () => {
  test('a system signs in and has its department', async () => {
    const me = await fetch(`${running.url}/api/v1/me`, { headers: await bearer(running.url, 'civil-affairs-system') });
    expect(await me.json()).toMatchObject({
      subject: 'civil-affairs-system',
      roles: ['provider'],
      department: { name: '市民政局' },
    });
  });

  test('the seed catalogue is there', async () => {
    const answer = await fetch(`${running.url}/api/v1/datasets?limit=200`, {
      headers: await bearer(running.url, 'information-center-system'),
    });
    expect(z.object({ items: z.array(z.unknown()) }).parse(await answer.json()).items).toHaveLength(193);
  });

  test('a wrong secret gets no token', async () => {
    expect((await requestToken(running.url, 'civil-affairs-system', 'wrong')).status).toBe(401);
  });

  test('a person picked from the list signs in by authorization code with PKCE', async () => {
    const { url } = running;
    const verifier = randomBytes(32).toString('base64url');
    const jar = new Map<string, string>();
    const go = async (address: string, init: RequestInit = {}): Promise<Response> => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const answer = await fetch(new URL(address, url), {
        ...init,
        redirect: 'manual',
        headers: { ...Object.fromEntries(new Headers(init.headers)), cookie },
      });
      for (const set of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
        jar.set(name, value);
      }
      return answer;
    };
    const asked = new URLSearchParams({
      client_id: 'guiji-portal',
      response_type: 'code',
      scope: 'openid profile api',
      redirect_uri: `${url}/signed-in`,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      state: 's',
    });
    const begun = await go(`/oidc/auth?${asked.toString()}`);
    const page = begun.headers.get('location') ?? '';
    expect(await (await go(page)).text()).toMatch(/王芳.*市公安局/);
    const chosen = await go(page, { method: 'POST', body: new URLSearchParams({ account: 'wang-fang' }) });
    const back = await go(chosen.headers.get('location') ?? '');
    const code = new URL(back.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const answer = await go('/oidc/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: 'guiji-portal',
        code,
        redirect_uri: `${url}/signed-in`,
        code_verifier: verifier,
      }),
    });
    const { access_token: token } = Token.parse(await answer.json());
    expect(decodeJwt(token)).toMatchObject({ sub: 'wang-fang', aud: 'urn:guiji:api', iss: `${url}/oidc` });
    const me = await fetch(`${url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } });
    expect(await me.json()).toMatchObject({ name: '王芳', kind: 'person', roles: ['provider'] });
    expect(
      (
        await go(
          `/oidc/auth?${new URLSearchParams([...asked].filter(([name]) => !name.startsWith('code_'))).toString()}`,
        )
      ).headers.get('location'),
    ).toMatch(/error=invalid_request/);
  });
});

test('a workbook passes from upload through the queues to a result, and a restart keeps everything', async () => {
  const { url } = running;
  const dataset = `${url}/api/v1/datasets/marriage-registrations`;
  const headers = await bearer(url, 'civil-affairs-system');
  const template = new Uint8Array(await (await fetch(`${dataset}/template`, { headers })).arrayBuffer());
  const made = await fetch(`${dataset}/deliveries`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ mode: 'full', fileName: '空.xlsx', size: template.length }),
  });
  const { delivery, upload } = z
    .object({
      delivery: z.object({ id: z.string() }),
      upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
    })
    .parse(await made.json());
  const post = async (): Promise<number> => {
    const form = new FormData();
    for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
    form.append('file', new Blob([template]), '空.xlsx');
    return (await fetch(upload.url, { method: 'POST', body: form })).status;
  };
  expect(await post()).toBe(204);
  expect(await post()).toBe(412);
  const status = async (address: string, token: { authorization: string }) =>
    z
      .object({ status: z.string() })
      .parse(await (await fetch(`${address}/api/v1/deliveries/${delivery.id}`, { headers: token })).json()).status;
  await expect.poll(() => status(url, headers)).toBe('returned'); // a template has no rows

  running.child.kill('SIGKILL');
  await running.exit;
  await expect.poll(countOrphans).toBe(0);
  running = await start(state);
  expect(running.output()).not.toMatch(/第一次启动/);
  expect(await status(running.url, await bearer(running.url, 'civil-affairs-system'))).toBe('returned');
});

describe('a refused start prints one sentence', () => {
  const fails = async (args: readonly string[], sentence: RegExp): Promise<void> => {
    const { exit, output } = launch(...args);
    expect(await exit).toBe(1);
    const lines = output()
      .split('\n')
      .filter((line) => line !== '' && !/^(正在|函数已)/.test(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(sentence);
  };

  test('a port in use', async () => {
    const server = createServer();
    const port = await listen(server, 0);
    await fails(
      ['--port', String(port), '--state', join(state, '..', `never-${port}`)],
      new RegExp(`端口 ${port} 已被其他程序占用`),
    );
    await stopServer(server);
  });

  test('a port that is no number', () => fails(['--port', 'web'], /不是 0 到 65535 的整数/));
  test('an unknown signing algorithm', () => fails(['--signing', 'rsa'], /只能是 es256 或 sm2/));
  test('an unknown option', () => fails(['--prot', '1'], /用法/));
  test('a folder that nobody can make', () =>
    fails(['--port', '0', '--state', '/proc/x/y'], /数据文件夹 .*无法使用（.*不能在那里建立文件夹）/));
  test('a state folder in use', () => fails(['--port', '0', '--state', state], /已在运行/));
  test('started twice, on the same port with the same folder', () =>
    fails(['--port', new URL(running.url).port, '--state', state], /已在运行/));

  describe('damaged state', () => {
    const intact = mkdtempSync(join(tmpdir(), 'guiji-broken-'));
    beforeAll(async () => {
      const first = await start(intact);
      first.child.kill('SIGINT');
      expect(await first.exit).toBe(0);
    });
    afterAll(() => rmSync(intact, { recursive: true, force: true }));

    /** Damages one file or folder of a state that has started before, and restores it afterwards. */
    test.each<[string, string, (path: string) => void]>([
      ['tables', 'tables', (path) => readdirSync(path).forEach((name) => writeFileSync(join(path, name), 'garbage'))],
      ['queues', 'queues', (path) => writeFileSync(join(path, 'fauxqs.db'), 'garbage '.repeat(1000))],
      ['objects', 'objects', (path) => appendFileSync(join(path, 'journal.ndjson'), 'garbage\n')],
      ['keys of the identity service', 'identity.json', (path) => writeFileSync(path, '{}')],
      ['the record of what was seeded', 'seeded.json', (path) => writeFileSync(path, '{"departments":4')],
      ['keys of the identity service, cut off', 'identity.json', (path) => writeFileSync(path, '{"jwks":{')],
      ['keys that sign certificates', 'signing-key.json', (path) => writeFileSync(path, '{}')],
    ])(
      '%s',
      async (_, name, damage) => {
        const path = join(intact, name);
        const backup = join(intact, '..', `${basename(intact)}-${name}`);
        cpSync(path, backup, { recursive: true });
        damage(path);
        await fails(['--port', '0', '--state', intact], /已损坏或无法打开.*npm run reset/);
        rmSync(path, { recursive: true });
        renameSync(backup, path);
      },
      120_000,
    );
  });
});
