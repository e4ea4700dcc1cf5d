import { afterEach, describe, expect, test } from 'vitest';
import { parseAnswer } from '../../../lib/adapters/sources/parse-answer.ts';
import { mapAnswerRows } from '../../../lib/collection/interface/map-answer-rows.ts';
import { departmentService, json, type Seen, type Service } from './department-service.ts';
import { startedAt, declared, faultOf, openSession, readAll } from './open-session.ts';

const services: Service[] = [];
afterEach(async () => {
  for (const service of services.splice(0)) await service.close();
});
const serving = async (...given: Parameters<typeof departmentService>) => {
  const service = await departmentService(...given);
  services.push(service);
  return service;
};

const rows = [1, 2, 3, 4, 5].map((no) => ({ no }));
type Asked = Readonly<Record<string, string | undefined>>;

/** The request's parameters, from the address, JSON, a form or XML. */
function askedIn({ url, headers, body }: Seen): Asked {
  const type = headers['content-type'] ?? '';
  if (body === '') return Object.fromEntries(url.searchParams);
  if (type.includes('json'))
    return Object.fromEntries(Object.entries(JSON.parse(body)).map(([name, value]) => [name, String(value)]));
  if (type.includes('xml'))
    return Object.fromEntries(
      [...body.matchAll(/<(\w+)>([^<>]*)<\/\1>/g)].map(([, name = '', value]) => [name, value]),
    );
  return Object.fromEntries(new URLSearchParams(body));
}

const places = {
  query: (blanks: Readonly<Record<string, string>>) => ({ query: blanks }),
  json: (blanks: Readonly<Record<string, string>>) => ({ method: 'POST', body: JSON.stringify(blanks) }),
  form: (blanks: Readonly<Record<string, string>>) => ({
    method: 'POST',
    mediaType: 'application/x-www-form-urlencoded',
    body: Object.entries(blanks)
      .map((pair) => pair.join('='))
      .join('&'),
  }),
  xml: (blanks: Readonly<Record<string, string>>) => ({
    method: 'POST',
    mediaType: 'application/xml',
    body: `<q>${Object.entries(blanks)
      .map(([name, blank]) => `<${name}>${blank}</${name}>`)
      .join('')}</q>`,
  }),
};

describe.each(['query', 'json', 'form', 'xml'] as const)('paging in the %s', (place) => {
  test.each<[string, Record<string, unknown>, Record<string, string>, (asked: Asked) => unknown, number[]]>([
    ['everything at once', { kind: 'none' }, {}, () => ({ data: rows }), [5]],
    [
      'pages until a short one',
      { kind: 'page', size: 2 },
      { p: '{{page}}', n: '{{size}}' },
      ({ p }) => ({ data: rows.slice(2 * (Number(p) - 1), 2 * Number(p)) }),
      [2, 2, 1, 0],
    ],
    [
      'pages from 0',
      { kind: 'page', first: 0, size: 2 },
      { p: '{{page}}' },
      ({ p }) => ({ data: rows.slice(2 * Number(p), 2 * Number(p) + 2) }),
      [2, 2, 1, 0],
    ],
    [
      'pages until an empty one',
      { kind: 'page', size: 2, ends: 'until-empty' },
      { p: '{{page}}' },
      ({ p }) => ({ data: rows.slice(2 * (Number(p) - 1), 2 * Number(p)) }),
      [2, 2, 1, 0],
    ],
    [
      'pages that end with the total',
      { kind: 'page', size: 5 },
      { p: '{{page}}' },
      () => ({ total: '5', data: rows }),
      [5],
    ],
    [
      'offsets',
      { kind: 'offset', size: 2 },
      { from: '{{offset}}', n: '{{size}}' },
      ({ from, n }) => ({ data: rows.slice(Number(from), Number(from) + Number(n)) }),
      [2, 2, 1, 0],
    ],
    [
      'offsets until nothing comes',
      { kind: 'offset', size: 5 },
      { from: '{{offset}}' },
      ({ from }) => ({ data: rows.slice(Number(from), Number(from) + 5) }),
      [5, 0],
    ],
    [
      'cursors',
      { kind: 'cursor', next: 'next' },
      { after: '{{cursor}}' },
      ({ after }) => ({
        data: rows.slice(Number(after), Number(after) + 2),
        next: Number(after) + 2 < 5 ? `${Number(after) + 2}` : null,
      }),
      [2, 2, 1],
    ],
  ])('%s', async (_, paging, ...[blanks, answer, pages]) => {
    const service = await serving((seen, response) => json(response, answer(askedIn(seen))));
    const { session } = openSession(
      declared(`${service.origin}/rows`, { paging, request: places[place](blanks), answer: { total: 'total' } }),
    );
    expect((await readAll(session)).map((page) => page.rows)).toEqual(pages);
    expect(service.seen).toHaveLength(pages.length);
    await session.close();
  });
});

