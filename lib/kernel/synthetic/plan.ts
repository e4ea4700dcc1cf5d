import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { Person } from './people.ts';
import { type Random, type Spread, mixText, spread } from './random.ts';
import type { Role } from './roles.ts';
import { selectAnchor } from './select-anchor.ts';

/** A cell as typed. */
export type Value = string | number | null;

/** Holds what is drawn once for a row, and its cells so far in field order. */
export type PartialRow = {
  readonly index: number;
  readonly random: Random;
  readonly people: Map<Role, Person>;
  readonly values: Value[];
  /** Day numbers of the day cells. */
  readonly days: (number | undefined)[];
  /** Whether rare events (注销, 销户, 曾用名) have happened. */
  readonly rare: boolean;
};

export type Maker = (row: PartialRow) => Value;

export type Plan = {
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly seed: number;
  /** A day number. */
  readonly today: number;
  /** The key field whose values differ in every row. */
  readonly anchor: string | undefined;
  readonly at: ReadonlyMap<string, number>;
  /** Codes of issuing units; undefined for any unit. */
  readonly divisions: readonly string[] | undefined;
};

/** Adds the anchor and the position of each field. */
export function createPlan(given: Omit<Plan, 'anchor' | 'at'>): Plan {
  const { content } = given;
  return { ...given, anchor: selectAnchor(content), at: new Map(content.fields.map((field, at) => [field.key, at])) };
}

/** Spreads serials that do not repeat below `size` rows. */
export function createSerials(plan: Plan, field: Field, size: number): Spread {
  return spread(size, mixText(plan.seed, field.key));
}
