/** Returns the source of a group that matches any of the words, which stand between blanks and may be patterns. */
export function anyOf(words: string): string {
  return `(?:${words.split(' ').join('|')})`;
}
