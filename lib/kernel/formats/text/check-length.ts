import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { Note } from '../format.ts';

/** Counts a character beyond the basic plane once. */
export function checkLength(text: string, field: Field, note: Note): string | null {
  if (text.length <= field.length) return text;
  const length = Array.from(text).length;
  return length <= field.length ? text : note('text-too-long', { limit: field.length, length });
}
