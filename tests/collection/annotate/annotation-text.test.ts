import { expect, test } from 'vitest';
import { buildAnnotationText } from '../../../lib/collection/annotate/annotation-text.ts';

const facts = {
  fileName: '十一月.xlsx',
  datasetName: '捕捞许可证信息',
  version: 2,
  checkedAt: '2020-12-01 10:30',
  sheetName: 'Sheet1',
  rowsRead: 120_000,
  rowsRejected: 3,
  errors: 4,
  warnings: 2,
  faultyRows: 5,
};

test.each([
  [
    'the file and the dataset',
    {},
    '文件：十一月.xlsx　信息资源：捕捞许可证信息（目录第 2 版）　检查时间：2020-12-01 10:30',
    true,
  ],
  ['the counts', {}, '共读取 120,000 行，其中 3 行因错误未通过；发现错误 4 处、提醒 2 处。', true],
  ['where the links lead', {}, '工作表“Sheet1”', true],
  ['100,000 faulty rows: all are there', { faultyRows: 100_000 }, '只列出', false],
  [
    'more faulty rows than are marked',
    { faultyRows: 100_001 },
    '有问题的行共 100,001 行，本文件只列出并标出前 100,000 行',
    true,
  ],
  ['as many findings as notes', { errors: 20_000, warnings: 0 }, '批注只加在', false],
  ['more findings than notes', { errors: 20_000, warnings: 1 }, '批注只加在前 20,000 个有问题的单元格上', true],
])('the list says: %s', (_, change, sentence, said) => {
  expect(
    buildAnnotationText({ ...facts, ...change })
      .lines.join('\n')
      .includes(sentence),
  ).toBe(said);
});
