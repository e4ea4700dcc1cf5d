import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedCodeLists, seedDatasets, seedDepartments } from '../../infra/seeds/index.ts';
import { injectFaults } from '../../infra/tools/synthetic/inject-faults.ts';
import { writeTemplate } from '../../lib/adapters/excel/template/write-template.ts';
import { buildExport } from '../../lib/catalogue/export/build-export.ts';
import { buildSeedEntry } from '../../lib/catalogue/life-cycle/build-seed-entry.ts';
import { buildTemplate } from '../../lib/collection/template/build-template.ts';
import { columnLetters } from '../../lib/kernel/column-letters.ts';
import { dayInShanghai } from '../../lib/kernel/instant.ts';
import { syntheticRows } from '../../lib/kernel/synthetic/synthetic-rows.ts';
import { type FindingCode, findingSeverities } from '../../schemas/collection/finding-severities.ts';
import { workbookWith } from '../running/workbook-with.ts';
import { call } from './run-cli.ts';

const dataset = 'household-register';
const codeLists = seedCodeLists();
const departments = new Map(seedDepartments().map((department) => [department.id, department]));
const versions = seedDatasets().map((seed) => {
  const department = departments.get(seed.content.metadata.provider);
  if (department === undefined) throw new Error('no department');
  const { history: _history, ...version } = buildSeedEntry(
    seed,
    department,
    '2020-11-30T00:00:00.000Z',
    () => [],
  ).version;
  return version;
});
const version = versions.find((one) => one.dataset === dataset);
if (version === undefined) throw new Error('no seed');
const { content } = version;
const valid = [...syntheticRows(content, codeLists, { seed: 8, count: 600, today: '2020-12-01' })];
const injected = injectFaults(valid, content, { seed: 9, count: 60, today: dayInShanghai(new Date().toISOString()) });
const errors = injected.faults.filter(({ code }) => findingSeverities[code] === 'error').length;

let folder: string;
let bundledCatalogue: string;
const at = (name: string) => join(folder, name);
const world = () => ({ bundledCatalogue, environment: { GUIJI_CACHE: at('cache') } });

