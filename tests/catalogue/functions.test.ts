import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { localCredentials } from '../../infra/local/local-credentials.ts';
import { seedCodeLists, seedDatasets, seedDepartments } from '../../infra/seeds/index.ts';
import { publishedCatalogue } from '../../lib/wiring/catalogue.ts';
import { seedCatalogue } from '../../lib/wiring/seed-catalogue.ts';
import { seedDepartments as writeDepartments } from '../../lib/wiring/seed-departments.ts';
import { listCodeListsRoute, readCodeListRoute } from '../../schemas/catalogue/code-list-routes.ts';
import { CodeList } from '../../schemas/catalogue/code-list.ts';
import { catalogueRoutes } from '../../schemas/catalogue/routes.ts';
import * as routes from '../../schemas/catalogue/routes.ts';
import { DatasetVersionView, SearchHit } from '../../schemas/catalogue/views.ts';
import { tableServers, type TableServer } from '../adapters/dynamodb/table-servers.ts';
import { handlerOf } from '../api/handler-of.ts';
import { httpEvent, invoke } from '../api/invoke.ts';
import { caller } from './builders.ts';
import { catalogueProperties, nameOf } from './catalogue-properties.ts';

const seed = {
  datasets: seedDatasets().map(({ dataset, code, content }) => ({ dataset, code, content })),
  codeLists: [...seedCodeLists().values()],
  departments: seedDepartments(),
};
const maker = caller('maker', 'provider', 'public-security');
const checker = caller('checker', 'operator', 'information-center');
const consumer = caller('consumer', 'consumer', 'public-security');

