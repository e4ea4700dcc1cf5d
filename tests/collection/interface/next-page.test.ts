import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildPlaceholders } from '../../../lib/collection/interface/build-placeholders.ts';
import { isBeyondLastPage, mayBeBeyondLastPage } from '../../../lib/collection/interface/is-beyond-last-page.ts';
import { type PageSummary, nextPage } from '../../../lib/collection/interface/next-page.ts';
import { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { PageCheckpoint } from '../../../schemas/collection/sources/page-checkpoint.ts';
import type { SourceFaultCode } from '../../../schemas/collection/sources/source-faults.ts';

const readOptions = { mode: 'increment', watermark: 'w0', startedAt: '2026-06-30T02:00:00.000Z' } as const;
const declared = (paging: unknown, increment: unknown = { kind: 'full' }, pages = 100) =>
  InterfaceDeclaration.pick({ paging: true, increment: true, limits: true }).parse({
    paging,
    increment,
    limits: { pages },
  });
const pageSummary = (more: Partial<PageSummary> = {}): PageSummary => ({
  rows: 2,
  hash: 'h',
  total: null,
  next: null,
  mark: null,
  ...more,
});
const page = { kind: 'page', size: 2 };

describe('where the next page begins', () => {
  test.each<[string, unknown, PageCheckpoint, Partial<PageSummary>, PageCheckpoint | null]>([
    ['after everything: nowhere', { kind: 'none' }, { page: 1, rows: 0 }, {}, null],
    ['after a full page', page, { page: 1, rows: 0 }, {}, { page: 2, rows: 2, hash: 'h' }],
    [
      'after a short page, since the service may give more',
      page,
      { page: 2, rows: 2, hash: 'g' },
      { rows: 1 },
      { page: 3, rows: 3, hash: 'h', isAfterShortPage: true },
    ],
    [
      'after a short first page, whose length is what the service gives at most',
      { ...page, size: 20 },
      { page: 1, rows: 0 },
      { rows: 10 },
      { page: 2, rows: 10, hash: 'h', size: 10, isAfterShortPage: true },
    ],
    [
      'after a page as long as the first short one',
      { ...page, size: 20 },
      { page: 2, rows: 10, hash: 'g', size: 10, isAfterShortPage: true },
      { rows: 10 },
      { page: 3, rows: 20, hash: 'h', size: 10 },
    ],
    [
      'after a short page, before the total',
      { ...page, size: 20 },
      { page: 1, rows: 0 },
      { rows: 10, total: 25 },
      { page: 2, rows: 10, total: 25, hash: 'h', size: 10, isAfterShortPage: true },
    ],
    [
      'after a short page of a longer list',
      page,
      { page: 3, rows: 3, hash: 'g', isAfterShortPage: true },
      {},
      { page: 4, rows: 5, hash: 'h', isFiltered: true },
    ],
    [
      'after the first empty page of a service that filters its pages',
      page,
      { page: 5, rows: 5, hash: 'g', isFiltered: true },
      { rows: 0 },
      { page: 6, rows: 5, isAfterShortPage: true, isFiltered: true, isAfterEmptyPage: true },
    ],
    [
      'after the second one',
      page,
      { page: 6, rows: 5, isAfterShortPage: true, isFiltered: true, isAfterEmptyPage: true },
      { rows: 0 },
      null,
    ],
    [
      'after rows behind an empty page',
      page,
      { page: 6, rows: 5, isAfterShortPage: true, isFiltered: true, isAfterEmptyPage: true },
      {},
      { page: 7, rows: 7, hash: 'h', isFiltered: true },
    ],
    [
      'after the first empty page at the limit of pages',
      page,
      { page: 100, rows: 5, hash: 'g', isFiltered: true },
      { rows: 0 },
      null,
    ],
    ['after a short page: the same again', page, { page: 3, rows: 3, hash: 'h', isAfterShortPage: true }, {}, null],
    ['after a short page: nothing', page, { page: 3, rows: 3, hash: 'g', isAfterShortPage: true }, { rows: 0 }, null],
    [
      'after a full page that comes again, since the service may ignore page numbers',
      page,
      { page: 3, rows: 4, hash: 'h' },
      {},
      { page: 4, rows: 4, hash: 'h', isAfterRepeat: true },
    ],
    ['after a full page for the third time', page, { page: 4, rows: 4, hash: 'h', isAfterRepeat: true }, {}, null],
    ['after an empty page', page, { page: 2, rows: 2 }, { rows: 0 }, null],
    [
      'after a short page, where only an empty one is the last',
      { ...page, ends: 'until-empty' },
      { page: 1, rows: 0 },
      { rows: 1 },
      { page: 2, rows: 1, hash: 'h', size: 1, isAfterShortPage: true },
    ],
    ['after the total', page, { page: 2, rows: 2 }, { total: 4 }, null],
    [
      'after the total, where only an empty one is the last',
      { ...page, ends: 'until-empty' },
      { page: 2, rows: 2 },
      { total: 4 },
      null,
    ],
    ['after the total that an earlier page told', page, { page: 2, rows: 2, total: 4 }, {}, null],
    ['before the total', page, { page: 1, rows: 0 }, { total: 4 }, { page: 2, rows: 2, total: 4, hash: 'h' }],
    [
      'where the offset leads',
      { kind: 'offset', size: 2 },
      { page: 3, rows: 4, hash: 'g' },
      {},
      { page: 4, rows: 6, hash: 'h' },
    ],
    [
      'where the cursor points',
      { kind: 'cursor', next: 'n' },
      { page: 1, rows: 0 },
      { next: 'c1' },
      { page: 2, rows: 2, cursor: 'c1', hash: 'h' },
    ],
    [
      'where it points, though nothing came',
      { kind: 'cursor', next: 'n' },
      { page: 2, rows: 2, cursor: 'c1' },
      { rows: 0, next: 'c2' },
      { page: 3, rows: 2, cursor: 'c2' },
    ],
    ['where there is no cursor', { kind: 'cursor', next: 'n' }, { page: 2, rows: 2, cursor: 'c1' }, {}, null],
    [
      'where the link leads',
      { kind: 'link' },
      { page: 1, rows: 0 },
      { next: 'http://h/2' },
      { page: 2, rows: 2, cursor: 'http://h/2', hash: 'h' },
    ],
    [
      'two empty pages are not the same page',
      { kind: 'cursor', next: 'n' },
      { page: 2, rows: 0, hash: 'h', cursor: 'c1' },
      { rows: 0, next: 'c2' },
      { page: 3, rows: 0, cursor: 'c2' },
    ],
    ['the limit of pages', page, { page: 100, rows: 198 }, { rows: 1 }, null],
  ])('%s', (_, paging, ...[checkpoint, more, next]) => {
    expect(nextPage(declared(paging), readOptions, checkpoint, pageSummary(more)).next).toEqual(next);
  });

  test('the increment’s cursor is carried to the last page', () => {
    const increment = { kind: 'cursor', next: 'm' };
    expect(
      nextPage(declared(page, increment), readOptions, { page: 1, rows: 0, mark: 'm1' }, pageSummary()).next,
    ).toMatchObject({
      mark: 'm1',
    });
    expect(
      nextPage(declared(page, increment), readOptions, { page: 1, rows: 0, mark: 'm1' }, pageSummary({ mark: 'm2' }))
        .next,
    ).toMatchObject({ mark: 'm2' });
  });
});

describe('an end that loses rows is none', () => {
  const twenty = { kind: 'page', size: 20 };
  const capped = '服务每页最多给出 10 条，少于登记的 20 条，请把登记的每页条数改为 10。';
  test.each<[string, unknown, PageCheckpoint, Partial<PageSummary>, string, Record<string, unknown>]>([
    [
      'an empty page before the total, of a service that caps pages',
      twenty,
      { page: 3, rows: 20, total: 25, size: 10, hash: 'g' },
      { rows: 0 },
      'total-differs',
      { rows: 20, total: 25, cause: capped },
    ],
    [
      'one page before the total',
      { kind: 'none' },
      { page: 1, rows: 0 },
      { total: 25 },
      'total-differs',
      { rows: 2, total: 25, cause: '登记为不翻页，而服务可能只给出了第一页，请核对翻页方式。' },
    ],
    [
      'an empty page before the total',
      page,
      { page: 2, rows: 2, total: 3 },
      { rows: 0 },
      'total-differs',
      { rows: 2, total: 3, cause: '' },
    ],
    ['the first page again', page, { page: 2, rows: 2, hash: 'h' }, {}, 'page-repeated', { page: 2 }],
    [
      'a full page again, before the total',
      page,
      { page: 3, rows: 4, hash: 'h', total: 9 },
      {},
      'page-repeated',
      { page: 3 },
    ],
    [
      'a full page again, where only an empty one is the last',
      { ...page, ends: 'until-empty' },
      { page: 3, rows: 4, hash: 'h' },
      {},
      'page-repeated',
      { page: 3 },
    ],
    [
      'a full page again, then another',
      page,
      { page: 4, rows: 4, hash: 'g', isAfterRepeat: true },
      {},
      'page-repeated',
      { page: 3 },
    ],
    [
      'a full page again, then nothing',
      page,
      { page: 4, rows: 4, hash: 'g', isAfterRepeat: true },
      { rows: 0 },
      'page-repeated',
      { page: 3 },
    ],
    [
      'a full page again after 10,000 rows, where services cut',
      { kind: 'page', size: 1000 },
      { page: 11, rows: 10_000, hash: 'h' },
      { rows: 1000 },
      'page-repeated',
      { page: 11 },
    ],
    [
      'a cursor’s full page again',
      { kind: 'cursor', next: 'n' },
      { page: 3, rows: 4, hash: 'h', cursor: 'c1' },
      { next: 'c2' },
      'page-repeated',
      { page: 3 },
    ],
    [
      'a short page again, before the total',
      page,
      { page: 3, rows: 3, hash: 'h', total: 9, isAfterShortPage: true },
      {},
      'page-repeated',
      { page: 3 },
    ],
    [
      'a short page again, where only an empty one is the last',
      { ...page, ends: 'until-empty' },
      { page: 3, rows: 3, hash: 'h', isAfterShortPage: true },
      {},
      'page-repeated',
      { page: 3 },
    ],
    [
      'the limit of pages, after short ones',
      twenty,
      { page: 100, rows: 990, size: 10 },
      { rows: 10 },
      'paging-endless',
      { page: 100 },
    ],
  ])('%s', (_, paging, ...[checkpoint, more, code, facts]) => {
    const read = () => nextPage(declared(paging), readOptions, checkpoint, pageSummary(more));
    expect(read).toThrow(expect.objectContaining({ code, facts }));
  });

  test.each<[string, SourceFaultCode, Record<string, number>, PageCheckpoint, boolean]>([
    ['404 after a short page', 'http-status', { status: 404 }, { page: 2, rows: 1, isAfterShortPage: true }, true],
    ['no list after a short page', 'records-not-found', {}, { page: 2, rows: 1, isAfterShortPage: true }, true],
    ['500 after a short page', 'http-status', { status: 500 }, { page: 2, rows: 1, isAfterShortPage: true }, false],
    ['a business error', 'business-error', {}, { page: 2, rows: 1, isAfterShortPage: true }, false],
    ['404 after a full page', 'http-status', { status: 404 }, { page: 2, rows: 2 }, false],
    [
      '404 before the total',
      'http-status',
      { status: 404 },
      { page: 2, rows: 1, total: 3, isAfterShortPage: true },
      false,
    ],
  ])('a page that does not exist: %s', (_, code, ...[facts, checkpoint, isEnd]) => {
    expect(isBeyondLastPage({ code, facts }, checkpoint)).toBe(isEnd);
  });

  const full = { page: 3, rows: 4, hash: 'h' };
  test.each<[string, SourceFaultCode, Record<string, number>, PageCheckpoint, boolean]>([
    ['404', 'http-status', { status: 404 }, full, true],
    ['410', 'http-status', { status: 410 }, full, true],
    ['416', 'http-status', { status: 416 }, full, true],
    ['400, which also says that paging is too deep', 'http-status', { status: 400 }, full, false],
    ['500', 'http-status', { status: 500 }, full, false],
    ['no list', 'records-not-found', {}, full, false],
    ['404 for the first page', 'http-status', { status: 404 }, { page: 1, rows: 0 }, false],
    ['404 before the total', 'http-status', { status: 404 }, { ...full, total: 9 }, false],
    ['404 after 10,000 rows', 'http-status', { status: 404 }, { ...full, rows: 10_000 }, false],
    ['404 after a full page that came twice', 'http-status', { status: 404 }, { ...full, isAfterRepeat: true }, false],
  ])('a page that may not exist, after a full one: %s', (_, code, ...[facts, checkpoint, isEnd]) => {
    expect(mayBeBeyondLastPage({ code, facts }, checkpoint)).toBe(isEnd);
  });
});

test('reading numbered pages always ends: at the last page, at the limit, or in a fault', () => {
  const size = fc.integer({ min: 0, max: 4 });
  fc.assert(
    fc.property(
      fc.array(size, { minLength: 12, maxLength: 12 }),
      fc.constantFrom('page', 'offset'),
      fc.constantFrom('short-page', 'until-empty'),
      fc.option(size),
      (sizes, kind, ends, total) => {
        const declaration = declared({ kind, size: 2, ends }, { kind: 'full' }, 10);
        let checkpoint: PageCheckpoint | null = { page: 1, rows: 0 };
        let [asked, rows] = [0, 0];
        try {
          while (checkpoint !== null) {
            expect(PageCheckpoint.parse(JSON.parse(JSON.stringify(checkpoint)))).toEqual(checkpoint);
            const here = sizes[asked] ?? 0;
            asked += 1;
            rows += here;
            checkpoint = nextPage(
              declaration,
              readOptions,
              checkpoint,
              pageSummary({ rows: here, hash: `${asked}`, total }),
            ).next;
          }
          if (total !== null) expect(rows).toBe(total);
        } catch (error) {
          expect(String(error)).toMatch(/paging-endless|total-differs/);
        }
        expect(asked).toBeLessThanOrEqual(10);
      },
    ),
  );
});

test.each<[string, unknown, PageCheckpoint, Record<string, string>]>([
  [
    'pages from 1',
    { kind: 'page', size: 50 },
    { page: 3, rows: 100 },
    { page: '3', offset: '100', size: '50', cursor: '' },
  ],
  ['pages from 0', { kind: 'page', first: 0, size: 50 }, { page: 3, rows: 100 }, { page: '2', offset: '100' }],
  ['offsets follow the rows read', { kind: 'offset', size: 50 }, { page: 3, rows: 70 }, { page: '3', offset: '70' }],
  [
    'pages of a smaller size',
    { kind: 'page', size: 50 },
    { page: 3, rows: 20, size: 10 },
    { offset: '20', size: '10' },
  ],
  ['cursors', { kind: 'cursor', next: 'n' }, { page: 3, rows: 1, cursor: 'c2' }, { cursor: 'c2', size: '500' }],
  ['links: their address is no cursor', { kind: 'link' }, { page: 3, rows: 1, cursor: 'http://h/3' }, { cursor: '' }],
])('the placeholders: %s', (_, paging, checkpoint, placeholders) => {
  expect(buildPlaceholders(declared(paging), readOptions, checkpoint)).toMatchObject(placeholders);
});
