import { describe, expect, test } from 'vitest';
import { approveDelivery } from '../../../lib/collection/deliveries/approve-delivery.ts';
import { people, secondPersonCases } from '../../second-person-cases.ts';
import { approve, codeOf, colleague, discard, handed, retry, rows, stranger, ten, withTen } from './decide.ts';
import { assertInvariants, shownAt } from './invariants.ts';
import { callerWithRole, officer, operator, version } from './pipeline.ts';
import { quiet, stored } from './steps.ts';

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

  test('awaits approval when it removes in steps what is too much together', async () => {
    const pipeline = await withTen();
    expect((await handed(pipeline, 'full', ten.slice(0, 8))).status).toBe('published');
    const second = await handed(pipeline, 'full', [...ten.slice(0, 7), ...rows('k', 'l', 'm')]);
    expect(second).toMatchObject({ status: 'awaiting-approval', reason: { code: 'would-shrink-in-steps' } });
    expect(second.reason?.detail).toMatch(/减少 1 条.*30 天.*3 条.*10 条的 30%/);
    expect(await approve(pipeline, second.id)).toBe('done');
    await quiet(pipeline);
    expect((await handed(pipeline, 'full', [...ten.slice(0, 6), ...rows('k', 'l', 'm')])).status).toBe('published');
    pipeline.wait(31 * 24 * 3600);
    expect((await handed(pipeline, 'full', [...ten.slice(0, 5), ...rows('k', 'l', 'm')])).status).toBe('published');
    await assertInvariants(pipeline);
  });

  test('refuses a person who answers for the system that delivered', async () => {
    const pipeline = await withTen();
    const waiting = await handed(pipeline, 'full', rows('a'));
    pipeline.people[officer.subject] = colleague.subject;
    expect(await approve(pipeline, waiting.id)).toBe('same-person');
    pipeline.people[officer.subject] = 'officer-9';
    pipeline.people[colleague.subject] = null;
    expect(await approve(pipeline, waiting.id)).toBe('approver-not-a-person');
    expect(await approve(pipeline, waiting.id, operator)).toBe('done');
  });

  test.each(secondPersonCases)('%s delivered and %s approves: %s person', async (delivering, approving, outcome) => {
    const pipeline = await withTen();
    const waiting = await handed(pipeline, 'full', rows('a'));
    const read = async (id: string) => {
      const delivery = await pipeline.ports.deliveries.read(id);
      return delivery === null ? null : { ...delivery, createdBy: delivering };
    };
    const answer = await approveDelivery(
      {
        ...callerWithRole({ ...operator, subject: approving }),
        params: { delivery: waiting.id },
        body: { reason: '确属注销' },
      },
      { ...pipeline.ports, ...people, deliveries: { ...pipeline.ports.deliveries, read } },
    );
    const expected = { another: 'done', same: 'same-person', nobody: 'approver-not-a-person' } as const;
    expect(codeOf(answer)).toBe(expected[outcome]);
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
