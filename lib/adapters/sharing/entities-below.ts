import type { Condition } from '../dynamodb/table.ts';

/** After all characters of a ULID. */
const last = '~';

/**
 * The condition on an index of the table `sharing` that has entities of one kind only, such as applications, below an
 * id (exclusive), or all: consumers and providers have applications and objections in the same partition.
 */
export function entitiesBelow(
  [attribute, value]: readonly [string, string],
  entityOf: (id: string) => string,
  before: string | undefined,
): Condition {
  return {
    expression: `#${attribute} = :${attribute} AND #entity BETWEEN :first AND :last`,
    values: {
      [attribute]: value,
      first: entityOf(''),
      last: entityOf(before === undefined ? last : justBelow(before)),
    },
  };
}

/** Above every id of the same length that is less than this one. */
function justBelow(id: string): string {
  const code = id.codePointAt(id.length - 1) ?? 1;
  return `${id.slice(0, -1)}${String.fromCodePoint(code - 1)}${last}`;
}
