import { listRuleFields } from '../../../lib/catalogue/content/list-rule-fields.ts';
import { createRandom, type Random } from '../../../lib/kernel/synthetic/random.ts';
import type { SyntheticRow } from '../../../lib/kernel/synthetic/synthetic-rows.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { FindingCode } from '../../../schemas/collection/finding-severities.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { dayFaults } from './faults/day-faults.ts';
import { createInjectors, type FaultyRow, type FaultInjector } from './faults/fault-injector.ts';
import { identifierFaults } from './faults/identifier-faults.ts';
import { identityFaults } from './faults/identity-faults.ts';
import { numberFaults } from './faults/number-faults.ts';
import { rowFaults } from './faults/row-faults.ts';
import { textFaults } from './faults/text-faults.ts';

export type InjectedFault = { readonly row: number; readonly field: string; readonly code: FindingCode };

export type InjectedFaults = {
  readonly rows: readonly FaultyRow[];
  /** In the order of the rows, one a row. */
  readonly faults: readonly InjectedFault[];
  /** In the order of the faulty rows. */
  readonly originals: readonly SyntheticRow[];
};

const maxTries = 400;

/** Injects `count` faults, one a row, round-robin over kinds and columns. Throws when there are too few rows. */
export function injectFaults(
  valid: readonly SyntheticRow[],
  content: DatasetContent,
  { seed, count, today }: { readonly seed: number; readonly count: number; readonly today: Day },
): InjectedFaults {
  const injectorsByCode = groupByCode(createDatasetInjectors(content, today));
  const target: Target = { valid, rows: [...valid], used: new Set(), random: createRandom(seed) };
  const faults: InjectedFault[] = [];
  for (let round = 0; faults.length < count; round++) {
    const injectors = injectorsByCode[round % injectorsByCode.length];
    const injector = injectors?.[Math.floor(round / injectorsByCode.length) % injectors.length];
    if (injector !== undefined) faults.push(...injectCell(target, injector));
    else if (count - faults.length >= 2) faults.push(...injectDuplicate(target, content));
    if (round > 100 * (count + injectorsByCode.length))
      throw new Error(`only ${faults.length} of ${count} faults found room in ${valid.length} rows`);
  }
  faults.sort((one, other) => one.row - other.row);
  return { rows: target.rows, faults, originals: faults.map(({ row }) => valid[row] ?? {}) };
}

type Target = {
  readonly valid: readonly SyntheticRow[];
  readonly rows: FaultyRow[];
  /** Indexes of faulty rows and of originals of duplicates. */
  readonly used: Set<number>;
  readonly random: Random;
};

function injectCell({ valid, rows, used, random }: Target, injector: FaultInjector): InjectedFault[] {
  for (let i = 0; i < maxTries; i++) {
    const at = random.between(0, valid.length - 1);
    const row = valid[at];
    const changed = row === undefined || used.has(at) ? undefined : injector.inject(row);
    if (changed === undefined) continue;
    const faulty = { ...row, ...changed };
    // A row with empty cells only counts as no row, so it has no fault.
    if (Object.values(faulty).every((cell) => cell === null)) continue;
    used.add(at);
    rows[at] = faulty;
    return [{ row: at, field: injector.field, code: injector.code }];
  }
  return [];
}

/** Both rows of the pair are faulty: they share the key and differ in a field that no rule reads. */
function injectDuplicate({ valid, rows, used, random }: Target, content: DatasetContent): InjectedFault[] {
  const rules = JSON.stringify([content.key, content.rules, content.fields.map(({ typedBy }) => typedBy)]);
  const free = content.fields.filter(({ key, typedBy }) => typedBy === undefined && !rules.includes(`"${key}"`));
  for (let i = 0; i < maxTries; i++) {
    const [one, other] = [random.between(0, valid.length - 1), random.between(0, valid.length - 1)];
    const [first, second] = [Math.min(one, other), Math.max(one, other)];
    const key = free.find((field) => valid[first]?.[field.key] !== valid[second]?.[field.key])?.key;
    if (first === second || used.has(first) || used.has(second) || key === undefined) continue;
    used.add(first).add(second);
    rows[second] = { ...valid[first], [key]: valid[second]?.[key] ?? null };
    return [first, second].map((row) => ({ row, field: content.key[0] ?? '', code: 'duplicate-key' }));
  }
  return [];
}

/** The empty group stands for the duplicate row, which no injector of one row makes. */
function groupByCode(injectors: readonly FaultInjector[]): readonly (readonly FaultInjector[])[] {
  const codes = new Map<FindingCode, FaultInjector[]>();
  for (const injector of injectors) codes.set(injector.code, [...(codes.get(injector.code) ?? []), injector]);
  return [[], ...codes.values()];
}

function createDatasetInjectors(content: DatasetContent, today: Day): FaultInjector[] {
  return [
    ...content.fields.flatMap((field) =>
      createFieldInjectors(field, { inKey: content.key.includes(field.key), inRule: isInRule(field, content) }, today),
    ),
    ...rowFaults(content),
  ];
}

/** A changed value may break the rule too. */
function isInRule({ key }: Field, { rules }: DatasetContent): boolean {
  return rules.some((rule) => listRuleFields(rule).some((one) => one.key === key));
}

function createFieldInjectors(
  field: Field,
  { inKey, inRule }: { readonly inKey: boolean; readonly inRule: boolean },
  today: Day,
): FaultInjector[] {
  return createInjectors(field, [
    ...(field.required ? ([{ code: 'required-cell-empty', put: () => null }] as const) : []),
    { code: 'error-cell', put: () => ({ error: '#N/A' }) },
    ...textFaults(field, inKey),
    ...identityFaults(field, inKey),
    ...dayFaults(field, today),
    ...numberFaults(field, inKey || inRule),
    ...identifierFaults(field, inKey),
  ]);
}
