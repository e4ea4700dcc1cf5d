import { toPrintableLine } from '../../schemas/kernel/characters.ts';
import { ownValue } from './own-value.ts';

/** Facts are names and limits, never personal data. */
export type Facts = Readonly<Record<string, string | number>>;

/**
 * Fills every `{name}` in one line of printable text: sheets and headers are named by other people's files.
 * A blank without a fact stays, so that a test can find it.
 */
export function fillPhrase(phrase: string, facts: Facts): string {
  return phrase.replace(/\{(\w+)\}/g, (blank, name: string) => shown(ownValue(facts, name) ?? blank));
}

function shown(fact: string | number): string {
  return typeof fact === 'number' ? String(fact) : toPrintableLine(fact);
}
