import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type LocalStack, startLocalStack } from '../../../../infra/local/local-stack.ts';
import { openApiUser } from '../../../../infra/tools/demo/api-user.ts';
import { citySteps } from '../../../../infra/tools/demo/city/city-steps.ts';
import { cityRows } from '../../../../infra/tools/demo/city/city.ts';
import { fillCity } from '../../../../infra/tools/demo/city/fill-city.ts';
import { readDepartment } from '../../../../infra/tools/demo/city/service-source.ts';
import { findCertificatesRoute } from '../../../../schemas/certificates/lookup-routes.ts';
import { listBatchesRoute } from '../../../../schemas/certificates/status-routes.ts';
import { listCoverageRoute } from '../../../../schemas/certificates/type-routes.ts';
import { listAllDeliveriesRoute } from '../../../../schemas/collection/routes.ts';
import { listSourcesRoute } from '../../../../schemas/collection/sources/routes.ts';
import { readPortalSettingsRoute } from '../../../../schemas/departments/portal-settings.ts';
import { Progress } from '../../../../schemas/departments/progress.ts';
import { listTasksRoute, readProgressRoute } from '../../../../schemas/departments/routes.ts';

// The whole system begins its demo as `npm start -- --demo` does, and is asked by the API what it then shows.

let folder: string;
let stack: LocalStack;
const said: string[] = [];
const start = async (demo: boolean): Promise<LocalStack> =>
  await startLocalStack({ port: 0, stateDir: join(folder, 'state'), demo });
const fill = async (): Promise<void> =>
  await fillCity({
    url: stack.url,
    stateDir: join(folder, 'state'),
    clock: stack.clock,
    say: (line) => void said.push(line),
  });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-city-'));
  await chmod(folder, 0o711); // the demo department's database runs as an account of its own
  stack = await start(true);
  await fill();
}, 600_000);
afterAll(async () => {
  await stack?.close();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const as = (account: string) => openApiUser(stack.url, account).api;
const centre = () => as('information-center-system');
const kindsOf = async (account: string) => (await as(account).call(listTasksRoute, {})).items.map(({ kind }) => kind);

const Token = z.object({ access_token: z.string() });

/** What the supervising office sees on a day. */
async function progressOn(day: string): Promise<Progress> {
  const account = 'reform-office-system';
  const answer = await fetch(`${stack.url}/oidc/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${account}:${account}-secret`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'api' }),
  });
  const { access_token: token } = Token.parse(await answer.json());
  const headers = { authorization: `Bearer ${token}`, 'x-viewed-day': day };
  return Progress.parse(await (await fetch(`${stack.url}${readProgressRoute.path}`, { headers })).json());
}

test('each step was said once, in its order', () => {
  expect(said.filter((line) => line.startsWith('演示数据 '))).toHaveLength(citySteps.length);
});

test('deliveries are good and bad, and lie in late November 2020', async () => {
  const { items } = await centre().call(listAllDeliveriesRoute, { query: { limit: '100' } });
  const count = (status: string) => items.filter((delivery) => delivery.status === status).length;
  expect([count('awaiting-approval'), count('returned'), count('failed')]).toEqual([1, 1, 0]);
  expect(count('published')).toBe(items.length - 2);
  expect(items.length).toBeGreaterThanOrEqual(15);
  expect(items.some(({ rowCounts }) => (rowCounts?.rejected ?? 0) > 1)).toBe(true);
  const days = new Set(items.map(({ createdAt }) => createdAt.slice(0, 10)));
  expect([...days].toSorted()).toEqual(['2020-11-20', '2020-11-23', '2020-11-24', '2020-11-25', '2020-11-26']);
});

test.each([
  [
    'information-center-checker',
    [
      'sources-failing',
      'deliveries-to-approve',
      'batches-to-approve',
      'drafts-to-review',
      'links-to-confirm',
      'people-to-confirm',
    ],
  ],
  ['public-security-system', ['updates-overdue', 'datasets-unlinked']],
  ['civil-affairs-system', ['sources-failing', 'deliveries-returned', 'datasets-unlinked']],
  ['market-regulation-system', ['deliveries-returned', 'datasets-unlinked']],
  ['education-system', ['drafts-returned', 'people-to-confirm']],
])('%s has to do: %j', async (account, kinds) => {
  expect(await kindsOf(account)).toEqual(expect.arrayContaining(kinds));
});

test('departments are in all states, and a day in December shows who is late', async () => {
  const late = async (day: string) =>
    (await progressOn(day)).batches.map(({ departments }) => departments.filter((one) => one.late).length);
  const { today, batches } = await progressOn('2020-11-26');
  const states = batches.flatMap(({ departments }) => departments.map(({ state }) => state));
  expect([today, new Set(states)]).toEqual(['2020-11-26', new Set(['complete', 'begun', 'not-begun', 'no-catalogue'])]);
  expect(states.filter((state) => state === 'complete').length).toBeGreaterThanOrEqual(4);
  expect(await late('2020-11-26')).toEqual([0, 0, 0, 0]);
  const [first = 0, second] = await late('2020-12-06');
  expect([first > 5, second]).toEqual([true, 0]);
});

test('a service fails, and says why; a front-end table is read where PostgreSQL is found', async () => {
  const { items } = await centre().call(listSourcesRoute, {});
  const { database } = readDepartment(join(folder, 'state'));
  const shown = items.map(({ dataset, health }) => [dataset, health.lastFailure?.code, health.streak < 0]);
  expect(shown.toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
    ['elderly-cards', 'http-status', true],
    ...(database === null ? [] : [['vehicles', undefined, false]]),
  ]);
  expect(said.some((line) => line.includes('没有可用的 PostgreSQL'))).toBe(database === null);
});

test('certificates were issued, one is annulled, and three wait for a second person', async () => {
  const { items } = await centre().call(listCoverageRoute, {});
  const issued = items.flatMap(({ type, total }) => (total.issued > 0 ? [`${type} ${total.issued}`] : []));
  expect(issued.toSorted()).toEqual([
    'certificate-grassroots-legal-worker 12',
    'certificate-human-resources-service 15',
    'certificate-real-estate-title 20',
  ]);
  const type = 'certificate-real-estate-title';
  const [number = ''] = cityRows(type, 1).map((row) => String(row['certificate_number']));
  const owner = as('natural-resources-system');
  const found = await owner.call(findCertificatesRoute, { body: { type, number } });
  expect(found.items.map(({ status }) => status.validity)).toEqual(['annulled']);
  const batches = await owner.call(listBatchesRoute, {});
  expect(batches.items.map(({ status }) => status)).toEqual(['prepared']);
});

test('a later plain start goes on with the demo, and makes nothing again', async () => {
  const before = await centre().call(listAllDeliveriesRoute, { query: { limit: '100' } });
  await stack.close();
  stack = await start(false);
  const sentences = said.length;
  await fill();
  const { demo } = await as('education-system').call(readPortalSettingsRoute, {});
  expect([said.length, demo?.now.slice(0, 10)]).toEqual([sentences, '2020-11-26']);
  const after = await centre().call(listAllDeliveriesRoute, { query: { limit: '100' } });
  expect(after.items.map(({ id }) => id)).toEqual(before.items.map(({ id }) => id));
}, 120_000);

test('no function asked for more than its role grants', () => {
  expect(stack.access.denials()).toEqual([]);
});
