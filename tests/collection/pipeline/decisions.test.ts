import { describe, expect, test } from 'vitest';
import { downloadAnnotated } from '../../../lib/collection/annotate/download-annotated.ts';
import { approveDelivery } from '../../../lib/collection/deliveries/approve-delivery.ts';
import { discardDelivery } from '../../../lib/collection/deliveries/discard-delivery.ts';
import { listDeliveries } from '../../../lib/collection/deliveries/list-deliveries.ts';
import { listFindings } from '../../../lib/collection/deliveries/list-findings.ts';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { sweepDeliveries } from '../../../lib/collection/deliveries/sweep-deliveries.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { mustHold, shownAt } from './invariants.ts';
import {
  askedBy,
  dataset,
  leaseSeconds,
  officer,
  openWorld,
  operator,
  version,
  type Row,
  type World,
  type WorldSettings,
} from './pipeline.ts';
import { runWorld } from './run-pipeline.ts';

const colleague = { ...officer, subject: 'officer-2' };
const stranger = { ...officer, subject: 'officer-3', department: 'public-security' };
const rows = (...keys: readonly string[]): Row[] => keys.map((key) => [key, '1']);
const ten = rows('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');

const stored = (world: World, id: string): DeliveryRecord => {
  const delivery = world.stores.deliveries.all().find((one) => one.id === id);
  if (delivery === undefined) throw new Error('no such delivery');
  return delivery;
};
const quiet = (world: World) => runWorld(world).untilQuiet();
const handed = async (world: World, mode: 'full' | 'increment', given: readonly Row[]) => {
  const id = await world.hand(mode, given);
  await quiet(world);
  return stored(world, id);
};
const withTen = async (settings: WorldSettings = {}) => {
  const world = openWorld({ shrinkLimit: 0.2, ...settings });
  await handed(world, 'full', ten);
  return world;
};
const codeOf = (answer: unknown) => (isRefused(answer) ? answer.refused : 'done');
const approve = async (world: World, delivery: string, caller = colleague) =>
  codeOf(
    await approveDelivery({ ...askedBy(caller), params: { delivery }, body: { reason: '确已注销' } }, world.ports),
  );
const discard = async (world: World, delivery: string, caller = officer) =>
  codeOf(
    await discardDelivery({ ...askedBy(caller), params: { delivery }, body: { reason: '选错了文件' } }, world.ports),
  );
const retry = async (world: World, delivery: string, caller = officer) =>
  codeOf(await retryDelivery({ ...askedBy(caller), params: { delivery }, body: null }, world.ports));

describe('a delivery that would remove too much', () => {
  test('is held, and removes what was confirmed once somebody else releases it', async () => {
    const world = await withTen();
    const held = await handed(world, 'full', rows('a', 'b', 'c'));
    expect(held).toMatchObject({
      status: 'awaiting-approval',
      reason: { code: 'would-shrink' },
      rowCounts: { removed: 7 },
    });
    expect(held.reason?.detail).toMatch(/7 条.*10 条.*70%.*20%/);
    expect(await approve(world, held.id, officer)).toBe('same-person');
    expect(await approve(world, held.id, stranger)).toBe('delivery-not-found');
    expect(await approve(world, held.id)).toBe('done');
    await quiet(world);
    expect(stored(world, held.id)).toMatchObject({ status: 'published', rowCounts: { removed: 7 } });
    expect(await approve(world, held.id)).toBe('not-awaiting-approval');
    await mustHold(world);
  });

  test('is held again when the dataset has grown meanwhile: more would go than was confirmed', async () => {
    const world = await withTen();
    const held = await handed(world, 'full', rows('a', 'b', 'c'));
    await handed(world, 'increment', rows('k', 'l'));
    await approve(world, held.id);
    await quiet(world);
    expect(stored(world, held.id)).toMatchObject({ status: 'awaiting-approval', rowCounts: { removed: 9 } });
    expect((await shownAt(world)).size).toBe(12);
    await approve(world, held.id);
    await quiet(world);
    expect(stored(world, held.id).status).toBe('published');
    expect(await shownAt(world)).toEqual(new Map(rows('a', 'b', 'c').map(([key]) => [key, '1'])));
    await mustHold(world);
  });

  test('may remove less than was confirmed', async () => {
    const world = await withTen();
    const held = await handed(world, 'full', rows('a', 'b', 'c'));
    const other = await handed(world, 'full', rows('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'));
    expect(other.status).toBe('published');
    await approve(world, held.id);
    await quiet(world);
    expect(stored(world, held.id)).toMatchObject({ status: 'published', rowCounts: { removed: 5 } });
  });

  test('released and discarded at the same moment: the one that came second is refused', async () => {
    const world = await withTen();
    const held = await handed(world, 'full', rows('a'));
    const reading = { ...world.ports, deliveries: { ...world.ports.deliveries, read: async () => held } };
    expect(await discard(world, held.id)).toBe('done');
    expect(
      codeOf(
        await approveDelivery(
          { ...askedBy(colleague), params: { delivery: held.id }, body: { reason: '确已注销' } },
          reading,
        ),
      ),
    ).toBe('not-awaiting-approval');
    await quiet(world);
    expect(stored(world, held.id).status).toBe('discarded');
    expect((await shownAt(world)).size).toBe(10);
    expect(await discard(world, held.id)).toBe('not-discardable');
    await mustHold(world);
  });
});

