import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { transform } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { projectDirectory } from '../../../infra/local/project-directory.ts';
import { clientPackage, clientPackageName, GrantOpenapi } from '../../../lib/cli/grant-client/client-package.ts';
import { generateClient } from '../../../lib/cli/grant-client/generate-client.ts';
import { readGrantOpenapi } from '../../../lib/sharing/sandbox/read-grant-openapi.ts';
import {
  querySandbox,
  readSandbox,
  readSandboxChanges,
  verifySandbox,
} from '../../../lib/sharing/sandbox/sandbox-calls.ts';
import { hasHeaders } from '../../../schemas/kernel/route.ts';
import {
  querySandboxRoute,
  readSandboxChangesRoute,
  verifySandboxRoute,
} from '../../../schemas/sharing/sandbox-routes.ts';
import { extractBlocks } from '../../documents/read-document.ts';
import { grantOn, sandboxMemory, seedVersion } from '../../sharing/sandbox/sandbox-memory.ts';
import { consumer } from '../../sharing/use/use-memory.ts';

const version = seedVersion('marriage-registrations');
const grant = grantOn(version, {
  fields: [
    { field: 'marital_status', mask: 'none' },
    { field: 'holder', mask: 'name' },
  ],
});
const ports = sandboxMemory(grant, [version]);
const call = { caller: consumer, params: { grant: grant.id }, query: {}, requestId: 'request' };

const parse = <T>(schema: z.ZodType<T> | null, body: unknown): T => {
  if (schema === null) throw new Error('the route has no body');
  return schema.parse(body);
};

/** The sandbox of the grant over HTTP, with an endpoint of tokens. */
const server = createServer((request, response) => {
  void (async () => {
    const path = (request.url ?? '').replace(`/api/v1/grants/${grant.id}/sandbox`, '');
    const body = request.method === 'POST' && path !== '/oidc/token' ? await json(request) : null;
    const answers: Readonly<Record<string, () => Promise<unknown>>> = {
      '/oidc/token': async () => await Promise.resolve({ access_token: 'given', expires_in: 300 }),
      '': async () => await readSandbox({ ...call, body: null }, ports),
      '/query': async () => await querySandbox({ ...call, body: parse(querySandboxRoute.body, body) }, ports),
      '/verify': async () => await verifySandbox({ ...call, body: parse(verifySandboxRoute.body, body) }, ports),
      '/changes': async () =>
        await readSandboxChanges({ ...call, body: parse(readSandboxChangesRoute.body, body) }, ports),
    };
    const answer = await answers[path]?.();
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(hasHeaders(answer) ? answer.answer : answer));
  })();
});

let folder = '';
const name = clientPackageName(grant.id);
const packageFolder = () => join(folder, 'node_modules', name);

beforeAll(async () => {
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const platform = `http://127.0.0.1:${address.port}`;
  const identity = {
    issuer: platform,
    scope: 'api',
    endpoints: { tokenUrl: `${platform}/oidc/token`, authorizationUrl: platform },
  };
  const document = GrantOpenapi.parse(
    await readGrantOpenapi(
      { ...call, body: null },
      { ...ports, identity: async () => await Promise.resolve(identity) },
    ),
  );
  const source = await readFile(join(projectDirectory, 'lib/cli/grant-client/sign-in.ts'), 'utf8');
  const { code: signIn } = await transform(source, { loader: 'ts', format: 'esm', target: 'node20' });
  const generated = await generateClient(document);
  folder = await mkdtemp(join(tmpdir(), 'guiji-client-test-'));
  await mkdir(packageFolder(), { recursive: true });
  for (const [file, text] of clientPackage({ grant: grant.id, platform, document, generated, signIn }))
    await writeFile(join(packageFolder(), file), text);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await new Promise((resolve) => server.close(resolve));
});

const run = promisify(execFile);

test('the program of the README runs as printed', async () => {
  const [program] = extractBlocks(await readFile(join(packageFolder(), 'README.md'), 'utf8'));
  await writeFile(join(folder, 'program.mjs'), program?.text ?? '');
  const { stdout } = await run(process.execPath, ['program.mjs'], {
    cwd: folder,
    env: { ...process.env, GUIJI_CLIENT_ID: 'system', GUIJI_CLIENT_SECRET: 'secret' },
  });
  expect(stdout).toMatch(/marital_status: '\d+',\s+holder: '.\*.*'/);
  expect(stdout).toMatch(/\{ result: 'yes', sandbox: true \}/);
  expect(stdout).toMatch(/next: '.+'/);
});

test('it is one package without dependencies, which nobody publishes by mistake', async () => {
  const manifest: unknown = JSON.parse(await readFile(join(packageFolder(), 'package.json'), 'utf8'));
  expect(manifest).toMatchObject({ name, private: true, type: 'module' });
  expect(manifest).not.toHaveProperty('dependencies');
});

describe('in TypeScript, with its strictest settings', () => {
  const start = `import { connectGrant } from '${name}';
const { api } = connectGrant({ clientId: 'a', clientSecret: 'b' });
const { data, headers } = await api.queryUnderGrant({ subject: 'c', caseNumber: 'd' });
`;
  const compile = async (program: string): Promise<string> => {
    await writeFile(join(folder, 'use.mts'), start + program);
    const options = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--module', 'nodenext'];
    const compiler = join(projectDirectory, 'node_modules/.bin/tsc');
    return await run(compiler, [...options, '--lib', 'es2024,dom', '--types', '', 'use.mts'], { cwd: folder }).then(
      () => '',
      (error: unknown) =>
        typeof error === 'object' && error !== null && 'stdout' in error ? String(error.stdout) : '',
    );
  };

  test.each([
    ['a granted field', 'const status: string | undefined = data.items[0]?.values.marital_status; void status;', ''],
    ['a field that is not granted', 'data.items[0]?.values.spouse_name;', "'spouse_name' does not exist"],
    ['a call without what must be given', 'await api.queryUnderGrant({ subject: 1 });', "'number' is not assignable"],
    ['a way that is not granted', 'await api.fetchGrantFile();', "'fetchGrantFile' does not exist"],
    ['a header', "const left: string | null = headers.get('RateLimit'); void left;", ''],
    [
      'the sandbox’s mark',
      'const mark: true = (await api.querySandbox({ subject: "c" })).data.sandbox; void mark;',
      '',
    ],
  ])('%s', async (_, program, error) => {
    const found = await compile(program);
    if (error === '') expect(found).toBe('');
    else expect(found).toContain(error);
  });
});
