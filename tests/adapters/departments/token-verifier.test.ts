import { UnsecuredJWT, exportSPKI, generateKeyPair, type JWTPayload } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { tokenVerifier } from '../../../lib/adapters/departments/token-verifier.ts';
import { startIssuer, type Issuer, type Signing } from './issuer.ts';

const audience = 'urn:guiji:api';
let issuer: Issuer;

beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());
beforeEach(() => issuer.breakIt(undefined));

const seconds = () => Math.floor(Date.now() / 1000);
const claims = (change: JWTPayload = {}): JWTPayload => ({
  iss: issuer.issuer,
  aud: audience,
  sub: 'officer-1',
  scope: 'api',
  iat: seconds(),
  exp: seconds() + 300,
  ...change,
});
const verifier = () => tokenVerifier({ issuer: issuer.issuer, audiences: [audience, 'portal'], scope: 'api' });
const without = (name: string) => Object.fromEntries(Object.entries(claims()).filter(([claim]) => claim !== name));
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('valid tokens', () => {
  test.each<[string, () => JWTPayload, Signing, string]>([
    ['ES256', claims, {}, 'officer-1'],
    ['RS256', claims, { alg: 'RS256' }, 'officer-1'],
    ['PS256', claims, { alg: 'PS256' }, 'officer-1'],
    ['an access token by its type, RFC 9068', claims, { typ: 'at+jwt' }, 'officer-1'],
    ['one audience of several', () => claims({ aud: ['https://elsewhere.example', audience] }), {}, 'officer-1'],
    ['expired 20 seconds ago by our clock', () => claims({ exp: seconds() - 20 }), {}, 'officer-1'],
    ['valid in 20 seconds by our clock', () => claims({ nbf: seconds() + 20 }), {}, 'officer-1'],
    ['a client without a subject', () => ({ ...without('sub'), client_id: 'system-1' }), {}, 'system-1'],
    ['no audience, but a client of ours', () => ({ ...without('aud'), client_id: 'portal' }), {}, 'officer-1'],
    ['one scope of several', () => claims({ scope: 'openid api profile' }), {}, 'officer-1'],
    ['a list of scopes', () => ({ ...without('scope'), scp: ['openid', 'api'] }), {}, 'officer-1'],
    ['token_use is access', () => claims({ token_use: 'access' }), {}, 'officer-1'],
  ])('%s', async (_, payload, signing, subject) => {
    expect(await verifier()(await issuer.sign(payload(), signing))).toEqual({ outcome: 'valid', subject });
  });
});

test.each<[string, () => JWTPayload]>([
  ['no scope', () => without('scope')],
  ['an empty one', () => claims({ scope: '' })],
  ['another one', () => claims({ scope: 'openid profile' })],
  ['one that only begins like it', () => claims({ scope: 'api.read apis' })],
  ['one in other letters', () => claims({ scope: 'API' })],
  ['no text', () => claims({ scope: { api: true } })],
])('a valid token with %s lacks the scope', async (_, payload) => {
  expect(await verifier()(await issuer.sign(payload()))).toEqual({ outcome: 'scope-missing' });
});