function fill(workbook: ExcelJS.Workbook, row: number, cells: ExcelJS.CellValue[]): void {
  const sheet = workbook.getWorksheet('数据');
  if (sheet === undefined) throw new Error('no sheet');
  sheet.getRow(row).values = cells;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guiji-cli-'));
  bundledCatalogue = at('catalogue.json');
  const catalogue = {
    versions,
    codeLists: [...codeLists.values()],
    departments: Object.fromEntries([...departments].map(([id, { name }]) => [id, name])),
  };
  await writeFile(bundledCatalogue, JSON.stringify(catalogue));
  await writeFile(at('faulty.xlsx'), await workbookWith(content, injected.rows));
  await writeFile(at('valid.xlsx'), await workbookWith(content, valid));
  await writeFile(
    at('empty-template.xlsx'),
    await writeTemplate(buildTemplate(version, codeLists, { department: '市公安局' })),
  );
  await writeFile(at('numbers.csv.xlsx'), '姓名,性别\n王芳,女\n');
  await writeFile(at('nothing.xlsx'), '');
  await writeFile(
    at('entry.json'),
    JSON.stringify(buildExport(version, departments.get('public-security') ?? null, codeLists)),
  );
  const filled = new ExcelJS.Workbook();
  await filled.xlsx.readFile(at('empty-template.xlsx'));
  valid.slice(0, 50).forEach((row, i) =>
    fill(
      filled,
      3 + i,
      content.fields.map(({ key }) => row[key] ?? null),
    ),
  );
  await filled.xlsx.writeFile(at('filled-template.xlsx'));
  fill(
    filled,
    3,
    content.fields.map(({ key, required }) => (required ? (valid[0]?.[key] ?? null) : { formula: 'A9&"a"' })),
  );
  await filled.xlsx.writeFile(at('not-computed.xlsx'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function errorsFirst<Fault extends { readonly code: FindingCode }>(faults: readonly Fault[]): readonly Fault[] {
  const isError = ({ code }: Fault) => findingSeverities[code] === 'error';
  return [...faults.filter(isError), ...faults.filter((fault) => !isError(fault))];
}

const findingsIn = (stdout: string) =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('check, without a network', () => {
  test('finds exactly what was planted, and says so in lines of JSON', async () => {
    const { code, stdout } = await call(['check', at('faulty.xlsx'), '--dataset', dataset, '--json'], world());
    const lines = findingsIn(stdout);
    expect(code).toBe(1);
    expect(lines.slice(0, -1).map(({ row, column, code: found }) => `${column}${row} ${found}`)).toEqual(
      errorsFirst(injected.faults).map(
        ({ row, field, code: wanted }) =>
          `${columnLetters(content.fields.findIndex(({ key }) => key === field))}${row + 2} ${wanted}`,
      ),
    );
    expect(lines.at(-1)).toMatchObject({
      dataset,
      version: 1,
      sheet: '数据',
      headerRow: 1,
      rowCounts: { read: 600, rejected: errors, errors, warnings: 60 - errors },
      truncated: false,
    });
  });

  test('tells a person the ledger, the first twenty and what to do', async () => {
    const { code, stdout } = await call(['check', at('faulty.xlsx'), '--dataset', dataset], world());
    expect(code).toBe(1);
    expect(stdout).toContain(`读取 600 行 = 合格 ${600 - errors} + 不合格 ${errors}`);
    expect(stdout).toContain('随程序附带的目录');
    expect(stdout).toContain('合格的行可以报送，不合格的行会被退回');
    const [summary = '', list = ''] = stdout.split('前 20 条问题');
    expect(summary).toContain('按信息项和问题汇总');
    const severities = list.split('\n').flatMap((line) => /^(错误|提醒) /.exec(line)?.[1] ?? []);
    expect(severities).toHaveLength(20);
    expect(severities).toEqual([
      ...severities.filter((one) => one === '错误'),
      ...severities.filter((one) => one === '提醒'),
    ]);
  });

  test('never repeats a value of the workbook', async () => {
    const { stdout } = await call(['check', at('faulty.xlsx'), '--dataset', dataset, '--json'], world());
    const names = new Set(
      valid
        .flatMap(({ name, id_number: number }) => [name, number])
        .filter((value) => typeof value === 'string' && value.length > 2),
    );
    expect([...names].filter((value) => typeof value === 'string' && stdout.includes(value))).toEqual([]);
  });

  test.each<[string, () => string[], number, string]>([
    ['all is well', () => [at('valid.xlsx'), '--dataset', dataset], 0, '全部合格，可以报送'],
    ['the dataset by the template’s marks', () => [at('filled-template.xlsx')], 0, '读取 50 行 = 合格 50 + 不合格 0'],
    ['by an exported entry', () => [at('valid.xlsx'), '--catalogue', at('entry.json')], 0, '（文件 '],
    ['no rows', () => [at('empty-template.xlsx')], 1, '表中没有读到数据行'],
    [
      'formulas without results in columns that may be empty',
      () => [at('not-computed.xlsx')],
      1,
      '读取 50 行 = 合格 49 + 不合格 1',
    ],
    [
      'another dataset’s template',
      () => [at('filled-template.xlsx'), '--dataset', 'vehicles'],
      1,
      `“${content.metadata.name}”的模板`,
    ],
    ['columns that are not there', () => [at('valid.xlsx'), '--dataset', 'vehicles'], 1, '还不能按这个信息资源报送'],
    ['neither marks nor a dataset', () => [at('valid.xlsx')], 2, '没有模板标记'],
    ['a dataset that nobody knows', () => [at('valid.xlsx'), '--dataset', 'no-such'], 2, '本机没有信息资源“no-such”'],
    ['an entry that is none', () => [at('valid.xlsx'), '--catalogue', at('valid.xlsx')], 2, '无法读取目录条目文件'],
    ['a file that is not there', () => [at('gone.xlsx'), '--dataset', dataset], 2, '文件不存在'],
    ['a folder', () => [folder, '--dataset', dataset], 2, '这不是文件'],
    ['a text file by another name', () => [at('numbers.csv.xlsx'), '--dataset', dataset], 3, '这是文本文件'],
    ['an empty file', () => [at('nothing.xlsx'), '--dataset', dataset], 3, '文件大小为 0'],
  ])('%s', async (_, words, code, sentence) => {
    const called = await call(['check', ...words()], world());
    expect(called).toMatchObject({ code });
    expect(called.stdout + called.stderr).toContain(sentence);
  });

  test('a cached entry takes precedence over the bundled one', async () => {
    await mkdir(at('cache'));
    const required = {
      ...version,
      version: 2,
      content: { ...content, fields: content.fields.map((field) => ({ ...field, required: true })) },
    };
    await writeFile(
      at(`cache/${dataset}.json`),
      JSON.stringify({
        versions: [version, { ...required, compatibility: 'compatible' }],
        codeLists: [...codeLists.values()],
        departments: {},
      }),
    );
    const { code, stdout } = await call(['check', at('valid.xlsx'), '--dataset', dataset], world());
    await rm(at('cache'), { recursive: true });
    expect(code).toBe(1);
    expect(stdout).toContain('按目录第 2 版检查（上次下载模板时保存的目录条目）');
  });

  test('writes the annotated workbook and the rejected rows; both can be checked again', async () => {
    const { stderr } = await call(
      [
        'check',
        at('faulty.xlsx'),
        '--dataset',
        dataset,
        '--annotated',
        at('annotated.xlsx'),
        '--rejected-rows',
        at('failed.xlsx'),
      ],
      world(),
    );
    expect(stderr).toContain('批注文件已写入');
    const again = findingsIn((await call(['check', at('annotated.xlsx'), '--json'], world())).stdout);
    expect(again.at(-1)).toMatchObject({ dataset, rowCounts: { read: 600, rejected: errors, errors } });
    const failed = findingsIn((await call(['check', at('failed.xlsx'), '--json'], world())).stdout);
    expect(failed.at(-1)).toMatchObject({ dataset, rowCounts: { read: errors } });
  });

  test('writes none when there is nothing to mark', async () => {
    const { stderr } = await call(
      ['check', at('valid.xlsx'), '--dataset', dataset, '--annotated', at('none.xlsx')],
      world(),
    );
    expect(stderr).toContain('没有写');
  });

  test('explains an output path that cannot be written', async () => {
    const { code, stderr } = await call(
      ['check', at('faulty.xlsx'), '--dataset', dataset, '--annotated', at('no/such/folder.xlsx')],
      world(),
    );
    expect(code).toBe(2);
    expect(stderr).toContain('无法写入文件');
  });
});
