import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { localCredentials } from '../../../infra/local/local-credentials.ts';
import { resolvedService } from '../../../infra/local/resolved-service.ts';
import { parseResources } from '../../../infra/local/resources.ts';
import { seedDepartments } from '../../../infra/seeds/index.ts';
import { certificateTypeRepository } from '../../../lib/adapters/certificates/certificate-type-repository.ts';
import type { CertificateTypes } from '../../../lib/certificates/ports.ts';
import { listCertificateTypes } from '../../../lib/certificates/types/list-certificate-types.ts';
import { readCertificateType } from '../../../lib/certificates/types/read-certificate-type.ts';
import { definedOnly } from '../../../lib/kernel/defined-only.ts';
import { publishedCatalogue } from '../../../lib/wiring/catalogue.ts';
import { certificateTypes } from '../../../lib/wiring/certificates/types.ts';
import { seedCertificates } from '../../../lib/wiring/seed-certificates.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import {
  listCertificateTypesRoute,
  readCertificateTypeRoute,
  type CertificateTypeListing,
} from '../../../schemas/certificates/type-routes.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { tableServers, type TableServer } from '../../adapters/dynamodb/table-servers.ts';
import { callerWithRole } from '../../api/invoke.ts';
import { content } from '../../catalogue/builders.ts';
import { nameOf } from '../../catalogue/catalogue-properties.ts';
import { aType } from './a-type.ts';

const types = [
  aType(),
  aType({
    type: 'certificate-boat',
    serial: 2,
    name: '船证',
    levels: ['city', 'county'],
    mode: 'engineering-standard',
  }),
  aType({
    type: 'certificate-blood',
    serial: 3,
    name: '献血证',
    levels: ['blood-station'],
    department: 'health-commission',
  }),
  aType({ type: 'certificate-shop-of-county', serial: 10, name: '县证', levels: ['county'] }),
];

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('the types on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    let name: string;
    beforeAll(async () => {
      const properties = parseResources((await resolvedService()).resources.Resources).tables;
      server = await kind.start(properties);
      name = nameOf(properties, 'certificate-types');
    });
    afterAll(() => server.close());

    test('are read back unchanged, in the order of the annex', async () => {
      const table = certificateTypeRepository(server.tables, name);
      expect(await table.types()).toEqual([]);
      for (const type of types.toReversed()) expect(await table.create(type)).toBe(true);
      expect(await table.types()).toEqual(types);
    });

    test('are created once; later changes stay', async () => {
      const table = certificateTypeRepository(server.tables, name);
      expect(await table.create(aType({ name: '另一个名称' }))).toBe(false);
      expect((await table.types())[0]?.name).toBe('摊位经营许可证');
    });
  });
});

describe('seeding', () => {
  const seeds = types.map((type) => ({
    type,
    dataset: {
      dataset: type.type,
      code: `105001411101/${String(type.serial).padStart(6, '0')}`,
      content: content({}, { name: `${type.name}照面数据` }),
    },
  }));
  let server: TableServer;
  beforeAll(async () => {
    const properties = parseResources((await resolvedService()).resources.Resources).tables;
    const [dynalite] = tableServers;
    if (dynalite === undefined) throw new Error('No table server');
    server = await dynalite.start(properties);
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', server.endpoint);
    vi.stubEnv('AWS_REGION', 'cn-north-1');
    vi.stubEnv('AWS_ACCESS_KEY_ID', localCredentials.accessKeyId);
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', localCredentials.secretAccessKey);
    vi.stubEnv('CATALOGUE_TABLE', nameOf(properties, 'catalogue'));
    vi.stubEnv('CERTIFICATE_TYPES_TABLE', nameOf(properties, 'certificate-types'));
    vi.stubEnv('EVENTS_TABLE', nameOf(properties, 'events'));
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.close();
  });

  test('a miss is not cached: a type is found as soon as it is written', async () => {
    const remembered = certificateTypes();
    expect([await remembered.all(), await remembered.type('certificate-boat')]).toEqual([[], null]);
    expect(await seedCertificates(seeds, seedDepartments())).toBe(4);
    expect(await remembered.all()).toEqual(types);
    expect(await remembered.type('certificate-boat')).toEqual(types[1]);
    expect(await remembered.type('vehicles')).toBeNull();
    for (const { dataset } of seeds)
      expect((await publishedCatalogue().publishedVersion(dataset.dataset))?.content).toEqual(dataset.content);
  });

  test('seeding again changes nothing', async () => {
    expect(await seedCertificates(seeds, seedDepartments())).toBe(0);
  });
});

