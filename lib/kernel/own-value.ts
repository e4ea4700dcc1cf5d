/** Reads a property by a name that somebody else chose: `constructor` is none of an empty object. */
export function ownValue<T>(values: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