describe('a delivery that ends without publication', () => {
  test.each([
    ['without rows', [], 'no-rows'],
    [
      'with faulty rows only',
      [
        ['a', null],
        ['b', null],
      ],
      'all-rows-rejected',
    ],
  ] as const)('%s', async (_, given, code) => {
    const world = await withTen();
    expect(await handed(world, 'full', given)).toMatchObject({
      status: 'returned',
      reason: { code },
      annotated: 'ready',
    });
    expect((await shownAt(world)).size).toBe(10);
    await mustHold(world);
  });

  test('one faulty row returns the whole where the catalogue says so', async () => {
    const world = await withTen();
    world.catalogue.versions = [{ ...version, content: { ...version.content, onRejectedRows: 'return-whole' } }];
    expect(await handed(world, 'full', [...ten, ['k', null]])).toMatchObject({
      status: 'returned',
      reason: { code: 'rows-rejected' },
      rowCounts: { read: 11, rejected: 1 },
    });
    expect(await handed(world, 'full', [...ten, ['k', '1']])).toMatchObject({
      status: 'published',
      rowCounts: { new: 1 },
    });
    await mustHold(world);
  });

  test('the dataset was withdrawn after the upload', async () => {
    const world = await withTen();
    const id = await world.hand('full', ten);
    world.catalogue.versions = [];
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'returned', reason: { code: 'dataset-not-published' } });
    world.catalogue.versions = [version];
    await mustHold(world);
    expect((await handed(world, 'increment', rows('k'))).status).toBe('published');
  });

  test('a workbook that can never be read fails, says so, and can be retried when it can', async () => {
    const world = await withTen();
    const id = await world.hand('full', [...ten, ['k', '1']]);
    world.broken.add(`deliveries/${id}/workbook.xlsx`);
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'failed', reason: { code: 'attempts-exhausted' }, attempts: 5 });
    expect((await handed(world, 'increment', rows('l'))).status).toBe('published');
    world.broken.clear();
    expect(await retry(world, id, stranger)).toBe('delivery-not-found');
    expect(await retry(world, id)).toBe('done');
    expect(await retry(world, id)).toBe('not-failed');
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'published', rowCounts: { new: 1, unchanged: 10, removed: 1 } });
    await mustHold(world);
  });
});

