import type { Coverage, CoverageListing, CoverageSums } from '../../../schemas/certificates/coverage.ts';
import { formatCount } from './format-amounts.ts';
import { formatTable } from './text-table.ts';

const headings = ['照面数据', '= 已制证', '+ 未成功', '+ 待制证', '已减少', '应制证', '逾期未制'];

/** Formats units, the check against the collected data, failures and deadlines. */
export function formatCoverage({ name, type, confirmed, total, faceData, units }: Coverage): string {
  const { failed, due } = total;
  return [
    `证照类型　${name}（${type}）\n\n`,
    formatTable(
      ['颁证单位', ...headings],
      [
        ...units.map((unit) => [unit.owed ? unit.name : `${unit.name}（不在颁证层级内）`, ...sumCells(unit)]),
        ['合计', ...sumCells(total)],
      ],
    ),
    `\n核对　　　归集数据 ${formatCount(faceData.records)} 条，${describeDifference(faceData.difference)}\n`,
    ...(confirmed ? [] : ['验收　　　信息中心尚未验收照面数据，验收后自动开始制证。\n']),
    ...due.backfill.map(({ day, ...rows }) => `期限　　　${day} 前应制 ${formatDue(rows)}\n`),
    ...(due.daily.rows === 0 ? [] : [`期限　　　每日增量次日应制 ${formatDue(due.daily)}\n`]),
    ...(due.notDemanded === 0 ? [] : [`期限　　　${formatCount(due.notDemanded)} 条是通知不要求补制的历史纸质数据\n`]),
    ...failed.reasons.map(({ rows, detail }) => `未成功　　${formatCount(rows)} 条：${detail}\n`),
  ].join('');
}

function describeDifference(difference: number): string {
  if (difference === 0) return '与照面数据相符。';
  return `与照面数据相差 ${formatCount(difference)} 条；正在制证时会有短暂差异，处理完仍不相符的请告诉市政府信息中心。`;
}

/** Formats one line per type. */
export function formatCoverages(all: readonly CoverageListing[]): string {
  return formatTable(
    [...headings, '差异', '证照类型'],
    all.map(({ total, faceData, name, confirmed }) => [
      ...sumCells(total),
      formatCount(faceData.difference),
      confirmed || total.rows === 0 ? name : `${name}（待验收）`,
    ]),
  );
}

function sumCells({ rows, issued, failed, outstanding, removed, due }: CoverageSums): string[] {
  const groups = [...due.backfill, due.daily];
  const sum = (count: (group: CoverageSums['due']['daily']) => number) =>
    groups.reduce((total, group) => total + count(group), 0);
  return [rows, issued, failed.rows, outstanding.rows, removed, sum((one) => one.rows), sum((one) => one.late)].map(
    formatCount,
  );
}

function formatDue({ rows, issued, late }: CoverageSums['due']['daily']): string {
  return `${formatCount(rows)} 条，已制 ${formatCount(issued)} 条${late === 0 ? '' : `，逾期未制 ${formatCount(late)} 条`}`;
}