const known: CertificateTypes = {
  all: async () => types,
  type: async (id) => types.find(({ type }) => type === id) ?? null,
};
const input = { caller: callerWithRole('consumer'), params: {}, body: undefined, requestId: 'r' };

async function pages(query: Record<string, unknown>): Promise<CertificateTypeListing[][]> {
  const found: CertificateTypeListing[][] = [];
  for (let cursor: string | undefined; ;) {
    const page = await listCertificateTypes(
      {
        ...input,
        query: listCertificateTypesRoute.query.parse({ ...query, ...definedOnly({ cursor }) }),
      },
      known,
    );
    if (isRefused(page)) throw new Error(page.refused);
    const { items, next } = listCertificateTypesRoute.answer.body.parse(page);
    found.push(items);
    if (next === undefined) return found;
    cursor = next;
  }
}

describe('the list', () => {
  test.each<[string, Record<string, unknown>, number[][]]>([
    ['all', {}, [[1, 2, 3, 10]]],
    ['three a page', { limit: '3' }, [[1, 2, 3], [10]]],
    [
      'a last page that is full',
      { limit: '2' },
      [
        [1, 2],
        [3, 10],
      ],
    ],
    ['of a department', { department: 'health-commission' }, [[3]]],
    ['of a level', { level: 'county' }, [[2, 10]]],
    ['of a mode', { mode: 'engineering-standard' }, [[2]]],
    [
      'of a level, a department and a mode',
      { level: 'county', department: 'transport', mode: 'issue-here', limit: '1' },
      [[10]],
    ],
    ['none', { department: 'tobacco' }, [[]]],
  ])('%s', async (_, query, serials) => {
    expect((await pages(query)).map((page) => page.map(({ serial }) => serial))).toEqual(serials);
  });

  test('an item has no face, and counts what is to be confirmed', async () => {
    const [[first] = []] = await pages({});
    expect(first?.toBeConfirmed).toBe(1);
    expect(Object.keys(first ?? {})).not.toContain('face');
  });

  test('a cursor of another filter is refused', async () => {
    const first = await listCertificateTypes(
      { ...input, query: listCertificateTypesRoute.query.parse({ limit: 1 }) },
      known,
    );
    const cursor = isRefused(first) ? undefined : first.next;
    expect(
      await listCertificateTypes(
        { ...input, query: listCertificateTypesRoute.query.parse({ cursor, level: 'city' }) },
        known,
      ),
    ).toMatchObject({ refused: 'cursor-not-valid' });
  });
});

describe('one type', () => {
  const read = async (type: string) => await readCertificateType({ ...input, params: { type }, query: {} }, known);

  test.each<[string, CertificateType, string[]]>([
    ['of the city', aType(), ['411100 city']],
    [
      'of city and counties',
      aType({ type: 'certificate-boat' }),
      [
        '411100 city',
        '411102 county',
        '411103 county',
        '411104 county',
        '411121 county',
        '411122 county',
        'L41111 county',
        'L41112 county',
        'L41113 county',
      ],
    ],
    ['of the blood stations', aType({ type: 'certificate-blood' }), ['411100 blood-station']],
  ])('%s: with the units that must issue it', async (_, { type }, units) => {
    const answer = readCertificateTypeRoute.answer.body.parse(await read(type));
    expect(answer.units.map(({ division, level }) => `${division} ${level}`)).toEqual(units);
  });

  test('refuses an unknown type', async () => {
    expect(await read('certificate-nothing')).toMatchObject({
      refused: 'certificate-type-not-found',
      facts: { type: 'certificate-nothing' },
    });
  });
});
