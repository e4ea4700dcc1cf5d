import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets } from '../../infra/seeds/index.ts';
import { syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import type { Delivery } from '../../schemas/collection/delivery.ts';
import { downloadAnnotatedRoute, listFindingsRoute } from '../../schemas/collection/routes.ts';
import { readBack, rowsOf } from '../adapters/excel/read-back.ts';
import { openpyxl } from '../adapters/excel/reference-programs.ts';
import { callerWithRole } from '../api/invoke.ts';
import { ask, deliver, runCollection, settled } from '../running/running-collection.ts';
import { askPython } from './office-programs.ts';

const found = seedDatasets().find((seed) => seed.dataset === 'parents');
if (found === undefined) throw new Error('no seed');
const { dataset, content } = found;
const officer = { ...callerWithRole('provider'), department: content.metadata.provider };

/** Every faulty row has a wrong id number, and every tenth lacks the name too. Valid rows follow. */
const [faulty, good] = [100_500, 200];
const kept = { rows: 100_000, findings: 110_000 };

/** Father's name, his id number, mother's name, her id number, header in row 1; written row by row. */
async function writeFaulty(path: string): Promise<void> {
  const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path });
  const sheet = book.addWorksheet('数据');
  sheet.addRow(content.fields.map(({ label }) => label)).commit();
  let number = 0;
  for (const row of syntheticRows(content, seedCodeLists(), { seed: 61, count: faulty + good, today: '2020-12-01' })) {
    number += 1;
    if (number <= faulty) {
      const id = String(row['father_id_number']);
      row['father_id_number'] = id.slice(0, 17) + (id.endsWith('1') ? '2' : '1');
      if (number % 10 === 0) row['father_name'] = null;
    }
    sheet.addRow(content.fields.map(({ key }) => row[key] ?? null)).commit();
  }
  await book.commit();
}

let folder: string;
let running: Awaited<ReturnType<typeof runCollection>>;
let delivery: Delivery;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-many-'));
  running = await runCollection({ LEASE_SECONDS: '60' });
  await running.startWorker();
  await writeFaulty(join(folder, 'faulty.xlsx'));
  delivery = await settled(
    await deliver(dataset, 'full', new Uint8Array(await readFile(join(folder, 'faulty.xlsx'))), officer),
    officer,
    200,
  );
});
afterAll(async () => {
  await running.close();
  await rm(folder, { recursive: true, force: true });
});

async function downloaded(rows: 'all' | 'failed'): Promise<Uint8Array> {
  const { url } = downloadAnnotatedRoute.answer.body.parse(
    await ask(downloadAnnotatedRoute, { params: { delivery: delivery.id }, query: { rows }, caller: officer }),
  );
  return new Uint8Array(await (await fetch(url)).arrayBuffer());
}

describe('more than 100,000 faulty rows', () => {
  test('are all counted, and the valid rows among them are published', async () => {
    expect(delivery).toMatchObject({
      status: 'published',
      annotated: 'ready',
      rowCounts: { read: faulty + good, new: good, rejected: faulty, errors: faulty + faulty / 10, warnings: 0 },
    });
    const page = listFindingsRoute.answer.body.parse(
      await ask(listFindingsRoute, { params: { delivery: delivery.id }, query: { limit: '200' }, caller: officer }),
    );
    expect([page.truncated, page.items.length, page.next === undefined]).toEqual([true, 200, false]);
  });

  test('come back with the first 100,000 listed, a sentence about the rest, and every row', async () => {
    const bytes = await downloaded('all');
    const book = await readBack(bytes);
    const list = await rowsOf(book, '问题清单');
    const lines = list.filter(({ cells }) => typeof cells[0] === 'number');
    expect(lines.length).toBe(kept.findings);
    expect([lines[0]?.cells[3], lines.at(-1)?.cells[3]]).toEqual([2, kept.rows + 1]);
    const said = list.map(({ cells }) => cells[0]).filter((cell) => typeof cell === 'string');
    expect(said).toContainEqual(expect.stringContaining('有问题的行共 100,500 行，本文件只列出并标出前 100,000 行'));
    expect((await rowsOf(book, '数据')).length).toBe(1 + faulty + good);

    const failed = await rowsOf(await readBack(await downloaded('failed')), '数据');
    expect(failed.filter(({ row }) => row > 2).length).toBe(kept.rows);
  });

  test.skipIf(openpyxl === null)('come back in a workbook that openpyxl opens', async () => {
    const path = join(folder, 'marked.xlsx');
    await writeFile(path, await downloaded('all'));
    expect(JSON.parse(await askPython('open-workbook.py', [path]))).toEqual(
      expect.arrayContaining(['问题清单', '数据']),
    );
  });
});
