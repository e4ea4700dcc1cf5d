/** Cuts a text to at most `maxUnits` UTF-16 units, never through a character of two. */
export function cutText(text: string, maxUnits: number): string {
  const cut = text.slice(0, maxUnits);
  return text.length > maxUnits && /[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut;
}
