import { expect, test } from 'vitest';
import { formatCoverages, formatCoverage } from '../../lib/cli/text/coverage-text.ts';
import type { Coverage, CoverageSums } from '../../schemas/certificates/coverage.ts';

const none: CoverageSums = {
  rows: 0,
  issued: 0,
  failed: { rows: 0, reasons: [] },
  outstanding: { rows: 0, awaitingConfirmation: 0, beingIssued: 0 },
  removed: 0,
  due: { backfill: [], daily: { rows: 0, issued: 0, late: 0 }, notDemanded: 0 },
};
const some: CoverageSums = {
  rows: 1234,
  issued: 1200,
  failed: { rows: 4, reasons: [{ code: 'holder-missing', detail: '没有持证主体。', rows: 4 }] },
  outstanding: { rows: 30, awaitingConfirmation: 0, beingIssued: 30 },
  removed: 7,
  due: {
    backfill: [{ day: '2020-11-30', rows: 1000, issued: 990, late: 10 }],
    daily: { rows: 34, issued: 34, late: 0 },
    notDemanded: 200,
  },
};
const coverage: Coverage = {
  type: 'certificate-shop',
  name: '摊位经营许可证',
  department: 'transport',
  at: '2026-11-24T02:00:00.000Z',
  confirmed: true,
  total: some,
  faceData: { records: 1234, difference: 0 },
  units: [
    { division: '411102', name: '源汇区', owed: true, ...some },
    { division: '411100', name: '漯河市', owed: false, ...none },
  ],
};

test('one type: its units, the check, the days and the reasons', () => {
  expect(formatCoverage(coverage)).toBe(`证照类型　摊位经营许可证（certificate-shop）

颁证单位                  照面数据  = 已制证  + 未成功  + 待制证  已减少  应制证  逾期未制
源汇区                    1,234     1,200     4         30        7       1,034   10
漯河市（不在颁证层级内）  0         0         0         0         0       0       0
合计                      1,234     1,200     4         30        7       1,034   10

核对　　　归集数据 1,234 条，与照面数据相符。
期限　　　2020-11-30 前应制 1,000 条，已制 990 条，逾期未制 10 条
期限　　　每日增量次日应制 34 条，已制 34 条
期限　　　200 条是通知不要求补制的历史纸质数据
未成功　　4 条：没有持证主体。
`);
});

test('tells differences and missing confirmations', () => {
  const text = formatCoverage({ ...coverage, confirmed: false, faceData: { records: 1240, difference: 6 } });
  expect(text).toContain('归集数据 1,240 条，与照面数据相差 6 条');
  expect(text).toContain('信息中心尚未验收照面数据');
});

test('many types: a line each', () => {
  const empty: Coverage = {
    ...coverage,
    name: '空白证',
    total: none,
    confirmed: false,
    faceData: { records: 0, difference: 0 },
  };
  expect(
    formatCoverages([coverage, { ...coverage, confirmed: false }, empty])
      .split('\n')
      .map((line) => line.split(/\s{2,}/).at(-1)),
  ).toEqual(['证照类型', '摊位经营许可证', '摊位经营许可证（待验收）', '空白证', '']);
});
