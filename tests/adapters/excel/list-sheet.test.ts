import { expect, test } from 'vitest';
import { type ListPlan, streamListSheet } from '../../../lib/adapters/excel/annotated/list-sheet.ts';
import { buildAnnotationText } from '../../../lib/collection/annotate/annotation-text.ts';
import { listOnce } from '../../../lib/collection/findings/finding-kinds.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';
import { at, each } from './annotation-fixture.ts';

const facts = {
  fileName: '登记.xlsx',
  datasetName: '许可证',
  version: 1,
  checkedAt: '2020-12-01 10:30',
  sheetName: '登记表',
  otherSheets: ['二月'],
  rowsRead: 2,
  rowsRejected: 2,
  errors: 2,
  warnings: 0,
  faultyRows: 2,
};
const looks = { title: 1, line: 2, section: 3, heading: 4, number: 5, text: 6, link: 7, error: 8, warning: 9 };
const plan: ListPlan = {
  namespace: 'urn:sheet',
  looks,
  text: buildAnnotationText(facts),
  remarks: [],
  kinds: [],
  dataSheet: '登记表',
  dataHeaderRow: 3,
  findColumn: ({ column }) => column ?? null,
};

async function listed(findings: readonly Finding[]): Promise<string> {
  let xml = '';
  for await (const piece of streamListSheet(plan, each(findings.map((finding) => listOnce(finding))), () => undefined))
    xml += piece;
  return xml;
}

test('a finding of a further sheet leads to its own cell, and the list says that it is not coloured there', async () => {
  const xml = await listed([at(6, 'D', 'date-format'), at(6, 'B', 'date-format', { sheet: '二月' })]);
  expect([...xml.matchAll(/location="([^"]*)" display="([^"]*)"/g)].map(([, place, name]) => [place, name])).toEqual([
    ["'登记表'!D6", 'D6'],
    ["'二月'!B6", '二月!B6'],
  ]);
  expect(xml).toContain('颜色和批注只加在工作表“登记表”上。工作表“二月”也读取了');
});

test('a column of a further sheet leads nowhere: its header may stand in another row', async () => {
  const xml = await listed([at(undefined, 'C', 'column-unknown', { sheet: '二月' })]);
  expect(xml).not.toContain('<hyperlink ');
  expect(xml).toContain('工作表“二月”');
});
