import { findingPhrases } from '../../schemas/collection/finding-phrases.ts';
import type { Finding } from '../../schemas/collection/finding.ts';
import { workbookRefusals } from '../../schemas/collection/workbook-refusals.ts';

/** A line of a list of findings: `count` equal ones, of which `rows` are the first. */
export type ListedFinding = { readonly finding: Finding; readonly count: number; readonly rows: readonly number[] };

const titles: ReadonlyMap<string, string> = new Map(
  [...Object.entries(findingPhrases), ...Object.entries(workbookRefusals)].map(([code, { title }]) => [code, title]),
);

/** The short Chinese name of a kind; its code where it has none. */
export function findingTitle(code: string): string {
  return titles.get(code) ?? code;
}

/** `第 4、5、6 行`, or `第 4、5、6、7、8 行等`; empty without rows. */
export function describeRows({
  count: total,
  rows,
}: {
  readonly count: number;
  readonly rows: readonly number[];
}): string {
  if (rows.length === 0) return '';
  return `第 ${rows.join('、')} 行${total > rows.length ? '等' : ''}`;
}

/** The sentence of a line: how many equal reminders there are, and where. */
export function describeListed({ finding, count: total, rows }: ListedFinding): string {
  if (total === 1) return finding.detail;
  const where = describeRows({ count: total, rows });
  return `${finding.detail}（同样的提醒共 ${total.toLocaleString('en-US')} 处${where === '' ? '' : `：${where}`}）`;
}
