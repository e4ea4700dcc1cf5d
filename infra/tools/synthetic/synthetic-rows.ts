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
import { createPlan, type Plan, type Value } from './plan.ts';
import { mix, createRandom } from './random.ts';

export type SyntheticRow = Record<string, Value>;

const shareOfEmpty = 0.08;
const shareOfRare = 0.1;

/**
 * Rows of a dataset as an officer would type them: codes by their Chinese labels, days as `YYYY-MM-DD`, numbers as numbers,
 * everything else as text. They are valid by the catalogue entry, belong together within a row, differ in their business key
 * (up to 1,000,000 rows) and name nobody. The same seed and day give the same rows; row n does not depend on `count`.
 */
export function* syntheticRows(
  content: DatasetContent,
  codeLists: ReadonlyMap<string, CodeList>,
  {
    seed,
    count,
    today,
    divisions,
  }: {
    readonly seed: number;
    readonly count: number;
    readonly today: Day;
    /** For certificates: the codes of the units that issue. */ readonly divisions?: readonly string[];
  },
): Generator<SyntheticRow, void, undefined> {
  const plan = createPlan(content, codeLists, seed, toDayNumber(today), divisions);
  const personOf = createPersonMaker(plan);
  const makers = content.fields.map((field, at) => createMaker(field, at, plan, personOf(field)));
  const seldom = content.fields.map((field) => getFillRate(field, plan));
  const occasions = content.fields.map((field) => (field.required ? undefined : findOccasions(field, plan)));
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
    for (const at of order) {
      const isOne = occasions[at];
      const empty =
        isOne !== undefined
          ? !isOne(row)
          : seldom[at] === 'always'
            ? false
            : seldom[at] === 'rarely'
              ? !row.rare
              : random.chance(shareOfEmpty);
      row.values[at] = empty ? null : (makers[at]?.(row) ?? null);
    }
    const cells: SyntheticRow = {};
    for (let at = 0; at < keys.length; at++) cells[keys[at] ?? ''] = row.values[at] ?? null;
    yield cells;
  }
}

/** Required cells and those that rules count on are always filled; what has an end is seldom ended. What a rule asks for on an occasion is filled then, and only then. */
function getFillRate(field: Field, { content }: Plan): 'always' | 'rarely' | 'mostly' {
  const counted = content.rules.some(
    (rule) =>
      (rule.kind === 'sum' && (rule.total === field.key || rule.parts.includes(field.key))) ||
      (rule.kind === 'any-filled' && rule.fields[0] === field.key),
  );
  if (
    field.required ||
    counted ||
    isCertificateField(field, content) ||
    content.fields.some((one) => one.typedBy === field.key)
  )
    return 'always';
  return /注销|销户|变更前房屋|曾用名|解除|补发/u.test(field.label) ? 'rarely' : 'mostly';
}
