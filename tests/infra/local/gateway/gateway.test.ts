import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { gateway } from '../../../../infra/local/gateway/gateway.ts';
import { listen, stopServer } from '../../../../infra/local/listen.ts';

test('removes headers by which serverless-offline would accept an identity', async () => {
  const functions = createServer((request, response) => response.end(JSON.stringify(request.headers)));
  const target = `http://127.0.0.1:${await listen(functions, 0)}`;
  const nothing = () => undefined;
  const front = createServer(gateway({ storage: nothing, oidc: nothing, functions: () => target, landing: () => '' }));
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
