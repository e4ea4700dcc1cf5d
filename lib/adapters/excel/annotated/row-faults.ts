import type { Finding, FindingSeverity } from '../../../../schemas/collection/finding.ts';
import type { RowFindings } from '../../../collection/annotate/annotation-orders.ts';
import type { SheetRow } from '../../../kernel/sheet.ts';

export type CellFault = { readonly severity: FindingSeverity; readonly sentences: readonly string[] };

/** Groups findings by column, which `findColumn` returns 0-based. */
export function groupFaultsByColumn(
  findings: readonly Finding[],
  findColumn: (finding: Finding) => number,
): ReadonlyMap<number, CellFault> {
  const faults = new Map<number, CellFault>();
  for (const finding of findings) {
    const column = findColumn(finding);
    const before = faults.get(column);
    faults.set(column, {
      severity: before?.severity === 'error' ? 'error' : finding.severity,
      sentences: [
        ...(before?.sentences ?? []),
        `【${finding.severity === 'error' ? '错误' : '提醒'}】${finding.detail}`,
      ],
    });
  }
  return faults;
}

/** `row` is null where the sheet lacks it; `number` is 1-based. */
export type JoinedRow = {
  readonly row: SheetRow | null;
  readonly number: number;
  readonly findings: readonly Finding[];
};

const noFindings: readonly Finding[] = [];

/** Both inputs must ascend by row number. */
export async function* joinRowsWithFindings(
  rows: AsyncIterable<readonly SheetRow[]>,
  findings: AsyncIterable<RowFindings>,
): AsyncGenerator<JoinedRow[]> {
  const iterator = findings[Symbol.asyncIterator]();
  try {
    let next = await iterator.next();
    for await (const batch of rows) {
      const joined: JoinedRow[] = [];
      for (const row of batch) {
        for (; next.done !== true && next.value.row < row.row; next = await iterator.next())
          joined.push(withoutRow(next.value));
        const own = next.done !== true && next.value.row === row.row ? next.value.findings : noFindings;
        joined.push({ row, number: row.row, findings: own });
        if (own !== noFindings) next = await iterator.next();
      }
      yield joined;
    }
    for (; next.done !== true; next = await iterator.next()) yield [withoutRow(next.value)];
  } finally {
    await iterator.return?.();
  }
}

function withoutRow({ row, findings }: RowFindings): JoinedRow {
  return { row: null, number: row, findings };
}
