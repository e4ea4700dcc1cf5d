import { expect, test } from 'vitest';
import { describeIssuing } from '../../../portal/src/certificates/issuing-words.ts';

const base = {
  kind: 'certificates',
  at: '2020-12-05T02:20:00.000Z',
  by: 'platform',
  department: 'natural-resources',
  dataset: 'certificate-property',
} as const;
const lines = { requested: 1300, possible: 1204, done: 0, impossible: 96 };

test.each<[string, number, Record<string, number>]>([
  [
    '第 3 次发布：签发 1,204 份，更新 12 份，3 份未能签发。',
    3,
    { issued: 1204, changed: 12, failed: 1, quarantined: 2 },
  ],
  ['第 4 次发布：注销 2 份，5 份不用更新。', 4, { issued: 0, annulled: 2, unchanged: 5 }],
  ['第 5 次发布：没有需要签发的证照。', 5, { issued: 0, changed: 0 }],
])('%s', (sentence, publication, counts) => {
  expect(describeIssuing({ ...base, action: 'publication', publication, to: 'issued', counts })).toBe(sentence);
});

test.each<[string, string, object]>([
  ['提交批量注销，等待复核：清单 1,300 份，其中 1,204 份可以办理，96 份不能办理。', 'prepared', {}],
  ['批量注销经复核同意，开始办理 1,204 份。', 'applying', {}],
  ['批量注销办完：办成 1,200 份，100 份不能办理。', 'done', { done: 1200, impossible: 100 }],
  ['批量注销办完：办成 1,300 份。', 'done', { done: 1300, impossible: 0 }],
  ['批量注销被退回或撤回，没有办理。', 'rejected', {}],
  ['批量注销到期没有复核，没有办理。', 'expired', {}],
])('%s', (sentence, to, counts) => {
  expect(describeIssuing({ ...base, action: 'annul', to, counts: { ...lines, ...counts } })).toBe(sentence);
});
