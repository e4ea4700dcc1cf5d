import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { seedCodeLists, seedDatasets } from '../../../infra/seeds/index.ts';
import { openWorkbook } from '../../../lib/adapters/xlsx/open-workbook.ts';
import { bufferSource } from '../../../lib/adapters/xlsx/source/buffer-source.ts';
import { type SyntheticRow, syntheticRows } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import { seedDepartments } from '../../../lib/wiring/seed-departments.ts';
import {
  confirmLinkRoute,
  createDeliveryRoute,
  discardDeliveryRoute,
  downloadAnnotatedRoute,
  downloadTemplateRoute,
  readDeliveryRoute,
  approveDeliveryRoute,
} from '../../../schemas/collection/routes.ts';
import {
  queryRecordsRoute,
  readHistoryRoute,
  readDatasetStateRoute,
  rollBackRoute,
} from '../../../schemas/records/routes.ts';
import { callerWithRole } from '../../api/invoke.ts';
import {
  ask,
  deliver,
  findingsOf,
  openFeed,
  recordsOf,
  runCollection,
  settled,
} from '../../running/running-collection.ts';
import { workbookWith } from '../../running/workbook-with.ts';

const operator = { ...callerWithRole('operator'), department: 'information-center' };

function datasetOf(id: string) {
  const found = seedDatasets().find(({ dataset }) => dataset === id);
  if (found === undefined) throw new Error(`no seed ${id}`);
  const { content } = found;
  const officer = { ...callerWithRole('provider', 'officer-1'), department: content.metadata.provider };
  const rows = [...syntheticRows(content, seedCodeLists(), { seed: 3, count: 100, today: '2026-11-23' })];
  const hand = async (mode: 'full' | 'increment', given: readonly SyntheticRow[]) =>
    await settled(await deliver(id, mode, await workbookWith(content, given), officer), officer);
  return { id, content, officer, colleague: { ...officer, subject: 'officer-2' }, rows, hand };
}

let running: Awaited<ReturnType<typeof runCollection>>;
beforeAll(async () => {
  running = await runCollection();
  // An approval asks who the two people are.
  const { officer, colleague } = datasetOf('vehicles');
  await seedDepartments(
    [],
    [officer, colleague].map((caller) => ({ ...caller, active: true })),
  );
  await running.startWorker();
});
afterAll(() => running.close());

describe('faults', () => {
  const { id, officer, rows, hand } = datasetOf('resident-id-cards');

  test('valid rows are published, faulty ones return annotated, the corrected ones follow as an increment', async () => {
    const faults = new Map<number, Record<string, string | null>>([
      [4, { id_number: '411102199003070010' }],
      [9, { name: null }],
    ]);
    const faulty = rows.map((row, i) => ({ ...row, ...faults.get(i) }));
    const first = await hand('full', faulty);
    expect(first).toMatchObject({
      status: 'published',
      annotated: 'ready',
      rowCounts: { read: 100, new: 98, rejected: 2, errors: 2 },
    });
    expect((await findingsOf(first, officer)).map(({ code, row, field }) => [code, row, field])).toEqual([
      ['citizen-id-check-character', 6, 'id_number'],
      ['required-cell-empty', 11, 'name'],
    ]);

    for (const kind of ['all', 'failed'] as const) {
      const { url, fileName } = downloadAnnotatedRoute.answer.body.parse(
        await ask(downloadAnnotatedRoute, { params: { delivery: first.id }, query: { rows: kind }, caller: officer }),
      );
      expect(fileName).toMatch(/批注|待修改/);
      const workbook = await openWorkbook(bufferSource(new Uint8Array(await (await fetch(url)).arrayBuffer())));
      expect(workbook.sheets.map(({ name }) => name)).toContain('数据');
    }

    const repaired = await hand('increment', [rows[4] ?? {}, rows[9] ?? {}]);
    expect(repaired).toMatchObject({
      status: 'published',
      annotated: 'none',
      rowCounts: { read: 2, new: 2, rejected: 0 },
    });
    await expect(
      ask(downloadAnnotatedRoute, { params: { delivery: repaired.id }, query: {}, caller: officer }),
    ).rejects.toThrow('nothing-to-annotate');
    expect(await recordsOf(id, officer)).toHaveLength(100);
  });

  test('the annotated workbook itself can be delivered again', async () => {
    const spoiled = rows.map((row, i) => (i === 0 ? { ...row, name: null } : row));
    const marked = await hand('full', spoiled);
    const { url } = downloadAnnotatedRoute.answer.body.parse(
      await ask(downloadAnnotatedRoute, { params: { delivery: marked.id }, query: {}, caller: officer }),
    );
    const again = await settled(
      await deliver(id, 'full', new Uint8Array(await (await fetch(url)).arrayBuffer()), officer),
      officer,
    );
    expect(again).toMatchObject({
      status: 'published',
      rowCounts: { read: 100, unchanged: 99, rejected: 1, removed: 0 },
    });
  });

  test('a file that is no workbook is returned with a sentence, and what is published stays', async () => {
    const returned = await settled(
      await deliver(id, 'full', new Uint8Array(Buffer.from('姓名,性别\n王芳,女\n')), officer),
      officer,
    );
    expect(returned).toMatchObject({ status: 'returned', reason: { code: 'csv-renamed' } });
    expect(await recordsOf(id, officer)).toHaveLength(100);
  });

  test('another dataset’s template is named', async () => {
    const template = await ask(downloadTemplateRoute, { params: { dataset: 'vehicles' }, query: {}, caller: officer });
    const returned = await settled(
      await deliver(id, 'full', new Uint8Array(z.instanceof(Buffer).parse(template)), officer),
      officer,
    );
    expect(returned).toMatchObject({ status: 'returned', reason: { code: 'columns-differ' } });
    expect((await findingsOf(returned, officer)).map(({ code }) => code)).toEqual(['other-dataset-template']);
  });
});