describe('marking up', () => {
  test.each([
    [
      'published',
      'increment',
      [
        ['k', '1'],
        ['l', null],
      ],
      'published',
    ],
    ['returned', 'increment', [['l', null]], 'returned'],
    [
      'awaiting-approval',
      'full',
      [
        ['a', '1'],
        ['b', null],
      ],
      'awaiting-approval',
    ],
  ] as const)('fails for ever: a delivery that is %s says so and rests', async (_, mode, given, status) => {
    const world = await withTen();
    world.broken.add('annotate-workbook');
    expect(await handed(world, mode, given)).toMatchObject({ status, annotated: 'failed' });
  });

  test('has failed for ever: the held delivery can be released all the same', async () => {
    const world = await withTen();
    world.broken.add('annotate-workbook');
    const { id } = await handed(world, 'full', [
      ['a', '1'],
      ['b', null],
    ]);
    world.broken.clear();
    await approve(world, id);
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'published', annotated: 'ready' });
  });

  test('is not waited for when the delivery is discarded', async () => {
    const world = await withTen();
    const id = await world.hand('full', [
      ['a', '1'],
      ['b', null],
    ]);
    world.broken.add('annotate-workbook');
    const run = runWorld(world);
    for (
      let message = world.queue.shift();
      message !== undefined && message.kind !== 'annotate-workbook';
      message = world.queue.shift()
    )
      await world.handle(message, async () => undefined);
    expect(stored(world, id)).toMatchObject({ status: 'awaiting-approval', annotated: 'pending' });
    await discard(world, id);
    await run.untilQuiet();
    expect(stored(world, id)).toMatchObject({ status: 'discarded', annotated: 'none' });
  });

  test('what is marked are the findings of the last time that it was taken in', async () => {
    const world = await withTen();
    const held = await handed(world, 'full', [
      ['a', '1'],
      ['b', null],
    ]);
    expect(held.annotated).toBe('ready');
    await approve(world, held.id);
    expect(stored(world, held.id)).toMatchObject({ annotated: 'none', attempts: 0 });
    expect([stored(world, held.id).reason, stored(world, held.id).finishedAt]).toEqual([undefined, undefined]);
    await quiet(world);
    expect(stored(world, held.id)).toMatchObject({ status: 'published', annotated: 'ready' });
  });

  test('the officer’s file name is in the answer, never in the address', async () => {
    const world = await withTen();
    const { id } = await handed(world, 'increment', [
      ['k', '1'],
      ['l', null],
    ]);
    const names: string[] = [];
    const downloadAddress = async (_key: string, name: string) => {
      names.push(name);
      return 'address';
    };
    const ports = { ...world.ports, downloadAddress };
    const answer = await downloadAnnotated(
      { ...askedBy(officer), params: { delivery: id }, query: { rows: 'failed' }, body: null },
      ports,
    );
    expect(answer).toMatchObject({ fileName: '捕捞（待修改）.xlsx' });
    expect(names).toEqual([`${dataset}-${id}（待修改）.xlsx`]);
    expect(
      codeOf(
        await downloadAnnotated(
          { ...askedBy(stranger), params: { delivery: id }, query: { rows: 'all' }, body: null },
          ports,
        ),
      ),
    ).toBe('delivery-not-found');
  });
});

describe('uploads', () => {
  test('a second file at the same address is dropped and counted; the first one counts', async () => {
    const world = await withTen();
    const id = await world.hand('increment', rows('k'));
    world.upload(id, rows('x', 'y'), 'v2');
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'published', laterUploads: 1, rowCounts: { read: 1 } });
    expect([...(world.stores.raw.get(`deliveries/${id}/workbook.xlsx`) ?? new Map<string, unknown>()).keys()]).toEqual([
      'v1',
    ]);
    await mustHold(world);
  });

  test('the same news again keeps the file, and orders the taking in once more', async () => {
    const world = await withTen();
    const id = await world.hand('increment', rows('k'));
    const [news] = world.queue.splice(0);
    if (news === undefined) throw new Error('no news');
    await world.handle(news, async () => undefined);
    await world.handle(news, async () => undefined);
    expect(world.queue.map(({ kind }) => kind)).toEqual(['ingest', 'ingest']);
    await quiet(world);
    await world.handle(news, async () => undefined);
    expect(stored(world, id)).toMatchObject({ status: 'published', laterUploads: 0 });
    expect(world.stores.raw.get(`deliveries/${id}/workbook.xlsx`)?.size).toBe(1);
  });

  test('a second file for a delivery that failed while it was worked on is dropped all the same', async () => {
    const world = await withTen();
    const id = await world.hand('increment', rows('k'));
    world.broken.add(`deliveries/${id}/workbook.xlsx`);
    await quiet(world);
    world.upload(id, rows('x'), 'v2');
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'failed', rawVersion: 'v1', laterUploads: 1 });
  });

  test('an upload that ends after the delivery was given up is taken in', async () => {
    const world = await withTen();
    const id = await world.hand('increment', rows('k'));
    const key = `deliveries/${id}/workbook.xlsx`;
    world.stores.raw.delete(key);
    world.queue.length = 0;
    world.wait(21 * 60);
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'failed', reason: { code: 'nothing-uploaded' } });
    expect(await retry(world, id)).toBe('not-failed');
    world.upload(id, rows('k'), 'v1');
    await quiet(world);
    expect(stored(world, id)).toMatchObject({ status: 'published', rowCounts: { new: 1 }, laterUploads: 0 });
    expect(stored(world, id).reason).toBeUndefined();
  });
});

