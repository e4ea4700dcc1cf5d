import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { departmentServiceDataset } from '../../../../infra/local/demo-department/department-register.ts';
import {
  departmentServiceDeclaration,
  departmentServicePath,
  departmentServiceSecret,
} from '../../../../infra/local/demo-department/department-service-declaration.ts';
import {
  startDepartmentService,
  type DepartmentService,
} from '../../../../infra/local/demo-department/department-service.ts';
import { gb18030Bytes } from '../../../../infra/local/demo-department/gb18030-bytes.ts';
import type { ServiceFault } from '../../../../infra/local/demo-department/service-fault.ts';
import { seedCodeLists, seedDatasets } from '../../../../infra/seeds/index.ts';
import { call, control, pageSchema, signed } from './call-service.ts';

let clock: number;
let service: DepartmentService;
const count = 230;

beforeAll(async () => {
  clock = Date.now();
  service = await startDepartmentService({ count, now: () => new Date(clock) });
});
beforeEach(() => {
  clock = Date.now();
  service.behave(null);
});
afterAll(async () => service.close());

const allPages = async (pages = 5): Promise<readonly (readonly string[])[]> => {
  const read: string[][] = [];
  for (let page = 1; page <= pages; page += 1)
    read.push((await pageSchema(service.url, { page })).list.map(({ cardNo }) => cardNo));
  return read;
};
const inOrder = (rows: readonly string[][]): readonly string[][] =>
  rows.toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1));
const differing = (pages: readonly (readonly string[])[]): number => new Set(pages.flat()).size;

test('the declaration maps to fields and codes that the catalogue has, the key among them', () => {
  const content = seedDatasets().find(({ dataset }) => dataset === departmentServiceDataset)?.content;
  const fields = departmentServiceDeclaration('http://127.0.0.1:1').fields;
  expect(fields.map(({ field }) => field)).toEqual(content?.fields.map(({ key }) => key));
  const codes = seedCodeLists()
    .get('elderly-care-status')
    ?.codes.map(({ code }) => code);
  expect(Object.values(fields.find(({ field }) => field === 'care_status')?.codes ?? {})).toEqual(codes);
});

test('it listens on the given port, also on the next start', async () => {
  const other = await startDepartmentService({ count: 1 });
  await other.close();
  const again = await startDepartmentService({ count: 1, port: other.port });
  expect(again.url).toBe(`http://127.0.0.1:${other.port}`);
  await again.close();
});

describe('its pages', () => {
  test('contain every record once and the total; the last page is short', async () => {
    const pages = await allPages();
    expect(pages.map(({ length }) => length)).toEqual([50, 50, 50, 50, 30]);
    expect(differing(pages)).toBe(count);
    expect(await pageSchema(service.url, { page: 6 })).toMatchObject({ total: count, list: [] });
  });

  test('contain the changes since a time, deleted records with their mark included', async () => {
    const quiet = await startDepartmentService({ count: 3, now: () => new Date(clock) });
    try {
      const [first = '', second = ''] = [...quiet.records.keys()];
      clock = Date.parse('2030-01-01T00:00:00.500Z');
      expect(await control(quiet.url, { method: 'DELETE', path: `/records/${first}` })).toBe(204);
      clock = Date.parse('2030-01-01T00:00:10Z');
      expect(
        await control(quiet.url, {
          method: 'PUT',
          path: `/records/${second}`,
          body: { issueDate: null, issueOrg: null, careState: 'OTHER' },
        }),
      ).toBe(204);
      expect(
        await control(quiet.url, {
          method: 'PUT',
          path: '/records/NEW1',
          body: {
            issueDate: '2020-11-30',
            issueOrg: '漯河市民政局',
            careState: 'HOME',
          },
        }),
      ).toBe(204);
      clock = Date.now();
      const since = async (from: string, until = '') =>
        (await pageSchema(quiet.url, { since: from, until })).list.map(({ cardNo, deleted, updateTime }) => [
          cardNo,
          deleted,
          updateTime,
        ]);
      const gone = [first, '1', '2030-01-01 08:00:00'];
      const [changed, added] = [
        [second, '0', '2030-01-01 08:00:10'],
        ['NEW1', '0', '2030-01-01 08:00:10'],
      ];
      expect(await since('2030-01-01 08:00:00')).toEqual(inOrder([gone, changed, added]));
      expect(await since('2030-01-01 08:00:01')).toEqual(inOrder([changed, added]));
      expect(await since('2030-01-01 08:00:00', '2030-01-01 08:00:09')).toEqual([gone]);
      expect(await since('2030-01-01 08:00:11')).toEqual([]);
    } finally {
      await quiet.close();
    }
  });

  test.each<[string, Parameters<typeof call>[1]]>([
    ['page 0', { page: 0 }],
    ['a size beyond its own limit', { size: 201 }],
    ['a time in another form', { since: '2020-12-01T00:00:00Z' }],
  ])('refuse %s by a code of its own', async (_, blanks) => {
    const answer = await call(service.url, blanks);
    expect([answer.status, await answer.json()]).toEqual([200, { code: '4001', message: '参数不正确', data: null }]);
  });
});

