import { describe, expect, test } from 'vitest';
import { downloadAnnotated } from '../../../lib/collection/annotate/download-annotated.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import { approve, codeOf, discard, handed, stranger, withTen } from './decide.ts';
import { callerWithRole, dataset, officer } from './pipeline.ts';
import { runPipeline } from './run-pipeline.ts';
import { quiet, stored } from './steps.ts';

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

  test('annotates the findings of the last ingest', async () => {
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
    const uses: DataUse[] = [];
    const ports = { ...pipeline.ports, presignDownload, recordUse: async (use: DataUse) => void uses.push(use) };
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
    expect(uses).toEqual([
      {
        caller: officer,
        dataset,
        provider: officer.department,
        requestId: 'request',
        operation: 'download-annotated',
        results: 1,
      },
    ]);
  });
});