describe('25 records of a service that gives fewer than asked for', () => {
  const all = Array.from({ length: 25 }, (_, index) => ({ no: index + 1 }));
  const slice = (from: number, count: number) => ({ data: all.slice(from, from + count) });
  const size = 20;
  const page = { kind: 'page', size };
  const offset = { kind: 'offset', size };
  test.each<[string, Record<string, unknown>, (asked: { p: number; n: number; from: number }) => unknown]>([
    ['at most 10 a page', page, ({ p, n }) => slice((p - 1) * Math.min(n, 10), Math.min(n, 10))],
    ['at most 10 of each page', page, ({ p, n }) => slice((p - 1) * n, Math.min(n, 10))],
    ['always 10 a page', page, ({ p }) => slice((p - 1) * 10, 10)],
    ['always 5 a page, a divisor', page, ({ p }) => slice((p - 1) * 5, 5)],
    ['at most 10 from an offset', offset, ({ from, n }) => slice(from, Math.min(n, 10))],
    ['sometimes fewer from an offset', offset, ({ from }) => slice(from, from === 0 ? 20 : 3)],
    [
      'at most 10 until an empty one',
      { ...page, ends: 'until-empty' },
      ({ p, n }) => slice((p - 1) * n, Math.min(n, 10)),
    ],
    [
      'from an offset until nothing comes',
      { ...offset, ends: 'until-empty' },
      ({ from, n }) => slice(from, Math.min(n, 10)),
    ],
    ['with a total', page, ({ p, n }) => ({ total: 25, ...slice((p - 1) * Math.min(n, 10), Math.min(n, 10)) })],
    [
      'and its last page for each beyond it',
      page,
      ({ p, n }) => slice((Math.min(p, Math.ceil(25 / Math.min(n, 10))) - 1) * Math.min(n, 10), Math.min(n, 10)),
    ],
  ])('%s', async (_, paging, answer) => {
    const service = await serving((seen, response) => {
      const { p, n, from } = askedIn(seen);
      json(response, answer({ p: Number(p), n: Number(n), from: Number(from) }));
    });
    for (const concurrency of [1, 4]) {
      const declaration = declared(service.origin, {
        paging,
        request: { query: { p: '{{page}}', n: '{{size}}', from: '{{offset}}' } },
        answer: { total: 'total' },
        limits: { concurrency },
      });
      const { session } = openSession(declaration);
      const pages = await readAll(session);
      const read = pages
        .filter((one) => one.rows > 0)
        .flatMap(({ bytes }) => mapAnswerRows(parseAnswer(bytes, declaration.answer), declaration, ['licence']));
      expect(read.map(({ cells }) => cells[0])).toEqual(all.map(({ no }) => no));
      await session.close();
    }
  });

  test('a page beyond the last that does not exist is the end, one that fails is not', async () => {
    let status = 404;
    const service = await serving(({ url }, response) => {
      const isFirst = url.searchParams.get('p') === '1';
      json(response, isFirst ? slice(0, 10) : {}, isFirst ? 200 : status);
    });
    const declaration = declared(service.origin, { paging: page, request: { query: { p: '{{page}}' } } });
    const open = openSession(declaration);
    expect((await readAll(open.session)).map(({ rows }) => rows)).toEqual([10, 0]);
    expect(service.seen).toHaveLength(2);
    status = 500;
    const again = openSession(declaration);
    expect(await faultOf(readAll(again.session))).toMatchObject({ code: 'http-status', facts: { status: 500 } });
    await Promise.all([open.session.close(), again.session.close()]);
  });
});

