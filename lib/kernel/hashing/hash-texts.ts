/** Stands between the parts of a text that is hashed: no value holds it. */
export const keySeparator = '\u001f';

/** The text under which a record's business key is hashed; the values are canonical and in the key's order. */
export function keyHashText(dataset: string, values: readonly string[]): string {
  return `key\u001f${dataset}\u001f${values.join(keySeparator)}`;
}

/** The text under which a subject is hashed, the same in every dataset. */
export function subjectHashText(kind: 'person' | 'organization', value: string): string {
  return `subject\u001f${kind}\u001f${value}`;
}
