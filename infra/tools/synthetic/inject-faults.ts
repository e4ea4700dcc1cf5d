import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { FindingCode } from '../../../schemas/collection/finding-phrases.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { dayFaults } from './faults/day-faults.ts';
import { createInjectors, type FaultyRow, type FaultInjector } from './faults/fault-injector.ts';
import { identifierFaults } from './faults/identifier-faults.ts';
import { identityFaults } from './faults/identity-faults.ts';
import { numberFaults } from './faults/number-faults.ts';
import { rowFaults } from './faults/row-faults.ts';
import { textFaults } from './faults/text-faults.ts';
import { createRandom, type Random } from './random.ts';
import type { SyntheticRow } from './synthetic-rows.ts';

/** Where a fault was planted: the row's place in the list (from 0), the field, and the finding that must come of it. */
export type InjectedFault = { readonly row: number; readonly field: string; readonly code: FindingCode };

export type InjectedFaults = {
  readonly rows: readonly FaultyRow[];
  /** In the order of the rows; every faulty row has one fault. */
  readonly faults: readonly InjectedFault[];
  /** The faulty rows as they were, in the same order: the repaired rows. */
  readonly originals: readonly SyntheticRow[];
};

const maxTries = 400;

/**
 * Spoils `count` of the valid rows, one cell each, in turn by every kind of fault that the dataset's columns can have, each
 * kind in turn on its columns. The same seed gives the same faults. Throws when the rows don't suffice.
 */
export function injectFaults(
  valid: readonly SyntheticRow[],
  content: DatasetContent,
  { seed, count, today }: { readonly seed: number; readonly count: number; readonly today: Day },
): InjectedFaults {
  const random = createRandom(seed);
  const kinds = byCode(createDatasetInjectors(content, today));
  const taken = new Set<number>();
  const rows: FaultyRow[] = [...valid];
  const faults: InjectedFault[] = [];
  for (let turn = 0; faults.length < count; turn++) {
    const kind = kinds[turn % kinds.length];
    const injector = kind?.[Math.floor(turn / kinds.length) % kind.length];
    const fault =
      injector === undefined
        ? injectDuplicate(valid, rows, content, taken, random)
        : inject(injector, valid, rows, taken, random);
    if (fault !== undefined) faults.push(fault);
    if (turn > 100 * (count + kinds.length))
      throw new Error(`only ${faults.length} of ${count} faults found room in ${valid.length} rows`);
  }
  faults.sort((one, other) => one.row - other.row);
  return { rows, faults, originals: faults.map(({ row }) => valid[row] ?? {}) };
}

function inject(
  injector: FaultInjector,
  valid: readonly SyntheticRow[],
  rows: FaultyRow[],
  taken: Set<number>,
  random: Random,
): InjectedFault | undefined {
  for (let i = 0; i < maxTries; i++) {
    const at = random.between(0, valid.length - 1);
    const row = valid[at];
    const changed = row === undefined || taken.has(at) ? undefined : injector.inject(row);
    if (changed === undefined) continue;
    const faulty = { ...row, ...changed };
    // a row without any cell is no row, and so no fault
    if (Object.values(faulty).every((cell) => cell === null)) continue;
    taken.add(at);
    rows[at] = faulty;
    return { row: at, field: injector.field, code: injector.code };
  }
  return undefined;
}

/** A later row is filled in as an earlier one, which then stays as it is. */
function injectDuplicate(
  valid: readonly SyntheticRow[],
  rows: FaultyRow[],
  content: DatasetContent,
  taken: Set<number>,
  random: Random,
): InjectedFault | undefined {
  for (let i = 0; i < maxTries; i++) {
    const [one, other] = [random.between(0, valid.length - 1), random.between(0, valid.length - 1)];
    const [first, second] = [Math.min(one, other), Math.max(one, other)];
    if (first === second || taken.has(first) || taken.has(second)) continue;
    taken.add(first).add(second);
    rows[second] = { ...valid[first] };
    return { row: second, field: content.key[0] ?? '', code: 'duplicate-key' };
  }
  return undefined;
}

/** Spoilers of one code each; the empty list stands for the doubled row, which no spoiler can make of one row alone. */
function byCode(injectors: readonly FaultInjector[]): readonly (readonly FaultInjector[])[] {
  const codes = new Map<FindingCode, FaultInjector[]>();
  for (const injector of injectors) codes.set(injector.code, [...(codes.get(injector.code) ?? []), injector]);
  return [[], ...codes.values()];
}

function createDatasetInjectors(content: DatasetContent, today: Day): FaultInjector[] {
  return [
    ...content.fields.flatMap((field) => createFieldInjectors(field, content.key.includes(field.key), today)),
    ...rowFaults(content),
  ];
}

function createFieldInjectors(field: Field, inKey: boolean, today: Day): FaultInjector[] {
  return createInjectors(field, [
    ...(field.required ? ([{ code: 'required-cell-empty', put: () => null }] as const) : []),
    { code: 'error-cell', put: () => ({ error: '#N/A' }) },
    ...textFaults(field, inKey),
    ...identityFaults(field, inKey),
    ...dayFaults(field, today),
    ...numberFaults(field, inKey),
    ...identifierFaults(field, inKey),
  ]);
}
