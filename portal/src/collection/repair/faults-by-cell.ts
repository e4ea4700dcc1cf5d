import type { Finding } from '../../../../schemas/collection/finding.ts';
import { cellKey } from './edits.ts';

export type FaultsByCell = ReadonlyMap<string, readonly Finding[]>;

/** Findings by the cell's key; those of a row as a whole stand under an empty field. `numbers` are those of the rows. */
export function groupByCell(findings: readonly Finding[], numbers: readonly number[]): FaultsByCell {
  const indexes = new Map(numbers.map((number, i) => [number, i]));
  const faults = new Map<string, Finding[]>();
  for (const finding of findings) {
    const row = finding.row === undefined ? undefined : indexes.get(finding.row);
    if (row === undefined) continue;
    const key = cellKey(row, finding.field ?? '');
    faults.set(key, [...(faults.get(key) ?? []), finding]);
  }
  return faults;
}

export const hasError = (faults: readonly Finding[]): boolean => faults.some(({ severity }) => severity === 'error');

export type CellPlace = { readonly row: number; readonly field: string };

/** The next faulty cell behind a place, row by row, and from the beginning again; `null` where all are mended. */
export function nextFault(
  faults: FaultsByCell,
  { rows, fields }: { readonly rows: readonly number[]; readonly fields: readonly string[] },
  from: CellPlace | null,
): CellPlace | null {
  const places = rows.flatMap((row) =>
    fields.flatMap((field) => (hasError(faults.get(cellKey(row, field)) ?? []) ? [{ row, field }] : [])),
  );
  const isBehind = ({ row, field }: CellPlace): boolean =>
    from === null ||
    rows.indexOf(row) > rows.indexOf(from.row) ||
    (row === from.row && fields.indexOf(field) > fields.indexOf(from.field));
  return places.find(isBehind) ?? places[0] ?? null;
}
