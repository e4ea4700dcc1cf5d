import { describe, expect, test } from 'vitest';
import { listDeliveries } from '../../../lib/collection/deliveries/list-deliveries.ts';
import { listFindings } from '../../../lib/collection/deliveries/list-findings.ts';
import { codeOf, handed, rows, stranger, withTen } from './decide.ts';
import { callerWithRole, dataset, officer, operator } from './pipeline.ts';

describe('lists', () => {
  test('deliveries are listed newest first, page by page, and a cursor belongs to its filter', async () => {
    const pipeline = await withTen();
    for (const key of ['k', 'l', 'm']) await handed(pipeline, 'increment', rows(key));
    await handed(pipeline, 'increment', []);
    const list = async (
      query: { status?: 'published' | 'returned'; cursor?: string; limit: number },
      caller = officer,
    ) => await listDeliveries({ ...callerWithRole(caller), params: { dataset }, query, body: null }, pipeline.ports);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      if (!('items' in page)) throw new Error('refused');
      pages.push(...page.items.map(({ id }) => id));
      cursor = 'next' in page ? page.next : undefined;
    } while (cursor !== undefined);
    expect(pages).toEqual(
      pipeline.stores.deliveries
        .all()
        .map(({ id }) => id)
        .toReversed(),
    );
    const first = await list({ limit: 2, status: 'published' });
    const next = 'next' in first && first.next !== undefined ? first.next : '';
    expect(codeOf(await list({ limit: 2, cursor: next }))).toBe('cursor-not-valid');
    expect(await list({ limit: 9, status: 'returned' })).toMatchObject({ items: [{ status: 'returned' }] });
    expect(codeOf(await list({ limit: 2 }, stranger))).toBe('not-your-department');
    expect(codeOf(await list({ limit: 2 }, operator))).toBe('done');
  });

  test('findings come in the order of the rows, in pages that join to the whole', async () => {
    const pipeline = await withTen();
    const ports = { ...pipeline.ports, findingsDays: 1100 };
    const { id } = await handed(pipeline, 'increment', [
      ['k', '1'],
      ['l', null],
      ['m', null],
      ['a', null],
      ['n', null],
    ]);
    const found: (number | undefined)[] = [];
    let cursor: string | undefined;
    do {
      const page = await listFindings(
        {
          ...callerWithRole(officer),
          params: { delivery: id },
          query: { limit: 3, ...(cursor === undefined ? {} : { cursor }) },
          body: null,
        },
        ports,
      );
      if (!('items' in page)) throw new Error('refused');
      found.push(...page.items.map(({ row }) => row));
      cursor = 'next' in page ? page.next : undefined;
    } while (cursor !== undefined);
    expect(found).toEqual([3, 4, 5, 6]);
    const other = await handed(pipeline, 'increment', [
      ['k', '1'],
      ['l', null],
      ['m', null],
    ]);
    const page = await listFindings(
      { ...callerWithRole(officer), params: { delivery: other.id }, query: { limit: 1 }, body: null },
      ports,
    );
    const next = 'next' in page && page.next !== undefined ? page.next : '';
    expect(
      codeOf(
        await listFindings(
          { ...callerWithRole(officer), params: { delivery: id }, query: { limit: 1, cursor: next }, body: null },
          ports,
        ),
      ),
    ).toBe('cursor-not-valid');
    expect(
      codeOf(
        await listFindings(
          { ...callerWithRole(stranger), params: { delivery: id }, query: { limit: 1 }, body: null },
          ports,
        ),
      ),
    ).toBe('delivery-not-found');
    const later = { ...ports, now: () => '2029-12-31T00:00:00.000Z' };
    const input = { ...callerWithRole(officer), params: { delivery: id }, query: { limit: 1 }, body: null };
    expect(codeOf(await listFindings(input, later))).toBe('findings-expired');
  });
});
