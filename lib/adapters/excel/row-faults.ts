import type { Finding, FindingSeverity } from '../../../schemas/collection/finding.ts';

/** The findings of one row. */
export type RowFindings = { readonly row: number; readonly findings: readonly Finding[] };

/** The worst severity of a cell, and all its sentences. */
export type CellFault = { readonly severity: FindingSeverity; readonly sentences: readonly string[] };

/** Groups findings by the column they are shown in; `columnOf` gives it, 0-based. */
export function faultsByColumn(findings: readonly Finding[], columnOf: (finding: Finding) => number): ReadonlyMap<number, CellFault> {
  const faults = new Map<number, CellFault>();
  for (const finding of findings) {
    const column = columnOf(finding);
    const before = faults.get(column);
    faults.set(column, {
      severity: before?.severity === 'error' ? 'error' : finding.severity,
      sentences: [...(before?.sentences ?? []), `【${finding.severity === 'error' ? '错误' : '提醒'}】${finding.detail}`],
    });
  }
  return faults;
}

/** Hands out the findings of one row after the other; both the rows asked for and the findings ascend. */
export async function* inStep<Row extends { readonly row: number }>(rows: AsyncIterable<readonly Row[]>, findings: AsyncIterable<RowFindings>): AsyncGenerator<{ row: Row | null; number: number; findings: readonly Finding[] }[]> {
  const faulty = findings[Symbol.asyncIterator]();
  let next = await faulty.next();
  for await (const batch of rows) {
    const joined: { row: Row | null; number: number; findings: readonly Finding[] }[] = [];
    for (const row of batch) {
      while (next.done !== true && next.value.row < row.row) {
        joined.push({ row: null, number: next.value.row, findings: next.value.findings });
        next = await faulty.next();
      }
      if (next.done !== true && next.value.row === row.row) {
        joined.push({ row, number: row.row, findings: next.value.findings });
        next = await faulty.next();
      } else {
        joined.push({ row, number: row.row, findings: none });
      }
    }
    yield joined;
  }
  for (; next.done !== true; next = await faulty.next()) yield [{ row: null, number: next.value.row, findings: next.value.findings }];
}

const none: readonly Finding[] = [];
