import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { injectFaults } from '../../infra/tools/synthetic/inject-faults.ts';
import { columnLetters } from '../../lib/kernel/column-letters.ts';
import { dayInShanghai } from '../../lib/kernel/instant.ts';
import type { Cell } from '../../lib/kernel/sheet.ts';
import { syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import type { Delivery } from '../../schemas/collection/delivery.ts';
import { type FindingCode, findingSeverities } from '../../schemas/collection/finding-severities.ts';
import type { Finding } from '../../schemas/collection/finding.ts';
import { downloadAnnotatedRoute } from '../../schemas/collection/routes.ts';
import { readBack, rowsOf } from '../adapters/excel/read-back.ts';
import { callerWithRole } from '../api/invoke.ts';
import { ask, deliver, findingsOf, recordsOf, runCollection, settled } from '../running/running-collection.ts';
import { workbookWith } from '../running/workbook-with.ts';
import { annotatedReaders, repair } from './annotated-workbooks.ts';
import { recordText, createExpectedRecord, type Values } from './registered.ts';

const dataset = 'household-register';
const found = seedDatasets().find((seed) => seed.dataset === dataset);
if (found === undefined) throw new Error(`no seed ${dataset}`);
const { content } = found;
const codeLists = seedCodeLists();
const officer = { ...callerWithRole('provider'), department: content.metadata.provider };
const today = dayInShanghai(new Date().toISOString());

const valid = [...syntheticRows(content, codeLists, { seed: 31, count: 20_000, today: '2020-12-01' })];
const injected = injectFaults(valid, content, { seed: 32, count: 300, today });
const firstRow = 2;
const severityOf = ({ code }: { code: FindingCode }) => findingSeverities[code];
const failed = injected.faults.flatMap((fault, i) =>
  severityOf(fault) === 'error' ? [{ fault, original: injected.originals[i] ?? {} }] : [],
);
const columnOf = (key: string) => columnLetters(content.fields.findIndex((field) => field.key === key));

const registered = createExpectedRecord(content, today);

/** A number of more than 15 digits is read with its written digits. */
const asRead = (cell: Cell): Cell => (typeof cell === 'number' && cell >= 1e15 ? { number: `${cell}` } : cell);

const keyOf = (values: Values) => content.key.map((key) => values[key] ?? '').join('\n');

let folder: string;
let running: Awaited<ReturnType<typeof runCollection>>;
let delivery: Delivery;
let findings: readonly Finding[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-faults-'));
  running = await runCollection({ PART_ROWS: '1000', LEASE_SECONDS: '20' });
  await running.startWorker();
  delivery = await settled(
    await deliver(dataset, 'full', await workbookWith(content, injected.rows), officer),
    officer,
    200,
  );
  findings = await findingsOf(delivery, officer);
});
afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

async function downloaded(rows: 'all' | 'failed'): Promise<{ path: string; bytes: Uint8Array }> {
  const { url } = downloadAnnotatedRoute.answer.body.parse(
    await ask(downloadAnnotatedRoute, { params: { delivery: delivery.id }, query: { rows }, caller: officer }),
  );
  const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
  const path = join(folder, `${rows}.xlsx`);
  await writeFile(path, bytes);
  return { path, bytes };
}

test('the 300 faults have at least 20 kinds', () => {
  expect(new Set(injected.faults.map(({ code }) => code)).size).toBeGreaterThanOrEqual(20);
});

