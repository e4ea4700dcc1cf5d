import { describe, expect, test } from 'vitest';
import { downloadAnnotated } from '../../../lib/collection/annotate/download-annotated.ts';
import { approveDelivery } from '../../../lib/collection/deliveries/approve-delivery.ts';
import { discardDelivery } from '../../../lib/collection/deliveries/discard-delivery.ts';
import { listDeliveries } from '../../../lib/collection/deliveries/list-deliveries.ts';
import { listFindings } from '../../../lib/collection/deliveries/list-findings.ts';
import { retryDelivery } from '../../../lib/collection/deliveries/retry-delivery.ts';
import { sweepDeliveries } from '../../../lib/collection/deliveries/sweep-deliveries.ts';
import type { DeliveryRecord, Staged } from '../../../schemas/collection/delivery-record.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { assertInvariants, shownAt } from './invariants.ts';
import {
  callerWithRole,
  dataset,
  leaseSeconds,
  officer,
  openPipeline,
  operator,
  version,
  type Row,
  type Pipeline,
  type PipelineSettings,
} from './pipeline.ts';
import { runPipeline } from './run-pipeline.ts';

const colleague = { ...officer, subject: 'officer-2' };
const stranger = { ...officer, subject: 'officer-3', department: 'public-security' };
const rows = (...keys: readonly string[]): Row[] => keys.map((key) => [key, '1']);
const ten = rows('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');

const stored = (pipeline: Pipeline, id: string): DeliveryRecord => {
  const delivery = pipeline.stores.deliveries.all().find((one) => one.id === id);
  if (delivery === undefined) throw new Error('no such delivery');
  return delivery;
};
const emptyStaged: Staged = {
  prefix: 'staged/none',
  parts: 0,
  findingChunks: 0,
  findings: 0,
  truncated: false,
  records: 0,
  faultyRows: 0,
  headerRow: 1,
  columns: [],
  absentFields: [],
};
const quiet = (pipeline: Pipeline) => runPipeline(pipeline).untilQuiet();
const handed = async (pipeline: Pipeline, mode: 'full' | 'increment', given: readonly Row[]) => {
  const id = await pipeline.hand(mode, given);
  await quiet(pipeline);
  return stored(pipeline, id);
};
const withTen = async (settings: PipelineSettings = {}) => {
  const pipeline = openPipeline({ shrinkLimit: 0.2, ...settings });
  await handed(pipeline, 'full', ten);
  return pipeline;
};
const codeOf = (answer: unknown) => (isRefused(answer) ? answer.refused : 'done');
const approve = async (pipeline: Pipeline, delivery: string, caller = colleague) =>
  codeOf(
    await approveDelivery(
      { ...callerWithRole(caller), params: { delivery }, body: { reason: '确已注销' } },
      pipeline.ports,
    ),
  );
const discard = async (pipeline: Pipeline, delivery: string, caller = officer) =>
  codeOf(
    await discardDelivery(
      { ...callerWithRole(caller), params: { delivery }, body: { reason: '选错了文件' } },
      pipeline.ports,
    ),
  );
const retry = async (pipeline: Pipeline, delivery: string, caller = officer) =>
  codeOf(await retryDelivery({ ...callerWithRole(caller), params: { delivery }, body: null }, pipeline.ports));

