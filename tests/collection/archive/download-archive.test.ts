import { spawnSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeDocx } from '../../../lib/adapters/papers/write-docx.ts';
import { writeZip } from '../../../lib/adapters/papers/write-zip.ts';
import { downloadArchive, type DownloadArchivePorts } from '../../../lib/collection/archive/download-archive.ts';
import type { PaperVersion } from '../../../schemas/collection/archive.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import { caller } from '../../catalogue/builders.ts';
import { fieldOf, versionOf } from '../template/sample-version.ts';
import { confirmedSheet } from '../update-sheets/sample-sheet.ts';
import { paperOf } from './sample-paper.ts';

const version = versionOf([fieldOf('编号', { key: 'number' })]);
const { dataset } = version;
const department = version.content.metadata.provider;
const officer = caller('zhao-min', 'provider', department);
const folder = mkdtempSync(join(tmpdir(), 'guiji-zip-'));
const zip = join(folder, 'archive.zip');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const step = { at: '2020-12-02T01:00:00.000Z', by: 'liu-yang', name: '刘洋' };
const papers: readonly PaperVersion[] = [
  paperOf({ id: '01JD0000000000000000000001', title: '接口:说明', withdrawn: { ...step, reason: '地址写错' } }),
  paperOf({ id: '01JD0000000000000000000002', title: '接口:说明', number: 2 }),
  paperOf({ id: '01JD0000000000000000000003', title: '接口?说明', number: 2 }),
];
const link = {
  dataset,
  channel: 'database',
  state: 'linked',
  since: '2020-12-01T00:00:00.000Z',
  firstDelivery: '01JE0000000000000000000001',
  receipt: { number: 'YS-1', confirmedBy: 'liu-yang', confirmedAt: '2020-12-02T00:00:00.000Z', records: 7 },
} as const;

const uses: DataUse[] = [];

function portsOf(change: Partial<DownloadArchivePorts> = {}): DownloadArchivePorts {
  return {
    now: () => '2020-12-02T01:00:00.000Z',
    publishedVersions: async (id) => (id === dataset ? [version] : []),
    archiveOf: async () => ({ dataset, lockVersion: 3, papers: [...papers] }),
    links: { read: async () => [link] },
    sheetsOf: async () => ({
      sheets: { dataset, lockVersion: 3, inForce: confirmedSheet({ number: 1 }) },
      earlier: [],
    }),
    departmentName: async () => '市农业农村局',
    writeDocument: writeDocx,
    recordUse: async (use) => void uses.push(use),
    newArchiveId: () => '01JF0000000000000000000001',
    readPaper: async (key) => Buffer.from(key),
    writeZip: (_, files) => writeZip(createWriteStream(zip), files),
    presignDownload: async ({ key }) => `https://store.test/${key}`,
    ...change,
  };
}

const download = (ports = portsOf(), who = officer) =>
  downloadArchive({ caller: who, params: { dataset }, requestId: 'r' }, ports);
const codeOf = (answer: object) => (isRefused(answer) ? answer.refused : 'answered');

test('all papers, with an index in front, as another program reads them', async () => {
  expect(await download()).toEqual({
    url: `https://store.test/archives/${dataset}/01JF0000000000000000000001.zip`,
    fileName: `${version.content.metadata.name}（资料存档）.zip`,
    expiresAt: '2020-12-02T01:05:00.000Z',
  });
  expect(uses).toEqual([
    { caller: officer, requestId: 'r', operation: 'download-archive', dataset, provider: department, results: 6 },
  ]);
  const list = spawnSync('python3', [
    '-c',
    `import zipfile,sys; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print("\\n".join(z.namelist()))`,
    zip,
  ]);
  const names = list.stdout.toString('utf8').trim().split('\n');
  expect(names).toEqual([
    '00-目录.txt',
    '接口文档/已撤回/接口_说明（第1版）.pdf',
    '接口文档/接口_说明（第2版）.pdf',
    '接口文档/接口_说明（第2版）（2）.pdf',
    '平台生成/数据维护更新表第1号.docx',
    '平台生成/前置库挂接验收回执 YS-1.docx',
    expect.stringMatching(/^平台生成\/前置库建表脚本（目录第\d+版）\.sql$/),
  ]);
  const { stdout } = spawnSync('unzip', ['-p', zip, '00-*']);
  const index = stdout.toString('utf8');
  expect(index).toContain('共 6 份。');
  expect(index).toContain('接口文档/已撤回/接口_说明（第1版）.pdf');
  expect(index).toContain('刘洋于2020-12-02 09:00撤回，原因：地址写错');
  expect(readFileSync(zip).includes(`papers/${dataset}/01JD0000000000000000000003/`)).toBe(true);
});

test('one paper at a time is in memory, and the next is read when it is written', async () => {
  const order: string[] = [];
  const ports = portsOf({
    readPaper: async (key) => {
      order.push(`read ${key.slice(-67, -65)}`);
      return Buffer.from(key);
    },
    writeZip: async (_, files) => {
      for await (const { name } of files) order.push(name.slice(0, 4));
    },
  });
  await download(ports);
  expect(order.slice(0, 5)).toEqual(['00-目', 'read 01', '接口文档', 'read 02', '接口文档']);
});

test.each<[string, Partial<DownloadArchivePorts>, string]>([
  ['an unknown dataset', { publishedVersions: async () => [] }, 'dataset-not-found'],
  [
    'nothing',
    {
      archiveOf: async () => undefined,
      links: { read: async () => [] },
      sheetsOf: async () => ({ sheets: undefined, earlier: [] }),
    },
    'archive-empty',
  ],
  [
    'more than one function copies',
    { archiveOf: async () => ({ dataset, lockVersion: 1, papers: [paperOf({ size: 200 * 1024 * 1024 + 1 })] }) },
    'archive-too-large',
  ],
])('refuses %s', async (_, change, code) => {
  expect(codeOf(await download(portsOf(change)))).toBe(code);
});

test('another department gets nothing', async () => {
  expect(codeOf(await download(portsOf(), caller('person', 'provider', 'another-department')))).toBe(
    'not-your-department',
  );
});
