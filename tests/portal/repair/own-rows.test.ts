import { expect, test } from 'vitest';
import { ownRowsOf } from '../../../portal/src/collection/repair/own-rows.ts';
import type { Finding } from '../../../schemas/collection/finding.ts';

const at = (row: number | undefined, facts: Partial<Finding> = {}): Finding => ({
  code: 'text-too-long',
  severity: 'error',
  detail: '太长。',
  ...(row === undefined ? {} : { row }),
  ...facts,
});
const warning = { severity: 'warning' } as const;

test.each<[string, readonly Finding[], number, number[] | undefined]>([
  ['each rejected row once, ascending', [at(9), at(5), at(9)], 2, [5, 9]],
  ['no rows with reminders alone', [at(5), at(7, warning)], 1, [5]],
  ['no findings of the file as a whole', [at(undefined), at(5)], 1, [5]],
  ['none while some are not known', [at(5), at(9)], 3, undefined],
  ['none of several sheets', [at(5), at(9, { sheet: '二月' })], 2, undefined],
  ['the rows of one sheet that is named', [at(5, { sheet: '二月' }), at(9, { sheet: '二月' })], 2, [5, 9]],
])('own rows: %s', (_, findings, count, rows) => {
  expect(ownRowsOf(findings, count)).toEqual(rows);
});
