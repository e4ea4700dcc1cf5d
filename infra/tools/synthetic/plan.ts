import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { Person } from './people.ts';
import { type Random, type Spread, mixText, spread } from './random.ts';
import type { Role } from './roles.ts';
import { selectAnchor } from './select-anchor.ts';

/** A cell as an officer types it. */
export type Value = string | number | null;

/** A row in the making: what is drawn once and what its cells hold so far, in field order. */
export type PartialRow = {
  readonly index: number;
  readonly random: Random;
  readonly people: Map<Role, Person>;
  readonly values: Value[];
  /** Day numbers of the day cells. */
  readonly days: (number | undefined)[];
  /** Whether what seldom happens (注销, 销户, 曾用名) has happened here. */
  readonly rare: boolean;
};

export type Maker = (row: PartialRow) => Value;

/** What all makers of a dataset know. */
export type Plan = {
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly seed: number;
  /** A day number. */
  readonly today: number;
  /** The key field that alone tells the rows apart. */
  readonly anchor: string | undefined;
  readonly at: ReadonlyMap<string, number>;
  /** Codes of the units that issue certificates; any, where nothing is said. */
  readonly divisions: readonly string[] | undefined;
};

export function createPlan(
  content: DatasetContent,
  codeLists: ReadonlyMap<string, CodeList>,
  seed: number,
  today: number,
  divisions?: readonly string[],
): Plan {
  return {
    content,
    codeLists,
    seed,
    today,
    divisions,
    anchor: selectAnchor(content),
    at: new Map(content.fields.map((field, at) => [field.key, at])),
  };
}

/** Numbers of a column that never repeat below `size` rows. */
export function createSerials(plan: Plan, field: Field, size: number): Spread {
  return spread(size, mixText(plan.seed, field.key));
}
