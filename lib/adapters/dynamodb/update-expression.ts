import { attributeValues, type Item } from './table.ts';

/** A dot in a name goes into a nested map: `lease.until`. */
export type Changes = {
  /** Null removes the attribute, undefined keeps it. */
  readonly set?: Item;
  /** Adds to a number (default 0) or a set. */
  readonly add?: Readonly<Record<string, number | ReadonlySet<string | number>>>;
  readonly setIfAbsent?: Item;
  /** Appends to a list, which begins empty. */
  readonly append?: Readonly<Record<string, readonly unknown[]>>;
};

/**
 * Placeholders carry the attributes' names, so that a condition may share them:
 *
 *     { set: { 'lease.until': 9, reason: null }, add: { attempts: 1 } }
 *     SET #lease.#until = :lease_until REMOVE #reason ADD #attempts :attempts
 */
export function updateExpression({ set = {}, add = {}, setIfAbsent = {}, append = {} }: Changes): {
  readonly expression: string;
  readonly values: Item;
} {
  const present = Object.entries(set).filter(([, value]) => value !== undefined && value !== null);
  const removed = Object.entries(set).filter(([, value]) => value === null);
  const assignments = [
    ...present.map(([path]) => `${nameOf(path)} = :${valueName(path)}`),
    ...Object.keys(setIfAbsent).map((path) => `${nameOf(path)} = if_not_exists(${nameOf(path)}, :${valueName(path)})`),
    ...Object.keys(append).map(
      (path) => `${nameOf(path)} = list_append(if_not_exists(${nameOf(path)}, :emptyList), :${valueName(path)})`,
    ),
  ];
  const clauses = {
    SET: assignments,
    REMOVE: removed.map(([path]) => nameOf(path)),
    ADD: Object.keys(add).map((path) => `${nameOf(path)} :${valueName(path)}`),
  };
  const values = [...present, ...Object.entries(setIfAbsent), ...Object.entries(add), ...Object.entries(append)];
  return {
    expression: Object.entries(clauses)
      .flatMap(([clause, parts]) => (parts.length === 0 ? [] : [`${clause} ${parts.join(', ')}`]))
      .join(' '),
    values: attributeValues({
      ...Object.fromEntries(values.map(([path, value]) => [valueName(path), value])),
      ...(Object.keys(append).length === 0 ? {} : { emptyList: [] }),
    }),
  };
}

function nameOf(path: string): string {
  return path
    .split('.')
    .map((name) => `#${name}`)
    .join('.');
}

function valueName(path: string): string {
  return path.replaceAll('.', '_');
}
