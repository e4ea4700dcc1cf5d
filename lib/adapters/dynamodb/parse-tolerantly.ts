import type { z } from 'zod';

type Path = readonly PropertyKey[];

/** A newer version may add properties inside properties that are unknown, too; deeper than this nobody nests. */
const maxRounds = 8;

/**
 * Parses what a later version may have written: properties that a strict object does not know are left out, at any
 * depth. Costs nothing unless there are some. Throws the ZodError of anything else.
 */
export function parseTolerantly<T>(schema: z.ZodType<T>, value: unknown): T {
  let known = value;
  for (let round = 1; round <= maxRounds; round += 1) {
    const result = schema.safeParse(known);
    if (result.success) return result.data;
    const unknown = unknownProperties(result.error.issues);
    if (unknown.length === 0) throw result.error;
    known = unknown.reduce(withoutProperty, known);
  }
  return schema.parse(known);
}

function unknownProperties(issues: readonly z.core.$ZodIssue[], base: Path = []): Path[] {
  return issues.flatMap((issue): Path[] => {
    const path = [...base, ...issue.path];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => [...path, key]);
    if (issue.code !== 'invalid_union') return [];
    // The branch that fits but for its unknown properties.
    const fitting = issue.errors.find((errors) => errors.length > 0 && errors.every(isUnrecognized));
    return fitting === undefined ? [] : unknownProperties(fitting, path);
  });
}

function isUnrecognized({ code }: z.core.$ZodIssue): boolean {
  return code === 'unrecognized_keys';
}

function withoutProperty(value: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (isArray(value)) return value.map((element, i) => (i === first ? withoutProperty(element, rest) : element));
  if (typeof value !== 'object' || value === null || first === undefined) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      if (name !== first) return [[name, inner]];
      return rest.length === 0 ? [] : [[name, withoutProperty(inner, rest)]];
    }),
  );
}

/** `Array.isArray` would make the elements `any`. */
function isArray(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
