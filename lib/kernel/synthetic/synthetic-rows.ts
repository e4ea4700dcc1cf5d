import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { createMaker } from './create-maker.ts';
import { toDayNumber } from './day-numbers.ts';
import { findOccasions } from './find-occasions.ts';
import { isCertificateField } from './make-certificate.ts';
import { createPersonMaker } from './make-person.ts';
import { sortFieldsByDependency } from './making-order.ts';
import { createPlan, type PartialRow, type Plan, type Value } from './plan.ts';
import { mix, createRandom } from './random.ts';

export type SyntheticRow = Record<string, Value>;

const shareOfEmpty = 0.08;
const shareOfRare = 0.1;

export type SyntheticSettings = {
  readonly seed: number;
  readonly count: number;
  readonly today: Day;
  /** Codes of issuing units; any unit when left out. */
  readonly divisions?: readonly string[];
};

/**
 * Makes valid rows as an officer would type them, with different business keys (up to 1,000,000 rows) and no real
 * person. The same seed and day give the same rows; row n does not depend on `count`.
 */
export function* syntheticRows(
  content: DatasetContent,
  codeLists: ReadonlyMap<string, CodeList>,
  { seed, count, today, divisions }: SyntheticSettings,
): Generator<SyntheticRow, void, undefined> {
  const plan = createPlan({ content, codeLists, seed, today: toDayNumber(today), divisions });
  const personOf = createPersonMaker(plan);
  const makers = content.fields.map((field, at) => createMaker(field, at, plan, personOf(field)));
  const fillTests = content.fields.map((field) => createFillTest(field, plan));
  const order = sortFieldsByDependency(plan);
  const keys = content.fields.map((field) => field.key);
  for (let index = 0; index < count; index++) {
    const random = createRandom(mix(seed, index));
    const row = {
      index,
      random,
      people: new Map(),
      values: content.fields.map((): Value => null),
      days: content.fields.map(() => undefined),
      rare: random.chance(shareOfRare),
    };
    for (const at of order) row.values[at] = fillTests[at]?.(row) === false ? null : (makers[at]?.(row) ?? null);
    const cells: SyntheticRow = {};
    for (let at = 0; at < keys.length; at++) cells[keys[at] ?? ''] = row.values[at] ?? null;
    yield cells;
  }
}

type FillTest = (row: PartialRow) => boolean;

/** A field that rules ask for is filled on those occasions only. */
function createFillTest(field: Field, plan: Plan): FillTest {
  const isOccasion = field.required ? undefined : findOccasions(field, plan);
  return isOccasion ?? fillTests[getFillRate(field, plan)];
}

const fillTests: Readonly<Record<FillRate, FillTest>> = {
  always: () => true,
  rarely: (row) => row.rare,
  mostly: (row) => !row.random.chance(shareOfEmpty),
};

type FillRate = 'always' | 'rarely' | 'mostly';

/** Fills required cells and those that rules depend on always, ends and changes rarely. */
function getFillRate(field: Field, { content }: Plan): FillRate {
  const usedByRule = content.rules.some(
    (rule) =>
      (rule.kind === 'sum' && (rule.total === field.key || rule.parts.includes(field.key))) ||
      (rule.kind === 'any-filled' && rule.fields[0] === field.key),
  );
  if (
    field.required ||
    usedByRule ||
    isCertificateField(field, content) ||
    content.fields.some((one) => one.typedBy === field.key)
  )
    return 'always';
  return /注销|销户|变更前房屋|曾用名|解除|补发/u.test(field.label) ? 'rarely' : 'mostly';
}
