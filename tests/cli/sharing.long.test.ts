import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startLocalStack } from '../../infra/local/local-stack.ts';
import { projectDirectory } from '../../infra/local/project-directory.ts';
import { runGuide } from '../documents/run-guide.ts';
import { call } from './run-cli.ts';

// The whole system on one port: the demo of sharing by HTTP only, and the guide of those who use data under its grant.

let folder: string;
let stack: Awaited<ReturnType<typeof startLocalStack>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-sharing-'));
  stack = await startLocalStack({ port: 0, stateDir: join(folder, 'state') });
});
afterAll(async () => {
  await stack?.close();
  await rm(folder, { recursive: true, force: true });
});

const runDemo = async (...options: readonly string[]): Promise<{ readonly code: number; readonly output: string }> =>
  await new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(projectDirectory, 'infra/tools/demo/sharing/demo-sharing.ts'), '--url', stack.url, ...options],
      { env: { ...process.env, GUIJI_STATE: join(folder, 'state') }, maxBuffer: 16 * 1024 ** 2 },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : 1, output: stdout + stderr }),
    );
  });

test('the demo ends with everything equal, up to the end of the grant, and again with a grant that stays', async () => {
  for (const options of [[], ['--keep']]) {
    const { code, output } = await runDemo(...options);
    expect(output.slice(-2000)).toContain('演示完成，全部相符');
    expect([code, output.includes('一分钟内不能再用')]).toEqual([0, options.length === 0]);
  }
}, 600_000);

const missingTools = ['bash', 'curl', 'jq'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);

describe.skipIf(missingTools.length > 0)('using data under a grant (needs bash, curl, jq)', () => {
  const guideFolder = () => join(folder, 'guide');
  const environment = () => ({ GUIJI_URL: stack.url, GUIJI_CACHE: join(folder, 'cache') });

  test('the guide, block by block, up to the generated client', async () => {
    await mkdir(guideFolder());
    const [grants = '', sandbox = '', query = '', feed = '', client = '', refusal = ''] = await runGuide({
      guide: 'docs/guides/using-data.md',
      folder: guideFolder(),
      environment: environment(),
      replacements: { 'http://127.0.0.1:8080': stack.url, 'node try-client': `"${process.execPath}" try-client` },
    });
    expect(grants).toContain('"marriage-registrations"');
    expect(JSON.parse(sandbox)).toMatchObject({ sandbox: true, items: [{ asked: 0 }] });
    const values = { marital_status: '21', registry: '漯河市民政局婚姻登记处', holder: '吴*梦' };
    expect(query).toContain(JSON.stringify(values).slice(1, -1));
    expect(query).toContain('"result":"yes"');
    expect(feed).toMatch(/"more":(true|false)/);
    expect(client).toContain("holder: '吴*梦'");
    expect(refusal).toContain('[403,"field-not-granted",');
  }, 60_000);

  test('a client is updated in its own folder, and written over nothing else', async () => {
    const account = {
      environment: {
        ...environment(),
        GUIJI_CLIENT_ID: 'public-security-system',
        GUIJI_CLIENT_SECRET: 'public-security-system-secret',
      },
      bundledSignIn: join(projectDirectory, 'dist/cli/sign-in.js'),
    };
    const out = ['--out', join(guideFolder(), 'grant-client')];
    const { stdout } = await call(['client', '01ARZ3NDEKTSV4RRFFQ69G5FAV', ...out], account);
    expect(stdout).toBe('');
    const words = ['client', '01ARZ3NDEKTSV4RRFFQ69G5FAV', '--out', join(guideFolder(), 'other')];
    expect((await call(words, account)).stderr).toContain('没有这个授权');
    expect((await call(['client', '编号'], account)).stderr).toContain('不是授权编号');
  });
});

test('no function asked for more than its role grants', () => {
  expect(stack.access.denials()).toEqual([]);
});