describe('a call', () => {
  const query = 'page=1&size=10';
  const send = async (headers: Record<string, string>, asked = query): Promise<number> =>
    (await fetch(`${service.url}${departmentServicePath}?${asked}`, { headers })).status;

  test.each<[string, () => Record<string, string>, string, number]>([
    ['signed', () => signed(departmentServicePath, query), query, 200],
    ['of nobody', () => ({}), query, 401],
    [
      'of another application',
      () => signed(departmentServicePath, query, { ...departmentServiceSecret, appKey: 'other' }),
      query,
      401,
    ],
    [
      'signed with another secret',
      () => signed(departmentServicePath, query, { ...departmentServiceSecret, secret: 'guessed' }),
      query,
      401,
    ],
    ['for another page than the signed one', () => signed(departmentServicePath, query), 'page=2&size=10', 401],
    ['for another path than the signed one', () => signed('/', query), query, 401],
    [
      'from six minutes ago',
      () =>
        signed(departmentServicePath, query, { ...departmentServiceSecret, timestamp: String(Date.now() - 360_000) }),
      query,
      401,
    ],
    [
      'without a time',
      () => signed(departmentServicePath, query, { ...departmentServiceSecret, timestamp: 'now' }),
      query,
      401,
    ],
    [
      'without a nonce',
      () => signed(departmentServicePath, query, { ...departmentServiceSecret, nonce: '' }),
      query,
      401,
    ],
  ])('%s', async (_, headers, asked, status) => {
    expect(await send(headers(), asked)).toBe(status);
  });

  test('is accepted once', async () => {
    const headers = signed(departmentServicePath, query);
    expect([await send(headers), await send(headers)]).toEqual([200, 401]);
  });
});

describe('the control routes', () => {
  test.each<[string, string, string, unknown, number]>([
    ['a fault', 'POST', '/behave', { fault: 'endless' }, 204],
    ['no fault', 'POST', '/behave', { fault: null }, 204],
    ['a fault that is none', 'POST', '/behave', { fault: 'tired' }, 400],
    ['no JSON', 'POST', '/behave', undefined, 400],
    ['asking for the behaviour', 'GET', '/behave', undefined, 405],
    [
      'a record with a code that is none',
      'PUT',
      '/records/NEW2',
      { issueDate: null, issueOrg: null, careState: 'AWAY' },
      400,
    ],
    [
      'a record with more than belongs to it',
      'PUT',
      '/records/NEW2',
      { issueDate: null, issueOrg: null, careState: null, extra: 1 },
      400,
    ],
    ['deleting nobody', 'DELETE', '/records/NOBODY', undefined, 404],
    ['asking for a record', 'GET', '/records/NOBODY', undefined, 405],
  ])('%s', async (_, ...[method, path, body, status]) => {
    const before = [...service.records.keys()];
    expect(await control(service.url, { method, path, body })).toBe(status);
    expect([...service.records.keys()]).toEqual(before);
  });

  test('need the control key', async () => {
    const [first = ''] = service.records.keys();
    expect(
      await control(service.url, {
        method: 'POST',
        path: '/behave',
        body: { fault: 'timeout' },
        key: departmentServiceSecret.secret,
      }),
    ).toBe(401);
    expect(await control(service.url, { method: 'DELETE', path: `/records/${first}`, key: '' })).toBe(401);
    expect((await pageSchema(service.url)).total).toBe(count);
  });
});

