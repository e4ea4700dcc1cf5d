import type { Coverage, CoverageSums } from '../../schemas/certificates/coverage.ts';
import { formatCount } from './format-amounts.ts';
import { textTable } from './text-table.ts';

const headings = ['照面数据', '= 已制证', '+ 未成功', '+ 待制证', '已减少', '应制证', '逾期未制'];

/** One type's coverage as an officer reads it: the units, the check against what is held, the reasons, the days. */
export function coverageText({ name, type, confirmed, total, faceData, units }: Coverage): string {
  const { failed, due } = total;
  return [
    `证照类型　${name}（${type}）\n\n`,
    textTable(
      ['颁证单位', ...headings],
      [
        ...units.map((unit) => [unit.owed ? unit.name : `${unit.name}（不在颁证层级内）`, ...sumCells(unit)]),
        ['合计', ...sumCells(total)],
      ],
    ),
    `\n核对　　　归集数据 ${formatCount(faceData.records)} 条，${faceData.difference === 0 ? '与照面数据相符。' : `与照面数据相差 ${formatCount(faceData.difference)} 条；正在制证时会有短暂差异，处理完仍不相符的请告诉市政府信息中心。`}\n`,
    ...(confirmed ? [] : ['验收　　　信息中心尚未验收照面数据，验收后自动开始制证。\n']),
    ...due.backfill.map(({ day, ...rows }) => `期限　　　${day} 前应制 ${dueText(rows)}\n`),
    ...(due.daily.rows === 0 ? [] : [`期限　　　每日增量次日应制 ${dueText(due.daily)}\n`]),
    ...(due.notDemanded === 0 ? [] : [`期限　　　${formatCount(due.notDemanded)} 条是通知不要求补制的历史纸质数据\n`]),
    ...failed.reasons.map(({ rows, detail }) => `未成功　　${formatCount(rows)} 条：${detail}\n`),
  ].join('');
}

/** Many types, one line each. */
export function coveragesText(all: readonly Coverage[]): string {
  return textTable(
    [...headings, '差异', '证照类型'],
    all.map(({ total, faceData, name, confirmed }) => [
      ...sumCells(total),
      formatCount(faceData.difference),
      confirmed || total.rows === 0 ? name : `${name}（待验收）`,
    ]),
  );
}

function sumCells({ rows, issued, failed, outstanding, removed, due }: CoverageSums): string[] {
  const all = [...due.backfill, due.daily];
  const sum = (of: (one: CoverageSums['due']['daily']) => number) => all.reduce((total, one) => total + of(one), 0);
  return [rows, issued, failed.rows, outstanding.rows, removed, sum((one) => one.rows), sum((one) => one.late)].map(
    formatCount,
  );
}

function dueText({ rows, issued, late }: CoverageSums['due']['daily']): string {
  return `${formatCount(rows)} 条，已制 ${formatCount(issued)} 条${late === 0 ? '' : `，逾期未制 ${formatCount(late)} 条`}`;
}
