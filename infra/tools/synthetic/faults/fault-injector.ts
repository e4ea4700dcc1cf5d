import type { Cell } from '../../../../lib/kernel/sheet.ts';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { FindingCode } from '../../../../schemas/collection/finding-phrases.ts';
import type { SyntheticRow } from '../synthetic-rows.ts';

/** A row with a fault in it; a failed formula is a cell of its own kind. */
export type FaultyRow = Record<string, Cell>;

/** One way to spoil one column: what it does to a row is found at `field` as `code`, and nowhere else. */
export type FaultInjector = {
  readonly code: FindingCode;
  readonly field: string;
  /** The cells to change; `undefined` where this row does not lend itself to it. */
  readonly inject: (row: SyntheticRow) => FaultyRow | undefined;
};

/** What is put in place of a filled cell's value; `undefined` where the value does not lend itself to it. */
export type CellFault = {
  readonly code: FindingCode;
  readonly put: (value: string | number, row: SyntheticRow) => Cell | undefined;
};

/** One spoiler per fault; they touch filled cells only. */
export function createInjectors(field: Field, faults: readonly CellFault[]): FaultInjector[] {
  return faults.map(({ code, put }) => ({
    code,
    field: field.key,
    inject: (row) => {
      const value = row[field.key] ?? null;
      const cell = value === null ? undefined : put(value, row);
      return cell === undefined ? undefined : { [field.key]: cell };
    },
  }));
}
