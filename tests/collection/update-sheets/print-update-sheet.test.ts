import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fontFolder } from '../../../lib/adapters/certificates/files/font-folder.ts';
import { paperWriters } from '../../../lib/adapters/papers/paper-writers.ts';
import {
  downloadSheetDocument,
  downloadSheetPdf,
  type PrintSheetPorts,
} from '../../../lib/collection/update-sheets/print-update-sheet.ts';
import { sheetPaper } from '../../../lib/collection/update-sheets/sheet-paper.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import { libreOffice } from '../../adapters/excel/reference-programs.ts';
import { caller } from '../../catalogue/builders.ts';
import { poppler, popplerFound, qpdfFound, qpdfWarnings } from '../../certificates/files/poppler.ts';
import { fieldOf, versionOf } from '../template/sample-version.ts';
import { confirmedSheet } from './sample-sheet.ts';

const version = versionOf([fieldOf('编号', { key: 'number' })]);
const { dataset } = version;
const { provider } = version.content.metadata;
const officer = caller('zhao-min', 'provider', provider);
const writers = paperWriters(fontFolder());
const { confirmed: _confirmed, receipt: _receipt, ...signed } = confirmedSheet({ number: 3 });
const ports: PrintSheetPorts = {
  ...writers,
  publishedVersions: async (id) => (id === dataset ? [version] : []),
  departmentName: async () => '市农业农村局',
  sheetsOf: async () => ({
    sheets: { dataset, lockVersion: 5, open: signed, inForce: confirmedSheet({ number: 2, name: '甲<乙>&丙' }) },
    earlier: [confirmedSheet({ number: 1, cycle: '7' })],
  }),
};
const pdfOf = (number: number, who = officer) => downloadSheetPdf({ caller: who, params: { dataset, number } }, ports);

const office = 'soffice';

/** The text that LibreOffice finds in a Word file, without white space. */
function textOfDocument(file: Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'guiji-docx-'));
  try {
    writeFileSync(join(folder, 'sheet.docx'), file);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const options = [profile, '--headless', '--convert-to', 'txt:Text (encoded):UTF8', 'sheet.docx'];
    spawnSync(office, options, { cwd: folder, stdio: 'ignore' });
    return readFileSync(join(folder, 'sheet.txt'), 'utf8').replaceAll(/[\s\uFEFF]/gu, '');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const printed = [
  '第2号甲<乙>&丙',
  '提供部门市农业农村局',
  '归集方式电子表格',
  '更新周期每月',
  '起始日期2020年11月1日',
  '部门负责人负责人甲，副局长，0395-3177000',
  '联系人联系人乙，信息科，报送，13900000000',
  '提供部门确认测试人员甲，2020-11-0210:00（北京时间）',
  '信息中心确认测试人员乙，2020-11-0310:00（北京时间）',
  '回执编号GX-01JD0000000000000000000001',
  '市农业农村局（盖章）',
  '市政府信息中心（盖章）',
];

describe('a sheet is printed', () => {
  test.skipIf(!popplerFound)('as PDF, with its own characters embedded (needs Poppler)', async () => {
    const answer = await pdfOf(2);
    if (isRefused(answer)) throw new Error(answer.refused);
    const text = poppler.text(answer.file);
    for (const part of printed) expect(text).toContain(part);
    expect(poppler.fonts(answer.file).every(({ embedded, unicode }) => embedded && unicode)).toBe(true);
    expect(answer.name).toBe('甲<乙>&丙（数据维护更新表第2号）.pdf');
  });

  test.skipIf(!popplerFound)(
    'a rare character of a name as its code point, never as an empty box (needs Poppler)',
    async () => {
      const paperOf = (name: string) =>
        sheetPaper(confirmedSheet({ inCharge: { name, duty: '局长', phone: '1' } }), {
          department: '市农业农村局',
          dataset,
        });
      const file = await writers.writePdf(paperOf('𠮷䶮㛃'));
      expect(poppler.text(file)).toContain('部门负责人［U+20BB7］䶮㛃，局长');
      expect(poppler.picture(file)).toEqual(poppler.picture(await writers.writePdf(paperOf('［U+20BB7］䶮㛃'))));
    },
  );

  test.skipIf(!qpdfFound)('as a sound PDF, also on two pages (needs qpdf)', async () => {
    const duty = '分管信息化和数据归集共享工作'.repeat(7);
    const sheet = confirmedSheet({ name: '漯'.repeat(100), inCharge: { name: '名'.repeat(50), duty, phone: '1' } });
    const paper = sheetPaper(sheet, { department: '部'.repeat(60), dataset: 'a'.repeat(60) });
    const file = await writers.writePdf(paper);
    expect(qpdfWarnings(file)).toBe('');
    expect(await writers.writePdf(paper)).toEqual(file);
  });

  test.skipIf(!libreOffice)('as Word (needs LibreOffice)', async () => {
    const answer = await downloadSheetDocument({ caller: officer, params: { dataset, number: 2 } }, ports);
    if (isRefused(answer)) throw new Error(answer.refused);
    const text = textOfDocument(answer.file);
    for (const part of printed) expect(text).toContain(part);
  });

  test('one that waits says so, and a returned one too', () => {
    const rowsOf = (sheet: Parameters<typeof sheetPaper>[0]) =>
      Object.fromEntries(sheetPaper(sheet, { department: '市农业农村局', dataset }).rows);
    expect(rowsOf(signed)).toMatchObject({ 信息中心确认: '等待确认', 回执编号: '信息中心确认以后生成' });
    const returned = { ...signed.signed, reason: '起始日期不对' };
    expect(rowsOf({ ...signed, returned })).toMatchObject({ 信息中心确认: '已退回，等待提供部门改正' });
  });

  test.each([
    [1, officer, 'answered'],
    [3, officer, 'answered'],
    [4, officer, 'sheet-not-found'],
    [1, caller('other', 'provider', 'another-department'), 'not-your-department'],
    [1, caller('liu-yang', 'operator', 'information-center'), 'answered'],
  ])('number %i for %o: %s', async (number, who, code) => {
    const answer = await downloadSheetDocument({ caller: who, params: { dataset, number } }, ports);
    expect(isRefused(answer) ? answer.refused : 'answered').toBe(code);
  });

  test('nothing of an unknown dataset', async () => {
    const params = { dataset: 'unknown-dataset', number: 1 };
    expect(await downloadSheetPdf({ caller: officer, params }, ports)).toMatchObject({ refused: 'dataset-not-found' });
  });
});
