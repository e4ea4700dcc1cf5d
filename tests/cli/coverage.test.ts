import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listen, stopServer } from '../../infra/local/listen.ts';
import { seedCertificates, seedDatasets, seedDepartments } from '../../infra/seeds/index.ts';
import { toPinyin } from '../../lib/adapters/catalogue/to-pinyin.ts';
import { buildSeedEntry } from '../../lib/catalogue/life-cycle/build-seed-entry.ts';
import { rank } from '../../lib/catalogue/search/rank.ts';
import { buildSearchIndex } from '../../lib/catalogue/search/search-index.ts';
import { listCertificateTypes } from '../../lib/certificates/types/list-certificate-types.ts';
import { callerWithRole } from '../api/invoke.ts';
import { call } from './run-cli.ts';

const certificates = seedCertificates();
const departments = new Map(seedDepartments().map((one) => [one.id, one]));
const index = buildSearchIndex(
  [...seedDatasets(), ...certificates.map(({ dataset }) => dataset)].map((seed) => {
    const department = departments.get(seed.content.metadata.provider);
    if (department === undefined) throw new Error(`no department provides ${seed.dataset}`);
    const { entry, searchDocument } = buildSeedEntry(seed, department, '2020-12-01T00:00:00.000Z', toPinyin);
    return { listing: entry.listing, searchDocument };
  }),
);
const sums = {
  rows: 0,
  issued: 0,
  failed: { rows: 0, reasons: [] },
  outstanding: { rows: 0, awaitingConfirmation: 0, beingIssued: 0 },
  removed: 0,
  due: { backfill: [], daily: { rows: 0, issued: 0, late: 0 }, notDemanded: 0 },
};

/** The seeded types and the catalogue's own search; nothing has been issued. */
async function answer(url: URL): Promise<unknown> {
  if (url.pathname.includes('.well-known')) return { token_endpoint: `${url.origin}/oidc/token` };
  if (url.pathname.startsWith('/oidc')) return { access_token: 'x', token_type: 'Bearer', expires_in: 300 };
  if (url.pathname.endsWith('/datasets/search')) {
    const hits = rank(url.searchParams.get('q') ?? '', index).map(({ open: _open, ...hit }) => hit);
    return { total: hits.length, items: hits };
  }
  const type = /certificate-types\/([^/]+)\/coverage$/.exec(url.pathname)?.[1];
  if (type === undefined) {
    const all = async () => certificates.map((one) => one.type);
    return await listCertificateTypes(
      { caller: callerWithRole('operator'), requestId: 'r', params: {}, query: { limit: 200 }, body: null },
      { all },
    );
  }
  const name = certificates.find((one) => one.type.type === type)?.type.name ?? '';
  return {
    type,
    name,
    department: 'natural-resources',
    at: '2020-12-01T00:00:00.000Z',
    confirmed: false,
    total: sums,
    faceData: { records: 0, difference: 0 },
    units: [],
  };
}

const server = createServer((request, response) => {
  response.setHeader('content-type', 'application/json');
  const url = new URL(request.url ?? '', `http://${request.headers.host ?? ''}`);
  void answer(url).then((body) => response.end(JSON.stringify(body)));
});
let platform = '';
beforeAll(async () => {
  platform = `http://127.0.0.1:${await listen(server, 0)}`;
});
afterAll(() => stopServer(server));

const coverage = (word: string) =>
  call(['coverage', word, '--url', platform], { environment: { GUIJI_CLIENT_ID: 'x', GUIJI_CLIENT_SECRET: 'y' } });

test.each([
  ['房本', 'certificate-real-estate-title'],
  ['红本', 'certificate-real-estate-title'],
  ['中华人民共和国不动产权证', 'certificate-real-estate-title'],
  ['real-estate-title', 'certificate-real-estate-title'],
])('guiji coverage %s shows %s', async (word, type) => {
  const { code, stdout, stderr } = await coverage(word);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain(`（${type}）`);
});

test('a word that nobody uses is refused, with what to write', async () => {
  const { code, stderr } = await coverage('飞碟');
  expect(code).toBe(2);
  expect(stderr).toContain('没有找到证照类型“飞碟”');
});

test('a word of several types names them', async () => {
  const { code, stderr } = await coverage('许可证');
  expect(code).toBe(2);
  expect(stderr).toMatch(/“许可证”对应 \d+ 个证照类型，请写完整名称或编号/);
});