describe('a delivery that would remove too much', () => {
  test('awaits approval, and removes as much as was approved once somebody else approves it', async () => {
    const pipeline = await withTen();
    const waiting = await handed(pipeline, 'full', rows('a', 'b', 'c'));
    expect(waiting).toMatchObject({
      status: 'awaiting-approval',
      reason: { code: 'would-shrink' },
      rowCounts: { removed: 7 },
    });
    expect(waiting.reason?.detail).toMatch(/7 条.*10 条.*70%.*20%/);
    expect(await approve(pipeline, waiting.id, officer)).toBe('same-person');
    expect(await approve(pipeline, waiting.id, stranger)).toBe('delivery-not-found');
    expect(await approve(pipeline, waiting.id)).toBe('done');
    await quiet(pipeline);
    expect(stored(pipeline, waiting.id)).toMatchObject({ status: 'published', rowCounts: { removed: 7 } });
    expect(await approve(pipeline, waiting.id)).toBe('not-awaiting-approval');
    await assertInvariants(pipeline);
  });

  test('awaits approval again when the dataset has grown: more would be removed than was approved', async () => {
    const pipeline = await withTen();
    const waiting = await handed(pipeline, 'full', rows('a', 'b', 'c'));
    await handed(pipeline, 'increment', rows('k', 'l'));
    await approve(pipeline, waiting.id);
    await quiet(pipeline);
    expect(stored(pipeline, waiting.id)).toMatchObject({ status: 'awaiting-approval', rowCounts: { removed: 9 } });
    expect((await shownAt(pipeline)).size).toBe(12);
    await approve(pipeline, waiting.id);
    await quiet(pipeline);
    expect(stored(pipeline, waiting.id).status).toBe('published');
    expect(await shownAt(pipeline)).toEqual(new Map(rows('a', 'b', 'c').map(([key]) => [key, '1'])));
    await assertInvariants(pipeline);
  });

  test('may remove less than was confirmed', async () => {
    const pipeline = await withTen();
    const waiting = await handed(pipeline, 'full', rows('a', 'b', 'c'));
    const other = await handed(pipeline, 'full', rows('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'));
    expect(other.status).toBe('published');
    await approve(pipeline, waiting.id);
    await quiet(pipeline);
    expect(stored(pipeline, waiting.id)).toMatchObject({ status: 'published', rowCounts: { removed: 5 } });
  });

  test('approved and discarded at the same moment: the second is refused', async () => {
    const pipeline = await withTen();
    const waiting = await handed(pipeline, 'full', rows('a'));
    const reading = { ...pipeline.ports, deliveries: { ...pipeline.ports.deliveries, read: async () => waiting } };
    expect(await discard(pipeline, waiting.id)).toBe('done');
    expect(
      codeOf(
        await approveDelivery(
          { ...callerWithRole(colleague), params: { delivery: waiting.id }, body: { reason: '确已注销' } },
          reading,
        ),
      ),
    ).toBe('not-awaiting-approval');
    await quiet(pipeline);
    expect(stored(pipeline, waiting.id).status).toBe('discarded');
    expect((await shownAt(pipeline)).size).toBe(10);
    expect(await discard(pipeline, waiting.id)).toBe('not-discardable');
    await assertInvariants(pipeline);
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
    const pipeline = await withTen();
    expect(await handed(pipeline, 'full', given)).toMatchObject({
      status: 'returned',
      reason: { code },
      annotated: 'ready',
    });
    expect((await shownAt(pipeline)).size).toBe(10);
    await assertInvariants(pipeline);
  });

  test('one faulty row returns the whole where the catalogue says so', async () => {
    const pipeline = await withTen();
    pipeline.catalogue.versions = [{ ...version, content: { ...version.content, onRejectedRows: 'return-whole' } }];
    expect(await handed(pipeline, 'full', [...ten, ['k', null]])).toMatchObject({
      status: 'returned',
      reason: { code: 'rows-rejected' },
      rowCounts: { read: 11, rejected: 1 },
    });
    expect(await handed(pipeline, 'full', [...ten, ['k', '1']])).toMatchObject({
      status: 'published',
      rowCounts: { new: 1 },
    });
    await assertInvariants(pipeline);
  });

  test('the dataset was withdrawn after the upload', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('full', ten);
    pipeline.catalogue.versions = [];
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'returned', reason: { code: 'dataset-not-published' } });
    pipeline.catalogue.versions = [version];
    await assertInvariants(pipeline);
    expect((await handed(pipeline, 'increment', rows('k'))).status).toBe('published');
  });

  test('a workbook that can never be read fails, says so, and can be retried when it can', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('full', [...ten, ['k', '1']]);
    pipeline.broken.add(`deliveries/${id}/workbook.xlsx`);
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({
      status: 'failed',
      reason: { code: 'attempts-exhausted' },
      attempts: 5,
    });
    expect((await handed(pipeline, 'increment', rows('l'))).status).toBe('published');
    pipeline.broken.clear();
    expect(await retry(pipeline, id, stranger)).toBe('delivery-not-found');
    expect(await retry(pipeline, id)).toBe('done');
    expect(await retry(pipeline, id)).toBe('not-failed');
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({
      status: 'published',
      rowCounts: { new: 1, unchanged: 10, removed: 1 },
    });
    await assertInvariants(pipeline);
  });
});

