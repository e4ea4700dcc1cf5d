import { foldKeyValue } from '../text/unified-text.ts';

/** No stored value contains it: control characters are refused. */
export const keySeparator = '\u001f';

/** Takes canonical values in the key's order; folds width and look-alikes. */
export function keyHashText(dataset: string, values: readonly string[]): string {
  return `key\u001f${dataset}\u001f${values.map(foldKeyValue).join(keySeparator)}`;
}

/** Returns the same text in every dataset. */
export function subjectHashText(kind: 'person' | 'organization', value: string): string {
  return `subject\u001f${kind}\u001f${value}`;
}
