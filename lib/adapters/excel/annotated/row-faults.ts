import type { Finding, FindingSeverity } from '../../../../schemas/collection/finding.ts';
import type { RowFindings } from '../../../collection/annotate/annotation-orders.ts';
import type { SheetRow } from '../../../kernel/sheet.ts';

/** The worst severity of a cell, and all its sentences. */
export type CellFault = { readonly severity: FindingSeverity; readonly sentences: readonly string[] };

/** Groups findings by the column they are shown in; `columnOf` gives it, 0-based. */
export function faultsByColumn(
  findings: readonly Finding[],
  columnOf: (finding: Finding) => number,
): ReadonlyMap<number, CellFault> {
  const faults = new Map<number, CellFault>();
  for (const finding of findings) {
    const column = columnOf(finding);
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

/** A row and its findings; `row` is null where the findings name a row that the sheet does not show. */
export type JoinedRow = {
  readonly row: SheetRow | null;
  readonly number: number;
  readonly findings: readonly Finding[];
};

const none: readonly Finding[] = [];

/** Lays the findings beside the rows they are about. Both must ascend by row number. */
export async function* joinRowsWithFindings(
  rows: AsyncIterable<readonly SheetRow[]>,
  findings: AsyncIterable<RowFindings>,
): AsyncGenerator<JoinedRow[]> {
  const faulty = findings[Symbol.asyncIterator]();
  try {
    let next = await faulty.next();
    for await (const batch of rows) {
      const joined: JoinedRow[] = [];
      for (const row of batch) {
        for (; next.done !== true && next.value.row < row.row; next = await faulty.next())
          joined.push(alone(next.value));
        const own = next.done !== true && next.value.row === row.row ? next.value.findings : none;
        joined.push({ row, number: row.row, findings: own });
        if (own !== none) next = await faulty.next();
      }
      yield joined;
    }
    for (; next.done !== true; next = await faulty.next()) yield [alone(next.value)];
  } finally {
    await faulty.return?.();
  }
}

function alone({ row, findings }: RowFindings): JoinedRow {
  return { row: null, number: row, findings };
}