describe('annotating', () => {
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
    const pipeline = await withTen();
    pipeline.broken.add('annotate-workbook');
    expect(await handed(pipeline, mode, given)).toMatchObject({ status, annotated: 'failed' });
  });

  test('has failed for good: the waiting delivery can still be approved', async () => {
    const pipeline = await withTen();
    pipeline.broken.add('annotate-workbook');
    const { id } = await handed(pipeline, 'full', [
      ['a', '1'],
      ['b', null],
    ]);
    pipeline.broken.clear();
    await approve(pipeline, id);
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', annotated: 'ready' });
  });

  test('is not waited for when the delivery is discarded', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('full', [
      ['a', '1'],
      ['b', null],
    ]);
    pipeline.broken.add('annotate-workbook');
    const run = runPipeline(pipeline);
    for (
      let message = pipeline.queue.shift();
      message !== undefined && message.kind !== 'annotate-workbook';
      message = pipeline.queue.shift()
    )
      await pipeline.handle(message, async () => undefined);
    expect(stored(pipeline, id)).toMatchObject({ status: 'awaiting-approval', annotated: 'pending' });
    await discard(pipeline, id);
    await run.untilQuiet();
    expect(stored(pipeline, id)).toMatchObject({ status: 'discarded', annotated: 'none' });
  });

  test('what is marked are the findings of the last time that it was taken in', async () => {
    const pipeline = await withTen();
    const waiting = await handed(pipeline, 'full', [
      ['a', '1'],
      ['b', null],
    ]);
    expect(waiting.annotated).toBe('ready');
    await approve(pipeline, waiting.id);
    expect(stored(pipeline, waiting.id)).toMatchObject({ annotated: 'none', attempts: 0 });
    expect([stored(pipeline, waiting.id).reason, stored(pipeline, waiting.id).finishedAt]).toEqual([
      undefined,
      undefined,
    ]);
    await quiet(pipeline);
    expect(stored(pipeline, waiting.id)).toMatchObject({ status: 'published', annotated: 'ready' });
  });

  test('the officer’s file name is in the answer, never in the address', async () => {
    const pipeline = await withTen();
    const { id } = await handed(pipeline, 'increment', [
      ['k', '1'],
      ['l', null],
    ]);
    const names: string[] = [];
    const presignDownload = async (_key: string, name: string) => {
      names.push(name);
      return 'address';
    };
    const ports = { ...pipeline.ports, presignDownload };
    const answer = await downloadAnnotated(
      { ...callerWithRole(officer), params: { delivery: id }, query: { rows: 'failed' }, body: null },
      ports,
    );
    expect(answer).toMatchObject({ fileName: '捕捞（待修改）.xlsx' });
    expect(names).toEqual([`${dataset}-${id}（待修改）.xlsx`]);
    expect(
      codeOf(
        await downloadAnnotated(
          { ...callerWithRole(stranger), params: { delivery: id }, query: { rows: 'all' }, body: null },
          ports,
        ),
      ),
    ).toBe('delivery-not-found');
  });
});

describe('uploads', () => {
  test('a second file at the same address is dropped and counted; the first one counts', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('increment', rows('k'));
    pipeline.upload(id, rows('x', 'y'), 'v2');
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', laterUploads: 1, rowCounts: { read: 1 } });
    expect([
      ...(pipeline.stores.raw.get(`deliveries/${id}/workbook.xlsx`) ?? new Map<string, unknown>()).keys(),
    ]).toEqual(['v1']);
    await assertInvariants(pipeline);
  });

  test('the same news again keeps the file, and orders the taking in once more', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('increment', rows('k'));
    const [news] = pipeline.queue.splice(0);
    if (news === undefined) throw new Error('no news');
    await pipeline.handle(news, async () => undefined);
    await pipeline.handle(news, async () => undefined);
    expect(pipeline.queue.map(({ kind }) => kind)).toEqual(['ingest', 'ingest']);
    await quiet(pipeline);
    await pipeline.handle(news, async () => undefined);
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', laterUploads: 0 });
    expect(pipeline.stores.raw.get(`deliveries/${id}/workbook.xlsx`)?.size).toBe(1);
  });

  test('a second file for a delivery that failed while it was worked on is dropped all the same', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('increment', rows('k'));
    pipeline.broken.add(`deliveries/${id}/workbook.xlsx`);
    await quiet(pipeline);
    pipeline.upload(id, rows('x'), 'v2');
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'failed', rawVersion: 'v1', laterUploads: 1 });
  });

  test('an upload that ends after the delivery was given up is taken in', async () => {
    const pipeline = await withTen();
    const id = await pipeline.hand('increment', rows('k'));
    const key = `deliveries/${id}/workbook.xlsx`;
    pipeline.stores.raw.delete(key);
    pipeline.queue.length = 0;
    pipeline.wait(21 * 60);
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'failed', reason: { code: 'nothing-uploaded' } });
    expect(await retry(pipeline, id)).toBe('not-failed');
    pipeline.upload(id, rows('k'), 'v1');
    await quiet(pipeline);
    expect(stored(pipeline, id)).toMatchObject({ status: 'published', rowCounts: { new: 1 }, laterUploads: 0 });
    expect(stored(pipeline, id).reason).toBeUndefined();
  });
});