describe('the sweep', () => {
  test('a delivery that can’t be taken up keeps no other waiting, and the alarm rings', async () => {
    const world = await withTen();
    const stuck = await world.hand('increment', rows('k'));
    const other = await world.hand('increment', rows('l'));
    world.queue.length = 0;
    world.wait(21 * 60);
    const ports = {
      ...world.ports,
      arrivedAt: async (key: string) =>
        key.includes(stuck) ? Promise.reject(new Error('forbidden')) : await world.ports.arrivedAt(key),
    };
    await expect(sweepDeliveries(ports)).rejects.toThrow('sweep-incomplete');
    expect(stored(world, other).status).toBe('received');
    expect(stored(world, stuck).status).toBe('awaiting-upload');
  });

  test('the list lags: a delivery that was moved on since is left alone', async () => {
    const world = await withTen({ lag: true });
    const id = await world.hand('increment', rows('k'));
    const stale = {
      ...stored(world, id),
      status: 'loading' as const,
      attempts: 9,
      retryAt: '2020-01-01T00:00:00.000Z',
    };
    await sweepDeliveries({ ...world.ports, deliveries: { ...world.ports.deliveries, due: async () => [stale] } });
    expect(stored(world, id)).toMatchObject({ status: 'awaiting-upload', attempts: 0 });
  });

  test('waiting for a turn, however long, is no attempt; loading without progress is', async () => {
    const world = await withTen();
    const loading = await world.hand('increment', [...rows('k', 'l', 'm', 'n')]);
    const waiting = await world.hand('increment', rows('o'));
    const passNothing = async () => undefined;
    for (
      let message = world.queue.shift();
      message !== undefined && message.kind !== 'load';
      message = world.queue.shift()
    )
      await world.handle(message, passNothing);
    world.queue.length = 0;
    for (let round = 0; round < 3; round += 1) {
      world.wait(3 * leaseSeconds);
      await world.handle('sweep', passNothing);
      for (let message = world.queue.shift(); message !== undefined; message = world.queue.shift())
        if (message.kind === 'ingest') await world.handle(message, passNothing);
    }
    expect([stored(world, loading).attempts, stored(world, waiting).attempts]).toEqual([3, 0]);
    await world.handle({ kind: 'load', delivery: loading, part: 1 }, passNothing);
    expect(stored(world, loading).attempts).toBe(0);
    await quiet(world);
    expect([stored(world, loading).status, stored(world, waiting).status]).toEqual(['published', 'published']);
    await mustHold(world);
  });
});

describe('lists', () => {
  test('deliveries come newest first, in pages that join to the whole, and a cursor belongs to its filter', async () => {
    const world = await withTen();
    for (const key of ['k', 'l', 'm']) await handed(world, 'increment', rows(key));
    await handed(world, 'increment', []);
    const list = async (
      query: { status?: 'published' | 'returned'; cursor?: string; limit: number },
      caller = officer,
    ) => await listDeliveries({ ...askedBy(caller), params: { dataset }, query, body: null }, world.ports);
    const pages: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      if (!('items' in page)) throw new Error('refused');
      pages.push(...page.items.map(({ id }) => id));
      cursor = 'next' in page ? page.next : undefined;
    } while (cursor !== undefined);
    expect(pages).toEqual(
      world.stores.deliveries
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
    const world = await withTen();
    const { id } = await handed(world, 'increment', [
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
          ...askedBy(officer),
          params: { delivery: id },
          query: { limit: 3, ...(cursor === undefined ? {} : { cursor }) },
          body: null,
        },
        world.ports,
      );
      if (!('items' in page)) throw new Error('refused');
      found.push(...page.items.map(({ row }) => row));
      cursor = 'next' in page ? page.next : undefined;
    } while (cursor !== undefined);
    expect(found).toEqual([3, 4, 5, 6]);
    const other = await handed(world, 'increment', [
      ['k', '1'],
      ['l', null],
      ['m', null],
    ]);
    const page = await listFindings(
      { ...askedBy(officer), params: { delivery: other.id }, query: { limit: 1 }, body: null },
      world.ports,
    );
    const next = 'next' in page && page.next !== undefined ? page.next : '';
    expect(
      codeOf(
        await listFindings(
          { ...askedBy(officer), params: { delivery: id }, query: { limit: 1, cursor: next }, body: null },
          world.ports,
        ),
      ),
    ).toBe('cursor-not-valid');
    expect(
      codeOf(
        await listFindings(
          { ...askedBy(stranger), params: { delivery: id }, query: { limit: 1 }, body: null },
          world.ports,
        ),
      ),
    ).toBe('delivery-not-found');
  });
});