describe('invalid tokens', () => {
  test.each<[string, () => Promise<string>]>([
    ['another issuer', () => issuer.sign(claims({ iss: 'https://other.example' }))],
    ['the issuer with a trailing slash', () => issuer.sign(claims({ iss: `${issuer.issuer}/` }))],
    ['no issuer', () => issuer.sign(without('iss'))],
    ['another audience', () => issuer.sign(claims({ aud: 'https://elsewhere.example' }))],
    ['no audience and no client', () => issuer.sign(without('aud'))],
    [
      'another audience, though the client is ours',
      () => issuer.sign(claims({ aud: 'https://elsewhere.example', client_id: 'portal' })),
    ],
    ['expired', () => issuer.sign(claims({ exp: seconds() - 60 }))],
    ['without expiry', () => issuer.sign(without('exp'))],
    ['not valid yet', () => issuer.sign(claims({ nbf: seconds() + 60 }))],
    ['without a subject', () => issuer.sign(without('sub'))],
    ['an id token by its use', () => issuer.sign(claims({ token_use: 'id' }))],
    ['a token of another type', () => issuer.sign(claims(), { typ: 'logout+jwt' })],
    [
      'signed with another key under a known id',
      async () => issuer.sign(claims(), { key: (await generateKeyPair('ES256')).privateKey }),
    ],
    [
      'signed with an unpublished key',
      async () => issuer.sign(claims(), { kid: 'nobody', key: (await generateKeyPair('ES256')).privateKey }),
    ],
    ['signed by an algorithm that is not on the list', () => issuer.sign(claims(), { alg: 'ES384' })],
    ['not signed at all', async () => new UnsecuredJWT(claims()).encode()],
    ['not signed, in other letters', async () => `${encoded({ alg: 'nOnE' })}.${encoded(claims())}.`],
    [
      'HS256 with the public key for a secret',
      async () =>
        issuer.sign(claims(), {
          alg: 'HS256',
          kid: 'RS256',
          key: new TextEncoder().encode(await exportSPKI(issuer.keys.RS256.publicKey)),
        }),
    ],
    [
      'changed after signing',
      async () => {
        const [header, , signature] = (await issuer.sign(claims())).split('.');
        return `${header}.${encoded(claims({ sub: 'officer-2' }))}.${signature}`;
      },
    ],
    ['cut off', async () => (await issuer.sign(claims())).slice(0, -10)],
    [
      'brings its own key',
      async () => {
        const [, payload, signature] = (await issuer.sign(claims())).split('.');
        return `${encoded({ alg: 'ES256', jku: 'https://evil.example/keys', kid: 'x' })}.${payload}.${signature}`;
      },
    ],
    [
      'an unknown critical extension',
      async () => {
        const [, payload, signature] = (await issuer.sign(claims())).split('.');
        return `${encoded({ alg: 'ES256', kid: 'ES256', crit: ['exp'], exp: 1 })}.${payload}.${signature}`;
      },
    ],
    ['no token at all', async () => 'abc'],
    ['five parts, as of an encrypted one', async () => 'a.b.c.d.e'],
  ])('%s', async (_, token) => {
    expect(await verifier()(await token())).toEqual({ outcome: 'not-valid' });
  });
});

describe('when the issuer fails', () => {
  test.each([
    ['discovery', 'issuer-discovery-failed'],
    ['keys', 'issuer-keys-unavailable'],
    ['other-issuer', 'issuer-discovery-mismatch'],
    ['other-protocol', 'issuer-keys-insecure'],
  ] as const)('%s: nothing is said of the token, and the next request tries again', async (what, code) => {
    const verify = verifier();
    const token = await issuer.sign(claims());
    issuer.breakIt(what);
    await expect(verify(token)).rejects.toMatchObject({ code });
    issuer.breakIt(undefined);
    expect(await verify(token)).toEqual({ outcome: 'valid', subject: 'officer-1' });
  });

  // The verifier's own time-out must end these requests; otherwise Vitest's ends the test as a failure.
  test.each([
    ['silent-discovery', { name: 'TimeoutError' }],
    ['silent-keys', { code: 'issuer-keys-unavailable' }],
  ] as const)('%s: a server that never answers is given up, and asked again', async (what, error) => {
    const verify = verifier();
    const token = await issuer.sign(claims());
    issuer.breakIt(what);
    await expect(verify(token)).rejects.toMatchObject(error);
    issuer.breakIt(undefined);
    expect(await verify(token)).toEqual({ outcome: 'valid', subject: 'officer-1' });
  });

  test('a warm verifier fetches document and keys once', async () => {
    const verify = verifier();
    const before = issuer.asked.length;
    const token = await issuer.sign(claims());
    for (let time = 0; time < 5; time += 1) await verify(token);
    expect(issuer.asked.slice(before)).toEqual(['/.well-known/openid-configuration', '/keys']);
  });
});