describe('20,000 rows with 300 faults', () => {
  test('have exactly these findings', () => {
    const place = (row: number | undefined, column: string | undefined, field: string | undefined, code: string) =>
      `${row} ${column} ${field} ${code}`;
    expect(findings.map(({ row, column, field, code }) => place(row, column, field, code)).toSorted()).toEqual(
      injected.faults.map(({ row, field, code }) => place(row + firstRow, columnOf(field), field, code)).toSorted(),
    );
    expect(findings.findLastIndex(({ severity }) => severity === 'error')).toBe(failed.length - 1);
    const warnings = 300 - failed.length;
    expect(delivery).toMatchObject({
      status: 'published',
      annotated: 'ready',
      rowCounts: {
        read: 20_000,
        new: 20_000 - failed.length,
        changed: 0,
        unchanged: 0,
        rejected: failed.length,
        removed: 0,
        retained: 0,
        errors: failed.length,
        warnings,
      },
    });
  });

  const cellsMarked = async ({ read, seesLinks }: (typeof annotatedReaders)[number]) => {
    const { lines, marked } = await read((await downloaded('all')).path, {
      list: '问题清单',
      data: '数据',
      headerRow: 1,
    });
    const look = { error: ['错误', 'FFFFB3B3'], warning: ['提醒', 'FFFFEB9C'] } as const;
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(lines.filter(({ severity }) => severity === '错误')).toEqual(
      errors.map((finding) => {
        const place = `${finding.column ?? ''}${finding.row ?? ''}`;
        return {
          severity: look[finding.severity][0],
          place,
          ...(seesLinks ? { link: `'数据'!${place}` } : {}),
          detail: finding.detail,
        };
      }),
    );
    const reminders = findings.filter(({ severity }) => severity === 'warning');
    expect(lines.slice(errors.length).every(({ severity }) => severity === '提醒')).toBe(true);
    const counted = lines.slice(errors.length).map(({ detail }) => Number(/共 ([\d,]+) 处/.exec(detail)?.[1] ?? 1));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(reminders.length);
    const inOrder = (all: readonly { readonly place: string }[]) =>
      all.toSorted((a, b) => (a.place < b.place ? -1 : 1));
    expect(inOrder(marked)).toEqual(
      inOrder(
        findings.map(({ severity, column, row, detail }) => ({
          place: `${column ?? ''}${row ?? ''}`,
          fill: look[severity][1],
          note: `【${look[severity][0]}】${detail}`,
        })),
      ),
    );
  };
  for (const reader of annotatedReaders) {
    test.skipIf(!reader.here)(`come back with exactly these cells marked, as ${reader.by} reads it`, () =>
      cellsMarked(reader),
    );
  }

  test('come back as a workbook of the failed rows', async () => {
    const { bytes, path } = await downloaded('failed');
    const rows = (await rowsOf(await readBack(bytes), '数据')).filter(({ row }) => row >= 3);
    expect(rows.map(({ row }) => row)).toEqual(failed.map((_, i) => i + 3));
    expect(rows.map(({ cells }) => content.fields.map((_, i) => cells[i] ?? null))).toEqual(
      failed.map(({ fault }) => content.fields.map(({ key }) => asRead(injected.rows[fault.row]?.[key] ?? null))),
    );
    const reader = annotatedReaders.find(({ here }) => here);
    const marked = (await reader?.read(path, { list: null, data: '数据', headerRow: 2 }))?.marked ?? [];
    expect(marked.map(({ place, note }) => [place, note?.split('\n')[0]])).toEqual(
      failed.map(({ fault }, i) => [`${columnOf(fault.field)}${i + 3}`, `原文件第 ${fault.row + firstRow} 行`]),
    );
  });

  test('handed in unrepaired, the failed rows show the same faults', async () => {
    const { bytes } = await downloaded('failed');
    const again = await settled(await deliver(dataset, 'increment', new Uint8Array(bytes), officer), officer);
    const still = failed.map(({ fault }, i) => `${columnOf(fault.field)}${i + 3} ${fault.code}`);
    expect(
      (await findingsOf(again, officer)).map(({ row, column, code }) => `${column ?? ''}${row ?? ''} ${code}`),
    ).toEqual(still);
    expect(again).toMatchObject({
      status: 'returned',
      reason: { code: 'all-rows-rejected' },
      rowCounts: {
        read: failed.length,
        new: 0,
        changed: 0,
        unchanged: 0,
        rejected: still.length,
      },
    });
  });

  test('become new records when repaired in the workbook of failed rows', async () => {
    const { path } = await downloaded('failed');
    const edits = failed.flatMap(({ fault, original }, i) =>
      content.fields
        .filter(({ key }) => (injected.rows[fault.row]?.[key] ?? null) !== (original[key] ?? null))
        .map(({ key }) => [`${columnOf(key)}${i + 3}`, original[key] ?? null] as const),
    );
    const repaired = await settled(
      await deliver(dataset, 'increment', await repair(path, '数据', edits), officer),
      officer,
    );
    expect(await findingsOf(repaired, officer)).toEqual([]);
    expect(repaired).toMatchObject({
      status: 'published',
      annotated: 'none',
      rowCounts: {
        read: failed.length,
        new: failed.length,
        changed: 0,
        unchanged: 0,
        rejected: 0,
        warnings: 0,
        errors: 0,
      },
    });
  });

  test(
    'the whole file without faults changes only what a warning was about, and no record is there twice',
    { timeout: 300_000 },
    async () => {
      const mended = new Map(failed.map(({ fault, original }) => [fault.row, original]));
      const before = new Map(
        injected.rows
          .map((row, i) => registered(mended.get(i) ?? row))
          .map((values) => [keyOf(values), recordText(values)]),
      );
      const after = valid.map(registered).map((values) => ({ key: keyOf(values), text: recordText(values) }));
      const count = (verdict: (held: string | undefined, text: string) => boolean) =>
        after.filter(({ key, text }) => verdict(before.get(key), text)).length;
      const expected = {
        new: count((held) => held === undefined),
        changed: count((held, text) => held !== undefined && held !== text),
        unchanged: count((held, text) => held === text),
      };
      const whole = await settled(
        await deliver(dataset, 'full', await workbookWith(content, valid), officer),
        officer,
        200,
      );
      expect(await findingsOf(whole, officer)).toEqual([]);
      expect(whole).toMatchObject({
        status: 'published',
        rowCounts: { read: 20_000, ...expected, rejected: 0, removed: expected.new, warnings: 0, errors: 0 },
      });
      expect(expected.changed).toBeGreaterThan(0);

      const records = (await recordsOf(dataset, officer)).map(({ values }) => recordText(values));
      expect(records.length).toBe(20_000);
      expect(records.toSorted()).toEqual(after.map(({ text }) => text).toSorted());
    },
  );
});
