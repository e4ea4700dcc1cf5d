import { execFile, execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readGrantOpenapi } from '../../../lib/sharing/sandbox/read-grant-openapi.ts';
import { curlLines } from '../../../schemas/sharing/curl-lines.ts';
import { querySandboxRoute, sandboxRoutes } from '../../../schemas/sharing/sandbox-routes.ts';
import { grantRoutes } from '../../../schemas/sharing/use-routes.ts';
import { consumer, grantId } from '../use/use-memory.ts';
import { grantOn, sandboxMemory, seedVersion } from './sandbox-memory.ts';

const version = seedVersion('marriage-registrations');
const grant = grantOn(version, { fields: [{ field: 'marital_status', mask: 'none' }], purpose: "it's 办理" });

async function documentFrom(tokenUrl: string) {
  const ports = {
    ...sandboxMemory(grant, [version]),
    identity: async () =>
      await Promise.resolve({
        issuer: 'http://127.0.0.1',
        scope: 'api',
        endpoints: { tokenUrl, authorizationUrl: tokenUrl },
      }),
  };
  return await readGrantOpenapi(
    { caller: consumer, params: { grant: grantId }, query: {}, body: null, requestId: 'request' },
    ports,
  );
}

test('without the address of tokens there are no lines', async () => {
  const ports = { ...sandboxMemory(grant, [version]), identity: async () => await Promise.resolve(noEndpoints) };
  const input = { caller: consumer, params: { grant: grantId }, query: {}, body: null, requestId: 'request' };
  expect(curlLines(await readGrantOpenapi(input, ports), 'http://127.0.0.1')).toEqual([]);
});
const noEndpoints = { issuer: 'http://127.0.0.1', scope: 'api' };

test.skipIf(!hasTools())(
  'the lines, run as they are, ask for a token and then send what each route takes',
  async () => {
    const received: { readonly call: string; readonly token: string; readonly body: string }[] = [];
    const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
      received.push({
        call: `${request.method} ${request.url}`,
        token: request.headers.authorization ?? '',
        body: await text(request),
      });
      response.end(JSON.stringify({ access_token: 'given' }));
    };
    const server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const base = `http://127.0.0.1:${address.port}`;
    const lines = curlLines(await documentFrom(`${base}/token`), base);
    const env = { ...process.env, GUIJI_ACCOUNT: 'system', GUIJI_SECRET: 'se cret' };
    await promisify(execFile)('bash', ['-ec', lines.map(({ command }) => command).join('\n')], { env });
    await new Promise((resolve) => server.close(resolve));
    const [first, ...calls] = received;
    expect(first).toEqual({
      call: 'POST /token',
      token: `Basic ${Buffer.from('system:se cret').toString('base64')}`,
      body: 'grant_type=client_credentials&scope=api',
    });
    const routes = [...grantRoutes, ...sandboxRoutes];
    for (const { call, token, body } of calls) {
      const route = routes.find(({ method, path }) => `${method} ${path.replace('{grant}', grant.id)}` === call);
      expect([call, token, route?.operation]).toEqual([call, 'Bearer given', expect.any(String)]);
      if (route?.body) expect(route.body.safeParse(JSON.parse(body)).success).toBe(true);
    }
    expect(calls.map(({ call }) => call.replace(/.*\/grants\/\w+\//, ''))).toEqual([
      'sandbox/query',
      'sandbox/verify',
      'sandbox/changes',
      'sandbox',
      'query',
      'verify',
      'changes',
      'usage',
    ]);
    expect(querySandboxRoute.body?.safeParse(JSON.parse(calls[0]?.body ?? '')).success).toBe(true);
  },
);

function hasTools(): boolean {
  try {
    execFileSync('bash', ['-c', 'command -v curl && command -v jq'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
