import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { identityAddresses } from '../../lib/wiring/identity-addresses.ts';

const issuer = 'https://identity.example.cn/luohe';
const endpoints = { tokenUrl: `${issuer}/token`, authorizationUrl: `${issuer}/auth` };

beforeEach(() => {
  vi.stubEnv('OIDC_ISSUER', issuer);
  vi.stubEnv('OIDC_SCOPE', 'api');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('what the provider tells is kept for ten minutes, and concurrent readers share one question', async () => {
  const ask = vi.fn(async () => await Promise.resolve(endpoints));
  let now = 0;
  const addresses = identityAddresses(ask, () => now);
  expect(await Promise.all([addresses(), addresses()])).toEqual([
    { issuer, scope: 'api', endpoints },
    { issuer, scope: 'api', endpoints },
  ]);
  expect(ask.mock.calls).toEqual([[issuer]]);
  now = 10 * 60_000;
  await addresses();
  expect(ask).toHaveBeenCalledTimes(2);
});

test('a provider that does not answer leaves the document without endpoints, and is asked again after ten seconds', async () => {
  const ask = vi.fn(async () => await Promise.reject<typeof endpoints>(new Error('no answer')));
  let now = 0;
  const addresses = identityAddresses(ask, () => now);
  expect(await addresses()).toEqual({ issuer, scope: 'api' });
  now = 9_999;
  await addresses();
  expect(ask).toHaveBeenCalledTimes(1);
  now = 10_000;
  ask.mockResolvedValueOnce(endpoints);
  expect(await addresses()).toEqual({ issuer, scope: 'api', endpoints });
});
