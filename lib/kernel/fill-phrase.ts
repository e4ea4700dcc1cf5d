/** Facts are names and limits, never personal data. */
export type Facts = Readonly<Record<string, string | number>>;

/** Fills every `{name}`. A blank without a fact stays, so that a test can find it. */
export function fillPhrase(phrase: string, facts: Facts): string {
  return phrase.replace(/\{(\w+)\}/g, (blank, name: string) => String(facts[name] ?? blank));
}