describe('20 records in full pages', () => {
  const all = Array.from({ length: 20 }, (_, index) => ({ no: index + 1 }));
  const size = 10;
  const page = { kind: 'page', size };
  const offset = { kind: 'offset', size };
  type Answered = readonly { readonly no: number }[] | number;
  const at = (from: number): Answered => all.slice(from, from + size);
  const atPage = (p: number): Answered => at((p - 1) * size);
  const isUp = { yes: true };
  test.each<[string, unknown, (asked: { p: number; from: number }) => Answered, number[] | string]>([
    ['404 beyond the last', page, ({ p }) => (p > 2 ? 404 : atPage(p)), [10, 10, 0]],
    ['404 beyond the last offset', offset, ({ from }) => (from > 10 ? 404 : at(from)), [10, 10, 0]],
    ['404 beyond the only one', page, ({ p }) => (p > 1 ? 404 : atPage(p)), [10, 0]],
    ['the last page for each beyond it', page, ({ p }) => atPage(Math.min(p, 2)), [10, 10, 0, 0]],
    ['the last offset for each beyond it', offset, ({ from }) => at(Math.min(from, 10)), [10, 10, 0, 0]],
    ['400 beyond the last, as where paging is too deep', page, ({ p }) => (p > 2 ? 400 : atPage(p)), 'http-status'],
    ['the first page for each', page, () => atPage(1), 'page-repeated'],
    [
      '404 for everything since the third page',
      page,
      ({ p }) => {
        isUp.yes &&= p < 3;
        return isUp.yes ? atPage(p) : 404;
      },
      'http-status',
    ],
    [
      '404 for the third page, of a list that changes',
      page,
      ({ p }) => {
        isUp.yes &&= p < 3;
        return p < 3 ? at(isUp.yes ? (p - 1) * size : 5) : 404;
      },
      'http-status',
    ],
  ])('%s', async (_, paging, answer, expected) => {
    isUp.yes = true;
    const service = await serving((seen, response) => {
      const { p, from } = askedIn(seen);
      const answered = answer({ p: Number(p), from: Number(from) });
      if (typeof answered === 'number') json(response, {}, answered);
      else json(response, { data: answered });
    });
    const request = { query: { p: '{{page}}', from: '{{offset}}' } };
    for (const concurrency of [1, 4]) {
      isUp.yes = true;
      const { session } = openSession(declared(service.origin, { paging, request, limits: { concurrency } }));
      if (typeof expected === 'string') expect(await faultOf(readAll(session))).toMatchObject({ code: expected });
      else expect((await readAll(session)).map(({ rows: count }) => count)).toEqual(expected);
      await session.close();
    }
  });
});

describe('links', () => {
  test('are followed to the last, and the key is removed', async () => {
    const service = await serving(({ url }, response) => {
      const page = Number(url.searchParams.get('page') ?? 1);
      const link = `<${url.pathname}?page=${page + 1}&key=${url.searchParams.get('key')}>; title="a, b"; rel="next", </rows?page=3>; rel="last"`;
      json(response, { data: rows.slice(2 * page - 2, 2 * page) }, 200, page < 3 ? { link } : {});
    });
    const { session } = openSession(
      declared(`${service.origin}/rows`, {
        paging: { kind: 'link' },
        authentication: { kind: 'api-key', in: 'query', name: 'key' },
      }),
      { secret: { key: 'a secret&key' } },
    );
    const pages = await readAll(session);
    expect(pages.map((page) => page.rows)).toEqual([2, 2, 1]);
    expect(service.seen.map(({ url }) => url.searchParams.getAll('key'))).toEqual([
      ['a secret&key'],
      ['a secret&key'],
      ['a secret&key'],
    ]);
    expect(JSON.stringify(pages.map((page) => page.next))).not.toMatch(/secret/);
    await session.close();
  });

  test('are found among several headers', async () => {
    const service = await serving((_, response, before) => {
      response
        .writeHead(
          200,
          before === 0
            ? [
                ['Link', '</s.css>; rel=preload'],
                ['Link', '</>; rel="first"'],
                ['Link', '<?p=2>; rel="x NEXT"'],
              ].flat()
            : {},
        )
        .end('{"data":[{"no":' + String(before) + '}]}');
    });
    const { session } = openSession(declared(service.origin, { paging: { kind: 'link' } }));
    expect(await readAll(session)).toHaveLength(2);
    expect(service.seen[1]?.url.search).toBe('?p=2');
    await session.close();
  });

  test.each(['http://127.0.0.2/rows', 'https://other.example.cn/', 'http://somebody@127.0.0.1/'])(
    'are not followed to another origin: %s',
    async (to) => {
      const service = await serving((_, response) =>
        json(response, { data: rows }, 200, { link: `<${to}>; rel=next` }),
      );
      const { session } = openSession(declared(service.origin, { paging: { kind: 'link' } }));
      expect(await faultOf(session.page(null))).toMatchObject({ code: 'redirect-refused', facts: { status: 'Link' } });
      await session.close();
    },
  );
});