describe('never wipe', () => {
  const { id, officer, colleague, rows, hand } = datasetOf('vehicles');

  test('a full delivery that removes too much waits until somebody else approves it', async () => {
    await hand('full', rows);
    const waiting = await hand('full', rows.slice(0, 60));
    expect(waiting).toMatchObject({
      status: 'awaiting-approval',
      reason: { code: 'would-shrink' },
      rowCounts: { read: 60, unchanged: 60, removed: 40 },
    });
    expect(await recordsOf(id, officer)).toHaveLength(100);
    const approve = (caller: typeof officer) =>
      ask(approveDeliveryRoute, {
        params: { delivery: waiting.id },
        body: JSON.stringify({ reason: '确已报废' }),
        caller,
      });
    await expect(approve(officer)).rejects.toThrow('same-person');
    await approve(colleague);
    const approved = await settled(waiting, officer);
    expect(approved).toMatchObject({
      status: 'published',
      rowCounts: { removed: 40 },
      decisions: [{ kind: 'approved', by: 'officer-2', reason: '确已报废' }],
    });
    expect(await recordsOf(id, officer)).toHaveLength(60);
  });

  test('a waiting delivery that is discarded leaves everything as it was', async () => {
    const waiting = await hand('full', rows.slice(0, 10));
    expect(waiting.status).toBe('awaiting-approval');
    await ask(discardDeliveryRoute, {
      params: { delivery: waiting.id },
      body: JSON.stringify({ reason: '选错了文件' }),
      caller: officer,
    });
    for (let i = 0; i < 100; i += 1) {
      const { status } = readDeliveryRoute.answer.body.parse(
        await ask(readDeliveryRoute, { params: { delivery: waiting.id }, caller: officer }),
      );
      if (status === 'discarded') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(
      readDeliveryRoute.answer.body.parse(
        await ask(readDeliveryRoute, { params: { delivery: waiting.id }, caller: officer }),
      ).status,
    ).toBe('discarded');
    expect(await recordsOf(id, officer)).toHaveLength(60);
  });

  test('a full delivery without rows removes nothing', async () => {
    expect(await hand('full', [])).toMatchObject({ status: 'returned', reason: { code: 'no-rows' } });
    expect(await recordsOf(id, officer)).toHaveLength(60);
  });

  test('a rejected row whose key can’t be read keeps every record that is missing', async () => {
    const spoiled = rows
      .slice(0, 55)
      .map((row, i) =>
        i === 0 ? Object.fromEntries(Object.keys(row).map((key) => [key, key === 'buyer_name' ? '某某' : null])) : row,
      );
    const published = await hand('full', spoiled);
    expect(published).toMatchObject({ status: 'published', rowCounts: { removed: 0, retained: 6 } });
  });
});

describe('time and history', () => {
  const { id, content, officer, rows, hand } = datasetOf('driving-licences');
  const query = async (body: unknown) =>
    queryRecordsRoute.answer.body.parse(
      await ask(queryRecordsRoute, { params: { dataset: id }, body: JSON.stringify(body), caller: officer }),
    );
  const keyOf = (row: SyntheticRow) => Object.fromEntries(content.key.map((key) => [key, String(row[key])]));
  const first = rows[0] ?? {};
  const changedField =
    content.fields.find(
      ({ key, format, codeList }) => !content.key.includes(key) && format === 'text' && codeList === undefined,
    )?.key ?? '';

  test('records are found by key and by subject, as they are and as they were, with their lineage', async () => {
    const one = await hand('full', rows);
    const two = await hand('increment', [{ ...first, [changedField]: '改后的内容' }]);
    expect([one.status, two.rowCounts]).toMatchObject(['published', { read: 1, changed: 1 }]);

    const now = await query({ key: keyOf(first) });
    expect(now.items.map(({ values }) => values[changedField])).toEqual(['改后的内容']);
    const before = await query({ key: keyOf(first), asOf: one.finishedAt });
    expect(before.items.map(({ values }) => values[changedField])).toEqual([String(first[changedField])]);
    const subject = content.subject?.field ?? '';
    expect(
      (await query({ subject: String(first[subject]) })).items.map(({ values }) => values[changedField]),
    ).toContain('改后的内容');

    const { versions, actors } = readHistoryRoute.answer.body.parse(
      await ask(readHistoryRoute, {
        params: { dataset: id },
        body: JSON.stringify({ key: keyOf(first) }),
        caller: officer,
      }),
    );
    expect(versions.map(({ lineage }) => [lineage.delivery, lineage.sheet, lineage.row, lineage.by])).toEqual([
      [two.id, '数据', 2, 'officer-1'],
      [one.id, '数据', 2, 'officer-1'],
    ]);
    expect(actors).toMatchObject([{ account: 'officer-1', name: officer.name, departmentName: '市公安局' }]);
    expect(versions[0]?.lineage.rawHash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('after a roll-back as-of reads still see what was visible, and the next delivery starts from there', async () => {
    const datasetState = readDatasetStateRoute.answer.body.parse(
      await ask(readDatasetStateRoute, { params: { dataset: id }, caller: operator }),
    );
    expect(datasetState.actors.map(({ account }) => account)).toEqual(['officer-1']);
    const [latest] = datasetState.publications;
    const readFeed = openFeed(id, officer);
    const changedOf = async () => {
      const found = (await readFeed()).find((values) =>
        Object.entries(keyOf(first)).every(([field, value]) => values[field] === value),
      );
      return found?.[changedField];
    };
    expect(await changedOf()).toBe('改后的内容');
    const back = rollBackRoute.answer.body.parse(
      await ask(rollBackRoute, {
        params: { dataset: id },
        body: JSON.stringify({ publication: 1, reason: '第二批报错' }),
        caller: operator,
      }),
    );
    expect(back).toMatchObject({ number: 3, kind: 'roll-back', seq: 1 });
    expect((await query({ key: keyOf(first) })).items.map(({ values }) => values[changedField])).toEqual([
      String(first[changedField]),
    ]);
    expect(
      (await query({ key: keyOf(first), asOf: latest?.at })).items.map(({ values }) => values[changedField]),
    ).toEqual(['改后的内容']);

    expect(await changedOf()).toBe(String(first[changedField]));

    const again = await hand('full', rows);
    expect(again.rowCounts).toMatchObject({ read: 100, unchanged: 100 });
    const changed = await hand('increment', [{ ...first, [changedField]: '又改了一次' }]);
    expect(changed.rowCounts).toMatchObject({ changed: 1 });
    expect((await query({ key: keyOf(first) })).items.map(({ values }) => values[changedField])).toEqual([
      '又改了一次',
    ]);
    expect(await recordsOf(id, officer)).toHaveLength(100);
    expect(await changedOf()).toBe('又改了一次');
    expect(await readFeed()).toHaveLength(100);
  });

  test('the first channel is on trial until the centre confirms it, once', async () => {
    const confirm = () =>
      ask(confirmLinkRoute, {
        params: { dataset: id },
        body: JSON.stringify({ channel: 'excel', comment: '数据获取成功' }),
        caller: operator,
      });
    const link = confirmLinkRoute.answer.body.parse(await confirm());
    expect(link).toMatchObject({ state: 'linked', receipt: { records: 100, confirmedBy: operator.subject } });
    await expect(confirm()).rejects.toThrow('nothing-on-trial');
  });
});

describe('several at once', () => {
  const { id, content, officer, rows } = datasetOf('tax-payments');

  test('deliveries of one dataset are taken in one after the other, and all arrive', async () => {
    const thirds = [rows.slice(0, 34), rows.slice(34, 67), rows.slice(67)];
    const delivered = await Promise.all(
      thirds.map(async (given) => deliver(id, 'increment', await workbookWith(content, given), officer)),
    );
    const ended = await Promise.all(delivered.map((delivery) => settled(delivery, officer)));
    expect(ended.map(({ status }) => status)).toEqual(['published', 'published', 'published']);
    expect(new Set(ended.map(({ seq }) => seq))).toEqual(new Set([1, 2, 3]));
    expect(await recordsOf(id, officer)).toHaveLength(100);
  });

  test('a second file at the same address is refused', async () => {
    const bytes = await workbookWith(content, rows.slice(0, 1));
    const { upload } = createDeliveryRoute.answer.body.parse(
      await ask(createDeliveryRoute, {
        params: { dataset: id },
        body: JSON.stringify({ mode: 'increment', fileName: 'a.xlsx', size: bytes.length }),
        caller: officer,
      }),
    );
    const post = async () => {
      const form = new FormData();
      for (const [name, value] of Object.entries(upload.fields)) form.append(name, value);
      form.append('file', new Blob([bytes]));
      return (await fetch(upload.url, { method: 'POST', body: form })).status;
    };
    expect(await post()).toBeLessThan(300);
    expect(await post()).toBeGreaterThanOrEqual(400);
  });
});
