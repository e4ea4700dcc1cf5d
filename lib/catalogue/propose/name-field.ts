import { FieldKey } from '../../../schemas/catalogue/field.ts';
import type { ToPinyin } from '../ports.ts';
import { knownKeys } from './known-keys.ts';

const maxKeyLength = 40;

/** Names a field by what the catalogue calls it, else in pinyin (by initials if that is too long), as nobody in `taken`. */
export function nameField(label: string, taken: ReadonlySet<string>, toPinyin: ToPinyin): string {
  const bare = label.replace(/[（(].*$/u, '').replace(/\d+$/, '');
  const key = knownKeys.get(label) ?? knownKeys.get(bare) ?? spell(bare, toPinyin) ?? 'field';
  if (!taken.has(key)) return key;
  for (let number = 2; ; number += 1) {
    const next = `${key.slice(0, maxKeyLength - 4)}_${number}`;
    if (!taken.has(next)) return next;
  }
}

/** `null` when nothing of the label can stand in a key. */
function spell(label: string, toPinyin: ToPinyin): string | null {
  const syllables = toPinyin(label).map((syllable) => syllable.toLowerCase());
  const words = joinLetters(syllables);
  const whole = toKey(words.join('_'));
  const short = toKey(words.map((word) => word.slice(0, 1)).join(''));
  const key = whole.length <= maxKeyLength ? whole : short.slice(0, maxKeyLength);
  return FieldKey.safeParse(key).data ?? null;
}

/** Letters and digits of a foreign word come one by one: GPS is one word. */
function joinLetters(syllables: readonly string[]): readonly string[] {
  return syllables
    .map((syllable) => (syllable.length > 1 ? ` ${syllable} ` : syllable))
    .join('')
    .split(/\s+/u)
    .filter((word) => word !== '');
}

function toKey(text: string): string {
  const key = text
    .replace(/[^a-z0-9_]/gu, '')
    .replace(/_+/gu, '_')
    .replace(/^_|_$/gu, '');
  return /^\d/.test(key) ? `n${key}` : key;
}