describe('faults', () => {
  afterEach(() => service.behave(null));

  /** The fault as a caller sees it. */
  const seen = {
    'http-500': async () => [(await call(service.url)).status, (await call(service.url)).headers.get('content-type')],
    timeout: async () =>
      call(service.url, {}, AbortSignal.timeout(300)).catch((error: unknown) =>
        error instanceof Error ? error.name : '',
      ),
    'slow-drip': async () => {
      const answer = await call(service.url, {}, AbortSignal.timeout(1_000));
      return [answer.status, await answer.text().catch((error: unknown) => (error instanceof Error ? error.name : ''))];
    },
    truncated: async () =>
      (await call(service.url)).text().then(
        () => 'whole',
        () => 'broken off',
      ),
    'duplicate-page': async () => {
      const pages = await allPages();
      return [
        pages.map(({ length }) => length),
        differing(pages),
        JSON.stringify(pages[0]) === JSON.stringify(pages[1]),
      ];
    },
    'shuffled-pages': async () => {
      const pages = await allPages();
      return [pages.flat().length, differing(pages) < count && differing(pages) > count / 2];
    },
    shrinking: async () => {
      const totals: number[] = [];
      for (const page of [1, 2, 3]) totals.push((await pageSchema(service.url, { page })).total);
      return [totals, differing(await allPages())];
    },
    'wrong-encoding': async () => {
      const answer = await call(service.url);
      const bytes = Buffer.from(await answer.arrayBuffer());
      return [
        answer.headers.get('content-type'),
        bytes.toString('utf8').includes('�'),
        new TextDecoder('gb18030').decode(bytes).includes('漯河市'),
      ];
    },
    endless: async () => {
      const { total, list } = await pageSchema(service.url, { page: 1000 });
      return [total > 1000 * 50, list.length];
    },
    'business-error': async () => {
      const answer = await call(service.url);
      return [answer.status, await answer.json()];
    },
    'redirect-forbidden': async () => [
      (await call(service.url)).status,
      (await call(service.url)).headers.get('location'),
    ],
    'too-many-requests': async () => [
      (await call(service.url)).status,
      (await call(service.url)).headers.get('retry-after'),
    ],
    oversize: async () =>
      (await (await call(service.url)).arrayBuffer()).byteLength >
      departmentServiceDeclaration(service.url).limits.pageBytes,
  } as const satisfies Record<ServiceFault, () => Promise<unknown>>;

  test.each<[ServiceFault, unknown]>([
    ['http-500', [500, 'text/html; charset=utf-8']],
    ['timeout', 'TimeoutError'],
    ['slow-drip', [200, 'TimeoutError']],
    ['truncated', 'broken off'],
    ['duplicate-page', [[50, 50, 50, 50, 30], 180, true]],
    ['shuffled-pages', [230, true]],
    ['shrinking', [[230, 220, 210], 200]],
    ['wrong-encoding', ['application/json; charset=utf-8', true, true]],
    ['endless', [true, 50]],
    ['business-error', [200, { code: '5001', message: '系统繁忙，请稍后再试', data: null }]],
    ['redirect-forbidden', [302, 'http://169.254.169.254/']],
    ['too-many-requests', [429, '2']],
    ['oversize', true],
  ])('%s can be switched on and off', async (fault, expected) => {
    expect(await control(service.url, { method: 'POST', path: '/behave', body: { fault } })).toBe(204);
    expect(await seen[fault]()).toEqual(expected);
    service.behave(null);
    expect((await pageSchema(service.url)).list).toHaveLength(50);
  });

  test('faults affect signed calls only', async () => {
    service.behave('business-error');
    expect((await fetch(`${service.url}${departmentServicePath}?page=1&size=10`)).status).toBe(401);
  });

  test('closing does not wait for a hanging call', async () => {
    const other = await startDepartmentService({ count: 1 });
    other.behave('timeout');
    const waiting = call(other.url).then(
      () => 'answered',
      () => 'cut off',
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const begun = performance.now();
    await other.close();
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(await waiting).toBe('cut off');
  });
});

test('two-byte characters survive GB 18030', () => {
  const text = '{"name":"漯河市民政局（龘）","x":"€·—"}';
  expect(new TextDecoder('gb18030').decode(gb18030Bytes(text))).toBe(text);
  expect(gb18030Bytes('a😀').toString('latin1')).toBe('a?');
});

test('a malformed path does not crash the service', async () => {
  await new Promise<void>((resolve) =>
    request({ port: service.port, host: '127.0.0.1', method: 'DELETE', path: '/records/%E0', headers: {} }, (answer) =>
      answer.resume().once('end', () => resolve()),
    )
      .once('error', () => resolve())
      .end(),
  );
  expect((await pageSchema(service.url)).total).toBe(count);
});
