import type { PlainCell } from '../../../../lib/kernel/sheet.ts';
import type { SyntheticRow } from '../../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { FindingCode } from '../../../../schemas/collection/finding-severities.ts';

export type FaultyRow = Record<string, PlainCell>;

/** The only finding is `code` at `field`. */
export type FaultInjector = {
  readonly code: FindingCode;
  readonly field: string;
  /** Undefined when the row cannot have this fault. */
  readonly inject: (row: SyntheticRow) => FaultyRow | undefined;
};

/** `put` is undefined when the value cannot have this fault. */
export type CellFault = {
  readonly code: FindingCode;
  readonly put: (value: string | number, row: SyntheticRow) => PlainCell | undefined;
};

/** Makes one injector a fault, for filled cells only. */
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
