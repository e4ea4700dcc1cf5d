/** What fills the blanks of a sentence: names and limits, never a person's data. */
export type Facts = Readonly<Record<string, string | number>>;

/** Fills every `{name}` of a phrase; a blank without a fact stays as it is, so that a test can find it. */
export function fillPhrase(phrase: string, facts: Facts): string {
  return phrase.replace(/\{(\w+)\}/g, (blank, name: string) => String(facts[name] ?? blank));
}