describe('the sweep', () => {
  test('a delivery that can’t be taken up keeps no other waiting, and the alarm rings', async () => {
    const pipeline = await withTen();
    const stuck = await pipeline.hand('increment', rows('k'));
    const other = await pipeline.hand('increment', rows('l'));
    pipeline.queue.length = 0;
    pipeline.wait(21 * 60);
    const ports = {
      ...pipeline.ports,
      findUpload: async (key: string) =>
        key.includes(stuck) ? Promise.reject(new Error('forbidden')) : await pipeline.ports.findUpload(key),
    };
    await expect(sweepDeliveries(ports)).rejects.toThrow('delivery-sweep-incomplete');
    expect(stored(pipeline, other).status).toBe('received');
    expect(stored(pipeline, stuck).status).toBe('awaiting-upload');
  });

  test('the list lags: a delivery that was moved on since is left alone', async () => {
    const pipeline = await withTen({ lag: true });
    const id = await pipeline.hand('increment', rows('k'));
    const stale = {
      ...stored(pipeline, id),
      status: 'loading' as const,
      staged: emptyStaged,
      seq: 1,
      attempts: 9,
      retryAt: '2020-01-01T00:00:00.000Z',
    };
    await sweepDeliveries({
      ...pipeline.ports,
      deliveries: { ...pipeline.ports.deliveries, due: async () => [stale] },
    });
    expect(stored(pipeline, id)).toMatchObject({ status: 'awaiting-upload', attempts: 0 });
  });

  test('waiting for the lease, however long, is no attempt; loading without progress is', async () => {
    const pipeline = await withTen();
    const loading = await pipeline.hand('increment', [...rows('k', 'l', 'm', 'n')]);
    const waiting = await pipeline.hand('increment', rows('o'));
    const passNothing = async () => undefined;
    for (
      let message = pipeline.queue.shift();
      message !== undefined && message.kind !== 'load';
      message = pipeline.queue.shift()
    )
      await pipeline.handle(message, passNothing);
    pipeline.queue.length = 0;
    for (let round = 0; round < 3; round += 1) {
      pipeline.wait(3 * leaseSeconds);
      await pipeline.handle('sweep', passNothing);
      for (let message = pipeline.queue.shift(); message !== undefined; message = pipeline.queue.shift())
        if (message.kind === 'ingest') await pipeline.handle(message, passNothing);
    }
    expect([stored(pipeline, loading).attempts, stored(pipeline, waiting).attempts]).toEqual([3, 0]);
    await pipeline.handle({ kind: 'load', delivery: loading, part: 1 }, passNothing);
    expect(stored(pipeline, loading).attempts).toBe(0);
    await quiet(pipeline);
    expect([stored(pipeline, loading).status, stored(pipeline, waiting).status]).toEqual(['published', 'published']);
    await assertInvariants(pipeline);
  });
});

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
        pipeline.ports,
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
      pipeline.ports,
    );
    const next = 'next' in page && page.next !== undefined ? page.next : '';
    expect(
      codeOf(
        await listFindings(
          { ...callerWithRole(officer), params: { delivery: id }, query: { limit: 1, cursor: next }, body: null },
          pipeline.ports,
        ),
      ),
    ).toBe('cursor-not-valid');
    expect(
      codeOf(
        await listFindings(
          { ...callerWithRole(stranger), params: { delivery: id }, query: { limit: 1 }, body: null },
          pipeline.ports,
        ),
      ),
    ).toBe('delivery-not-found');
  });
});
