import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { handler } from '../../../functions/certificates/certificates-public.ts';
import { startStores, type StartedStores } from '../../../infra/local/stores.ts';
import { statusListRepository } from '../../../lib/adapters/certificates/status-list-repository.ts';
import { sweepStatusLists } from '../../../lib/certificates/status-lists/sweep-status-lists.ts';
import { makeStatusListPorts } from '../../../lib/wiring/certificates/make-status-lists.ts';
import { readKeysRoute, readStatusListRoute } from '../../../schemas/certificates/key-routes.ts';
import { statusListValues } from '../../../schemas/certificates/status-list-values.ts';
import { httpEvent, invoke } from '../../api/invoke.ts';
import { openFixture, property } from '../lookup/fixture.ts';

const Payload = z.object({
  sub: z.string(),
  iat: z.int(),
  exp: z.int(),
  ttl: z.int(),
  status_list: z.object({ bits: z.literal(4), lst: z.string() }),
});

let fixture: Awaited<ReturnType<typeof openFixture>>;
let stores: StartedStores;
let stateDir: string;
beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'guiji-test-'));
  [fixture, stores] = await Promise.all([openFixture(), startStores({ stateDir })]);
  vi.stubEnv('AWS_ENDPOINT_URL_S3', stores.endpoints.s3);
  for (const name of ['SIGNING_KEY', 'AWS_ENDPOINT_URL_KMS']) vi.stubEnv(name, stores.environment[name] ?? '');
  vi.stubEnv('PUBLIC_ADDRESS', 'https://luohe.example');
});
afterAll(async () => {
  await Promise.all([fixture.close(), stores.close()]);
  await rm(stateDir, { recursive: true, force: true });
});

const ask = async (params: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
  await invoke(handler, httpEvent(readStatusListRoute, { params, headers }));
const sweep = async () => await sweepStatusLists(makeStatusListPorts(), () => 60_000);
const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
const ofProperty = { type: property.type, year: '2020' };

test('an unknown list is refused with a sentence', async () => {
  expect(await ask({ type: property.type, year: '1999' })).toMatchObject({
    statusCode: 404,
    json: { code: 'status-list-not-found' },
  });
});

test('a list is a token that verifies with the key set; it changes with a status, and only then', async () => {
  const certificates = process.env['CERTIFICATES_TABLE'] ?? '';
  const lists = statusListRepository(fixture.server.tables, certificates, fixture.work);
  const first = await lists.reserve(property.type, 2020, 3, hourAgo);
  await fixture.issue({
    key: 'b1'.repeat(16),
    versions: [
      { version: { list: { year: 2020, index: first } } },
      { version: { list: { year: 2020, index: first + 1 }, status: '07' } },
    ],
  });
  await lists.touch(property.type, 2020, hourAgo);
  expect(await ask(ofProperty)).toMatchObject({ statusCode: 503, json: { code: 'status-list-not-ready' } });

  await sweep();
  const answer = await ask(ofProperty);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/statuslist+jwt',
    'cache-control': 'public, max-age=60',
    'access-control-allow-origin': '*',
  });
  const token = Buffer.from(answer.body, 'base64').toString();
  const keys = readKeysRoute.answer.body.parse((await invoke(handler, httpEvent(readKeysRoute))).json);
  const { payload, protectedHeader } = await jwtVerify(
    token,
    createLocalJWKSet({ keys: keys.keys.map((key) => ({ ...key })) }),
    { typ: 'statuslist+jwt' },
  );
  const { sub, status_list } = Payload.parse(payload);
  const bytes = inflateSync(Buffer.from(status_list.lst, 'base64url'));
  const statusOf = (n: number) => ((bytes[n >> 1] ?? 0) >> ((n & 1) * 4)) & 15;
  expect([sub, protectedHeader.alg]).toEqual([`https://luohe.example/status-lists/${property.type}/2020`, 'ES256']);
  expect([first, first + 1, first + 2].map(statusOf)).toEqual([
    statusListValues.superseded,
    statusListValues.revoked,
    statusListValues.valid,
  ]);

  const tag = answer.headers['etag'] ?? '';
  expect((await ask(ofProperty, { 'if-none-match': tag })).statusCode).toBe(304);
  await fixture.issue({
    key: 'b2'.repeat(16),
    versions: [{ version: { list: { year: 2020, index: first + 2 }, status: '04' } }],
  });
  await lists.touch(property.type, 2020, hourAgo);
  await sweep();
  expect((await ask(ofProperty, { 'if-none-match': tag })).statusCode).toBe(200);
});

test('the key set may be cached by anyone', async () => {
  const { headers } = await invoke(handler, httpEvent(readKeysRoute));
  expect(headers['cache-control']).toBe('public, max-age=300');
});
