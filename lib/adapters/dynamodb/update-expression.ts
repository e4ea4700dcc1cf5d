import { attributeValues, type Item } from './table.ts';

/** What changes of an item. A dot in a name goes into a nested map: `lease.until`. */
export type Changes = {
  /** A value is set, null removes the attribute, undefined leaves it alone. */
  readonly set?: Item;
  /** Numbers are added to a number (0 if there is none), sets to a set. */
  readonly add?: Readonly<Record<string, number | ReadonlySet<string | number>>>;
  /** Set only where the attribute does not exist. */
  readonly setIfAbsent?: Item;
};

/**
 * An update in DynamoDB's words. Placeholders are the attributes' own names, so that a condition may refer to the same
 * values:
 *
 *     { set: { 'lease.until': 9, reason: null }, add: { attempts: 1 } }
 *     SET #lease.#until = :lease_until REMOVE #reason ADD #attempts :attempts
 */
export function updateExpression({ set = {}, add = {}, setIfAbsent = {} }: Changes): {
  readonly expression: string;
  readonly values: Item;
} {
  const present = Object.entries(set).filter(([, value]) => value !== undefined && value !== null);
  const removed = Object.entries(set).filter(([, value]) => value === null);
  const assignments = [
    ...present.map(([path]) => `${nameOf(path)} = :${valueName(path)}`),
    ...Object.keys(setIfAbsent).map((path) => `${nameOf(path)} = if_not_exists(${nameOf(path)}, :${valueName(path)})`),
  ];
  const clauses = {
    SET: assignments,
    REMOVE: removed.map(([path]) => nameOf(path)),
    ADD: Object.keys(add).map((path) => `${nameOf(path)} :${valueName(path)}`),
  };
  const values = [...present, ...Object.entries(setIfAbsent), ...Object.entries(add)];
  return {
    expression: Object.entries(clauses)
      .flatMap(([clause, parts]) => (parts.length === 0 ? [] : [`${clause} ${parts.join(', ')}`]))
      .join(' '),
    values: attributeValues(Object.fromEntries(values.map(([path, value]) => [valueName(path), value]))),
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
