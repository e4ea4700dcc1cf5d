import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { docx, pdf, wordWith } from '../../adapters/papers/sample-papers.ts';
import { chromium } from '../chromium.ts';
import { keyboardOf } from './keyboard.ts';
import { expectSoundPage, openBrowser, signInAt } from './portal-window.ts';

const url = inject('url');
/** Of no other journey. */
const dataset = 'marriage-records';
const address = `${url}/datasets/${dataset}?tab=archive`;

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page
      .getByRole('button', { name: /选择文件|换一个文件/ })
      .last()
      .click(),
  ]);
  await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
}

/** As Python reads them. */
async function namesIn(path: string): Promise<readonly string[]> {
  const script = 'import sys,zipfile; print("\\n".join(zipfile.ZipFile(sys.argv[1]).namelist()))';
  const { stdout } = await promisify(execFile)('python3', ['-c', script, path]);
  return stdout.trim().split('\n');
}

describe.skipIf(chromium === null)('the papers of a link (needs Chromium)', () => {
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let folder: string;
  beforeAll(async () => {
    browser = await openBrowser();
    folder = await mkdtemp(join(tmpdir(), 'guiji-archive-'));
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  test('two papers, a new version, a refused one, a withdrawn one; the centre reads them', async () => {
    const officer = await browser.visit();
    const { page } = officer;
    await signInAt(page, address, '赵敏');
    await page.getByText('还没有存入资料').waitFor();
    await expectSoundPage(officer, 'archive-empty');

    await choose(page, '婚姻登记查询接口调用说明.pdf', await pdf());
    expect(await page.getByLabel('资料名称').inputValue()).toBe('婚姻登记查询接口调用说明');
    await page.getByRole('button', { name: '上传并存档' }).click();
    await page.getByText('已存入“婚姻登记查询接口调用说明”第 1 版。').waitFor();

    await choose(page, '对接会纪要.docx', await docx());
    await page.getByLabel('资料种类').selectOption('会议纪要');
    await page.getByLabel('资料名称').fill('联系 13903950000');
    await page.getByText(/名称里有像身份证号/).waitFor();
    await page.getByLabel('资料名称').fill('11月25日对接会纪要');
    await expectSoundPage(officer, 'archive-form');
    await page.getByRole('button', { name: '上传并存档' }).click();
    await page.getByRole('table', { name: '现行的会议纪要' }).waitFor();

    await page.getByRole('button', { name: '上传新版本：婚姻登记查询接口调用说明' }).click();
    await page.getByText('这份资料已经有了').waitFor();
    await choose(page, '带宏的说明.docx', wordWith([{ name: 'word/vbaProject.bin', content: 'x' }]));
    await page.getByRole('button', { name: '上传并存档' }).click();
    await page.getByText('文件含有宏', { exact: true }).waitFor();
    await expectSoundPage(officer, 'archive-refused');
    await choose(page, '说明（新）.docx', await docx('新的接口地址'));
    await page.getByRole('button', { name: '上传并存档' }).click();
    await page.getByText('已存入“婚姻登记查询接口调用说明”第 2 版。').waitFor();
    await page.getByText('以前的和撤回的版本（1）').click();

    const minutes = page.getByRole('table', { name: '现行的会议纪要' });
    await minutes.getByRole('button', { name: '撤回' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('纪要的日期写错了。');
    await page.getByRole('dialog').getByRole('button', { name: '撤回', exact: true }).click();
    await page.getByText('没有现行的版本。').waitFor();
    await page.getByText('以前的和撤回的版本（1）').last().click();
    await page.getByText('纪要的日期写错了。').waitFor();
    await expectSoundPage(officer, 'archive');

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载“婚姻登记查询接口调用说明”第 2 版' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('婚姻登记查询接口调用说明（第2版）.docx');

    const [zip] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: '下载全部资料（压缩包）' }).click(),
    ]);
    expect(await namesIn(await zip.path())).toEqual([
      '00-目录.txt',
      '接口文档/婚姻登记查询接口调用说明（第1版）.pdf',
      '会议纪要/已撤回/11月25日对接会纪要（第1版）.docx',
      '接口文档/婚姻登记查询接口调用说明（第2版）.docx',
    ]);

    await page.goto(`${url}/datasets/${dataset}?tab=history`);
    await page.getByText('资料撤回：会议纪要，第 1 版').waitFor();
    await expectSoundPage(officer, 'archive-history');

    const supervisor = await browser.visit();
    await signInAt(supervisor.page, address, '周凯');
    await supervisor.page.getByRole('table', { name: '现行的接口文档' }).waitFor();
    expect(await supervisor.page.getByRole('button', { name: '撤回' }).count()).toBe(0);
    await expectSoundPage(supervisor, 'archive-reading');
    expect(officer.faults.filter((fault) => !/40\d|415|422/.test(fault))).toEqual([]);
    expect(supervisor.faults).toEqual([]);
  });

  test('by keyboard alone', async () => {
    const visit = await browser.visit();
    const { page } = visit;
    await signInAt(page, address, '赵敏');
    await page.getByRole('heading', { name: '存入资料' }).waitFor();
    const keyboard = keyboardOf(page);
    const path = join(folder, '连接表.pdf');
    await writeFile(path, await pdf());
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), keyboard.activate('选择文件')]);
    await chooser.setFiles(path);
    await keyboard.tabTo('资料种类');
    await keyboard.press('ArrowDown');
    expect(await page.getByLabel('资料种类').inputValue()).toBe('connection-sheet');
    await keyboard.type('资料名称', '前置库连接表');
    await keyboard.press('Enter');
    await page.getByText('已存入“前置库连接表”第 1 版。').waitFor();
    expect(visit.faults.filter((fault) => !fault.includes('404'))).toEqual([]);
  });
});