let server: TableServer;
beforeAll(async () => {
  const properties = await catalogueProperties();
  const [dynalite] = tableServers;
  if (dynalite === undefined) throw new Error('No table server');
  server = await dynalite.start(properties);
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', server.endpoint);
  vi.stubEnv('AWS_REGION', 'cn-north-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', localCredentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', localCredentials.secretAccessKey);
  vi.stubEnv('CATALOGUE_TABLE', nameOf(properties, 'catalogue'));
  vi.stubEnv('EVENTS_TABLE', nameOf(properties, 'events'));
  vi.stubEnv('ACCOUNTS_TABLE', nameOf(properties, 'accounts'));
  vi.stubEnv('DEPARTMENTS_TABLE', nameOf(properties, 'departments'));
  await writeDepartments(seed.departments, [
    { ...maker, active: true },
    { ...checker, active: true },
  ]);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await server.close();
});

describe('seeding', () => {
  test('writes the 62 entries once, and nothing when repeated', async () => {
    expect(await seedCatalogue(seed)).toBe(62);
    expect(await seedCatalogue(seed)).toBe(0);
  });

  test('refuses an unknown provider', async () => {
    await expect(seedCatalogue({ ...seed, departments: [] })).rejects.toThrow('seed-provider-unknown');
  });

  test('other rooms find version 1 and the code lists they ask for', async () => {
    const { publishedVersion, publishedVersions, codeLists } = publishedCatalogue();
    for (const { dataset, content } of seed.datasets)
      expect((await publishedVersion(dataset))?.content).toEqual(content);
    expect(await publishedVersion('nowhere')).toBeNull();
    expect((await publishedVersions('resident-id-cards')).map(({ version, status }) => [version, status])).toEqual([
      [1, 'published'],
    ]);
    expect(await publishedVersions('nowhere')).toEqual([]);
    expect([...(await codeLists(['sex', 'nowhere'])).keys()]).toEqual(['sex']);
  });
});

const handlers = new Map(
  await Promise.all(
    catalogueRoutes.map(async (route) => {
      return [route.operation, await handlerOf(route)] as const;
    }),
  ),
);
const ask = async (
  route: (typeof catalogueRoutes)[number],
  request: Parameters<typeof httpEvent>[1],
  requestId?: string,
) => {
  const handler = handlers.get(route.operation);
  if (handler === undefined) throw new Error(`No function ${route.operation}`);
  return await invoke(handler, httpEvent(route, request), requestId);
};
const place = { dataset: 'resident-id-cards', version: '1' };

describe('the functions', () => {
  test.each([
    ['list', routes.listDatasetsRoute, { query: { limit: '10' } }, 200],
    ['search', routes.searchDatasetsRoute, { query: { q: 'jmsfz' } }, 200],
    ['read', routes.readDatasetRoute, { params: { dataset: place.dataset } }, 200],
    ['versions', routes.listVersionsRoute, { params: { dataset: place.dataset } }, 200],
    ['version', routes.readVersionRoute, { params: place }, 200],
    [
      'compare',
      routes.compareVersionsRoute,
      { params: { dataset: place.dataset }, query: { from: '1', to: '1' } },
      200,
    ],
    ['export', routes.exportDatasetRoute, { params: place }, 200],
    ['export as a workbook', routes.exportDatasetSheetRoute, { params: place }, 200],
    ['code lists', listCodeListsRoute, {}, 200],
    ['code list', readCodeListRoute, { params: { codeList: 'sex' } }, 200],
    ['unknown code list', readCodeListRoute, { params: { codeList: 'nowhere' } }, 404],
    ['unknown entry', routes.readDatasetRoute, { params: { dataset: 'nowhere' } }, 404],
    ['unknown version', routes.readVersionRoute, { params: { ...place, version: '7' } }, 404],
    ['no number', routes.readVersionRoute, { params: { ...place, version: 'latest' } }, 400],
    ['search for nothing', routes.searchDatasetsRoute, { query: { q: ' ' } }, 400],
  ] as const)('%s', async (_, route, request, status) => {
    const answer = await ask(route, { ...request, caller: consumer });
    expect(answer.statusCode, answer.body).toBe(status);
    if (status === 404) expect(JSON.stringify(answer.json)).not.toMatch(/[{]\w+[}]/);
  });

  test('pinyin initials find the entry and give the reason', async () => {
    const { json } = await ask(routes.searchDatasetsRoute, { caller: consumer, query: { q: 'jmsfz' } });
    const { items } = routes.searchDatasetsRoute.answer.body.parse(json);
    const best = SearchHit.parse(items[0]);
    expect(best).toMatchObject({ dataset: 'resident-id-cards', departmentName: '市公安局' });
    expect(best.reasons[0]).toMatchObject({
      location: 'name',
      matchType: 'initials',
      detail: '信息资源名称“居民身份证信息”的拼音首字母与“jmsfz”相符。',
    });
  });

  test('the workbook is downloaded under its name', async () => {
    const answer = await ask(routes.exportDatasetSheetRoute, { caller: consumer, params: place });
    expect(answer.headers['content-disposition']).toContain(encodeURIComponent('居民身份证信息'));
    expect(Buffer.from(answer.body, 'base64').subarray(0, 2).toString()).toBe('PK');
  });

  test('a department changes its entry, the centre publishes it, and the search finds it', async () => {
    const view = ({ json, body }: { json: unknown; body: string }) => {
      const parsed = DatasetVersionView.safeParse(json);
      if (!parsed.success) throw new Error(body);
      return parsed.data;
    };
    const draft = view(
      await ask(routes.draftVersionRoute, { caller: maker, params: { dataset: place.dataset }, body: '{}' }),
    );
    const params = { dataset: place.dataset, version: '2' };
    const content = { ...draft.content, metadata: { ...draft.content.metadata, aliases: ['漯河市民身份凭证'] } };
    const edited = view(
      await ask(routes.editDraftRoute, {
        caller: maker,
        params,
        body: JSON.stringify({ lockVersion: draft.lockVersion, content }),
      }),
    );
    expect(edited.faults).toEqual([]);
    const submitted = view(
      await ask(routes.submitDatasetRoute, {
        caller: maker,
        params,
        body: JSON.stringify({ lockVersion: edited.lockVersion }),
      }),
    );
    const early = await ask(routes.publishDatasetRoute, {
      caller: checker,
      params,
      body: JSON.stringify({ lockVersion: submitted.lockVersion }),
    });
    expect([early.statusCode, early.json]).toMatchObject([
      409,
      { code: 'transition-not-allowed', detail: '第 2 版现在的状态是“待审核”，不能发布。请刷新后按当前状态办理。' },
    ]);
    const approved = view(
      await ask(routes.approveDatasetRoute, {
        caller: checker,
        params,
        body: JSON.stringify({ lockVersion: submitted.lockVersion }),
      }),
    );
    const published = view(
      await ask(
        routes.publishDatasetRoute,
        { caller: checker, params, body: JSON.stringify({ lockVersion: approved.lockVersion }) },
        'publication',
      ),
    );
    expect(published).toMatchObject({ status: 'published', version: 2, compatibility: 'compatible' });
    const { json } = await ask(routes.searchDatasetsRoute, { caller: consumer, query: { q: 'lhsmsfpz' } });
    expect(
      routes.searchDatasetsRoute.answer.body.parse(json).items.map(({ dataset, version }) => [dataset, version]),
    ).toEqual([[place.dataset, 2]]);
  });

  test('a new entry continues the department’s serial numbers', async () => {
    const [sibling] = seed.datasets;
    if (sibling === undefined) throw new Error('No seeds');
    const maker = caller('maker', 'provider', sibling.content.metadata.provider);
    const answer = await ask(routes.draftDatasetRoute, {
      caller: maker,
      body: JSON.stringify({ dataset: 'something-new', content: sibling.content }),
    });
    expect(answer.statusCode, answer.body).toBe(201);
    const { code } = DatasetVersionView.parse(answer.json);
    expect(seed.datasets.map((dataset) => dataset.code)).not.toContain(code);
    expect(code.split('/')[0]).toBe(sibling.code.split('/')[0]);
  });
});

test('the seeds’ code lists parse as they are served', async () => {
  const { json } = await ask(readCodeListRoute, { caller: consumer, params: { codeList: 'sex' } });
  expect(CodeList.parse(json)).toEqual(seedCodeLists().get('sex'));
});
