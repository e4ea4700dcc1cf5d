import { describe, expect, test } from 'vitest';
import { listDatasets } from '../../lib/catalogue/reading/list-datasets.ts';
import type { Caller } from '../../schemas/departments/caller.ts';
import { isRefused } from '../../schemas/kernel/refusal.ts';
import { catalogue, checker, colleague, consumer, entryInStatus, maker, stranger, supervisor } from './acting.ts';

describe('lists', () => {
  const list = (who: Caller, query: Partial<Parameters<typeof listDatasets>[0]['query']> = {}) =>
    listDatasets(
      { caller: who, params: {}, query: { limit: 200, ...query }, body: undefined, requestId: 'list' },
      catalogue.ports,
    );
  const ids = (answer: Awaited<ReturnType<typeof list>>) =>
    isRefused(answer) ? [] : answer.items.map(({ dataset }) => dataset);

  test('drafts are seen by their department, the centre and the supervising office', async () => {
    const { dataset } = await entryInStatus('draft');
    for (const who of [maker, colleague, checker, supervisor]) expect(ids(await list(who))).toContain(dataset);
    for (const who of [stranger, consumer]) expect(ids(await list(who))).not.toContain(dataset);
    expect(ids(await list(consumer, { status: 'draft' }))).toEqual([]);
    expect(ids(await list(maker, { status: 'draft' }))).toContain(dataset);
  });

  test('withdrawn entries come when they are asked for', async () => {
    const { dataset } = await entryInStatus('withdrawn');
    expect(ids(await list(consumer))).not.toContain(dataset);
    expect(ids(await list(consumer, { status: 'withdrawn' }))).toContain(dataset);
  });

  test('an open version beside a published one is shown to insiders only, and found by its status', async () => {
    const { act, dataset } = await entryInStatus('published');
    await act.draftNext(maker);
    const open = async (who: Caller) => {
      const answer = await list(who);
      return isRefused(answer) ? null : answer.items.find((item) => item.dataset === dataset)?.open;
    };
    expect(await open(maker)).toEqual({ version: 2, status: 'draft' });
    expect(await open(consumer)).toBeUndefined();
    expect(ids(await list(checker, { status: 'draft' }))).toContain(dataset);
    expect(ids(await list(consumer, { status: 'draft' }))).not.toContain(dataset);
  });

  test('a filter looks through thousands of entries for its few', async () => {
    const { dataset } = await entryInStatus('draft');
    const [own] = await catalogue.ports.listings({ provider: undefined, after: undefined, limit: 1 });
    if (own === undefined) throw new Error(`${dataset} is not listed`);
    const many = Array.from({ length: 1001 }, (_each, i) => ({
      ...own,
      dataset: `many-${String(i).padStart(4, '0')}`,
      status: i % 500 === 0 ? ('registered' as const) : ('draft' as const),
    }));
    const listings = ({ after, limit }: { after: string | undefined; limit: number }) =>
      Promise.resolve(many.filter((each) => after === undefined || each.dataset > after).slice(0, limit));
    const ask = (cursor?: string) =>
      listDatasets(
        {
          caller: checker,
          params: {},
          query: { limit: 2, status: 'registered', ...(cursor === undefined ? {} : { cursor }) },
          body: undefined,
          requestId: 'list',
        },
        { listings },
      );
    const first = await ask();
    expect(ids(first)).toEqual(['many-0000', 'many-0500']);
    const second = await ask(isRefused(first) ? undefined : first.next);
    expect(ids(second)).toEqual(['many-1000']);
    expect(second).not.toHaveProperty('next');
  });

  test('page after page gives every entry once; a cursor of another list is refused', async () => {
    const whole = ids(await list(checker));
    const seen: string[] = [];
    for (let cursor: string | undefined, more = true; more;) {
      const page = await list(checker, { limit: 3, ...(cursor === undefined ? {} : { cursor }) });
      if (isRefused(page)) throw new Error(page.refused);
      seen.push(...page.items.map(({ dataset }) => dataset));
      if (page.next !== undefined)
        expect(await list(checker, { cursor: page.next, status: 'draft' })).toMatchObject({
          refused: 'cursor-not-valid',
        });
      cursor = page.next;
      more = cursor !== undefined;
    }
    expect(seen).toEqual(whole);
    expect(await list(checker, { cursor: 'nonsense' })).toMatchObject({ refused: 'cursor-not-valid' });
  });
});