describe('a service that pages badly', () => {
  const page = { kind: 'page', size: 2 };
  const cursor = { kind: 'cursor', next: 'next' };
  test.each<[string, Record<string, unknown>, (page: number) => unknown, string, Record<string, unknown>]>([
    ['the same page again', page, () => ({ data: rows.slice(0, 2) }), 'page-repeated', { page: 2 }],
    [
      'the same records again, though the page says another number',
      page,
      (number) => ({ page: number, data: rows.slice(0, 2) }),
      'page-repeated',
      { page: 2 },
    ],
    [
      'a cursor that stays',
      cursor,
      (number) => ({ data: [{ no: number }], next: 'same' }),
      'page-repeated',
      { page: 2 },
    ],
    ['no end', page, (number) => ({ data: [{ no: number }, { no: -number }] }), 'paging-endless', { page: 4 }],
    [
      'cursors without end',
      cursor,
      (number) => ({ data: [{ no: number }], next: `${number}` }),
      'paging-endless',
      { page: 4 },
    ],
    [
      'a total that moves',
      page,
      (number) => ({ total: 10 + number, data: [{ no: number }, { no: -number }] }),
      'total-changed',
      { before: 11, total: 12 },
    ],
    [
      'fewer than it said',
      page,
      (number) => ({ total: 5, data: number === 1 ? rows.slice(0, 2) : [] }),
      'total-differs',
      { rows: 2, total: 5 },
    ],
    [
      'more records than the total',
      page,
      () => ({ total: 1, data: rows.slice(0, 2) }),
      'total-differs',
      { rows: 2, total: 1 },
    ],
    [
      'one page with fewer records than the total',
      { kind: 'none' },
      () => ({ total: 6, data: rows }),
      'total-differs',
      { rows: 5, total: 6 },
    ],
  ])('%s', async (_, paging, ...[answer, code, facts]) => {
    const service = await serving((_seen, response, before) => json(response, answer(before + 1)));
    const { session } = openSession(
      declared(service.origin, {
        paging,
        limits: { pages: 4 },
        answer: { total: 'total' },
        request: { query: { p: '{{page}}', c: '{{cursor}}' } },
      }),
    );
    expect(await faultOf(readAll(session))).toMatchObject({ code, facts });
    await session.close();
  });

  test('an empty page that repeats its cursor is the last', async () => {
    const service = await serving((_, response, before) =>
      json(response, { data: before === 0 ? rows : [], next: 'same' }),
    );
    const { session } = openSession(declared(service.origin, { paging: cursor }));
    expect((await readAll(session)).map(({ rows: count }) => count)).toEqual([5, 0]);
    await session.close();
  });
});

test('another session resumes from a checkpoint', async () => {
  const service = await serving(({ url }, response) =>
    json(response, {
      total: 5,
      data: rows.slice(Number(url.searchParams.get('o')), Number(url.searchParams.get('o')) + 2),
    }),
  );
  const declaration = declared(service.origin, {
    paging: { kind: 'offset', size: 2 },
    answer: { total: 'total' },
    request: { query: { o: '{{offset}}' } },
  });
  const first = openSession(declaration);
  const { next } = await first.session.page(null);
  await first.session.close();
  const second = openSession(declaration);
  expect((await readAll(second.session, next)).map((page) => page.rows)).toEqual([2, 1]);
  await second.session.close();
});

test.each([
  [1, 1],
  [3, 3],
  [8, 6],
])(
  'with %i side by side, %i pages are under way at once, in order, and none behind the total',
  async (concurrency, most) => {
    let [underway, highest] = [0, 0];
    const many = Array.from({ length: 14 }, (_, no) => ({ no }));
    const service = await serving(({ url }, response) => {
      underway += 1;
      highest = Math.max(highest, underway);
      const page = Number(url.searchParams.get('p'));
      setTimeout(() => {
        underway -= 1;
        json(response, { total: 14, data: many.slice(2 * page - 2, 2 * page) });
      }, 40);
    });
    const declaration = declared(service.origin, {
      paging: { kind: 'page', size: 2 },
      answer: { total: 'total' },
      request: { query: { p: '{{page}}' } },
      limits: { concurrency },
    });
    const { session } = openSession(declaration);
    const pages = await readAll(session);
    const numbers = pages.flatMap(({ bytes }) =>
      mapAnswerRows(parseAnswer(bytes, declaration.answer), declaration, ['licence']).map(({ cells }) => cells[0]),
    );
    expect(numbers).toEqual(many.map(({ no }) => no));
    expect(service.seen).toHaveLength(7);
    expect(highest).toBe(most);
    await session.close();
  },
);

