import { describe, expect, test } from 'vitest';
import { otherAddresses } from '../../../lib/wiring/portal/other-addresses.ts';
import { contentPolicy, portalResponse, type PortalPages } from '../../../lib/wiring/portal/portal-response.ts';
import { uploadOrigin } from '../../../lib/wiring/portal/upload-origin.ts';
import { invoke } from '../invoke.ts';

const pages: PortalPages = {
  asset: async (name, encoding) =>
    name === 'main-ABC.js'
      ? { bytes: new TextEncoder().encode(`${name} by ${encoding}`), mediaType: 'text/javascript; charset=utf-8' }
      : undefined,
  page: async () => '<meta name="style-nonce" nonce="{nonce}" />',
  nonce: () => 'bm9uY2U=',
  connects: ['https://id.city.example'],
};

describe('addresses of the portal', () => {
  test.each(['/', '/datasets', '/deliveries/01JD0000000000000000000000', '/signed-in'])(
    '%s is the page',
    async (path) => {
      const answer = await portalResponse({ path }, pages);
      expect(answer).toMatchObject({
        statusCode: 200,
        headers: { 'cache-control': 'no-store', 'x-frame-options': 'DENY' },
        body: '<meta name="style-nonce" nonce="bm9uY2U=" />',
      });
      expect(answer?.headers['content-security-policy']).toContain("style-src 'self' 'nonce-bm9uY2U='");
    },
  );

  test.each([
    ['br, gzip', 'br'],
    ['gzip, deflate', 'gzip'],
    [undefined, 'gzip'],
  ])('a hashed file for %s is packed by %s and kept for ever', async (acceptEncoding, encoding) => {
    const answer = await portalResponse({ path: '/assets/main-ABC.js', acceptEncoding }, pages);
    expect(answer?.headers).toMatchObject({
      'content-encoding': encoding,
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(Buffer.from(answer?.body ?? '', 'base64').toString()).toBe(`main-ABC.js by ${encoding}`);
  });

  test.each(['/assets/gone.js', '/assets/', '/assets/../index.html', '/assets/a/b.js'])(
    '%s is no file',
    async (path) => {
      expect(await portalResponse({ path }, pages)).toBeUndefined();
    },
  );
});

test('the policy allows no script but files of this origin, no frame around it, and calls to the issuer alone', () => {
  const policy = contentPolicy('x', ['https://id.city.example']);
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("connect-src 'self' https://id.city.example;");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|\*/);
});

describe('what no route matches', () => {
  const handler = otherAddresses(() => pages);
  const ask = (method: string, rawPath: string) =>
    invoke(handler, {
      version: '2.0',
      routeKey: '$default',
      rawPath,
      headers: {},
      requestContext: { requestId: 'r', http: { method } },
    });

  test('a GET outside of the API is the portal', async () => {
    expect(await ask('GET', '/datasets')).toMatchObject({ statusCode: 200 });
  });

  test.each([
    ['GET', '/api/v1/nothing'],
    ['GET', '/verify/nothing'],
    ['GET', '/keys/1'],
    ['GET', '/assets/gone.js'],
    ['POST', '/datasets'],
    ['DELETE', '/api/v1/datasets'],
  ])('%s %s is refused in Chinese', async (method, path) => {
    expect(await ask(method, path)).toMatchObject({ statusCode: 404, json: { code: 'route-not-found' } });
  });
});

test.each([
  ['cn-north-1', '', 'https://city-raw.s3.cn-north-1.amazonaws.com.cn'],
  ['eu-west-1', '', 'https://city-raw.s3.eu-west-1.amazonaws.com'],
  ['local', 'http://127.0.0.1:8080/storage', 'http://127.0.0.1:8080'],
])('forms for uploads in %s %s lead to %s', (region, endpoint, origin) => {
  expect(uploadOrigin({ bucket: 'city-raw', region, endpoint })).toBe(origin);
});
