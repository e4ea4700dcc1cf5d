/** No stored value contains it. */
export const keySeparator = '\u001f';

/** `values` are canonical and in the key's order. */
export function keyHashText(dataset: string, values: readonly string[]): string {
  return `key\u001f${dataset}\u001f${values.join(keySeparator)}`;
}

/** The same in every dataset. */
export function subjectHashText(kind: 'person' | 'organization', value: string): string {
  return `subject\u001f${kind}\u001f${value}`;
}