describe('increments', () => {
  const query = { s: '{{since}}', u: '{{until}}', c: '{{cursor}}' };
  const time = { kind: 'update-time', overlapSeconds: 600 };
  const cursor = { kind: 'cursor', next: 'mark', first: '0' };
  test.each<
    [
      string,
      Record<string, unknown>,
      { mode: 'full' | 'increment'; watermark?: string },
      Record<string, string>,
      string | undefined,
    ]
  >([
    [
      'none: everything',
      { kind: 'full' },
      { mode: 'full' },
      { s: '1970-01-01 08:00:00', u: '2026-06-30 10:00:00', c: '' },
      undefined,
    ],
    [
      'by time, the first: from the beginning',
      time,
      { mode: 'increment' },
      { s: '1970-01-01 08:00:00', u: '2026-06-30 10:00:00' },
      startedAt,
    ],
    [
      'by time, whole: from the beginning',
      time,
      { mode: 'full', watermark: '2026-06-29T02:00:00.000Z' },
      { s: '1970-01-01 08:00:00' },
      startedAt,
    ],
    [
      'by time: ten minutes before the last',
      time,
      { mode: 'increment', watermark: '2026-06-29T02:00:00.000Z' },
      { s: '2026-06-29 09:50:00' },
      startedAt,
    ],
    [
      'in milliseconds',
      { ...time, form: 'epoch-milliseconds' },
      { mode: 'increment', watermark: '2026-06-29T02:10:00.000Z' },
      { s: String(Date.parse('2026-06-29T02:00:00Z')), u: String(Date.parse(startedAt)) },
      startedAt,
    ],
    ['by cursor, the first', cursor, { mode: 'increment' }, { c: '0' }, 'm7'],
    ['by cursor', cursor, { mode: 'increment', watermark: 'm3' }, { c: 'm3' }, 'm7'],
    ['by cursor, whole', cursor, { mode: 'full', watermark: 'm3' }, { c: '0' }, 'm7'],
  ])('%s', async (_, increment, ...[readOptions, asked, watermark]) => {
    const service = await serving((_seen, response) => json(response, { data: rows, mark: 'm7' }));
    const { session } = openSession(declared(service.origin, { increment, request: { query } }), {
      readOptions: { ...readOptions, startedAt },
    });
    const [page] = await readAll(session);
    expect(Object.fromEntries(service.seen[0]?.url.searchParams ?? [])).toMatchObject(asked);
    expect(page?.watermark).toBe(watermark);
    await session.close();
  });

  test.each([
    ['the last page has none', [{ mark: 'm1' }, {}], 'm1'],
    ['it is empty', [{ mark: 'm1' }, { mark: '' }], 'm1'],
    ['no page has one', [{}, {}], 'm0'],
  ] as const)('the previous page’s cursor counts when %s', async (_, marks, watermark) => {
    const service = await serving((_seen, response, before) =>
      json(response, { ...marks[before], data: before === 0 ? rows : [] }),
    );
    const { session } = openSession(
      declared(service.origin, { increment: cursor, paging: { kind: 'page', size: 5 } }),
      {
        readOptions: { mode: 'increment', watermark: 'm0', startedAt },
      },
    );
    expect((await readAll(session)).map((page) => page.watermark)).toEqual([undefined, watermark]);
    await session.close();
  });
});

test('calls respect the rate limit', async () => {
  const service = await serving((_, response, before) => json(response, { data: before < 3 ? [{ no: before }] : [] }));
  const { session, pauses } = openSession(
    declared(service.origin, { paging: { kind: 'page', size: 1 }, limits: { requestsPerMinute: 60 } }),
  );
  await readAll(session);
  expect(pauses).toEqual([1000, 1000, 1000]);
  await session.close();
});
