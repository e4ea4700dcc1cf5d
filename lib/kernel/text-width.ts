/** Returns characters; Chinese and full-width ones count two. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    width += code < 0x1100 ? 1 : 2;
  }
  return width;
}

/** Counts the text's own line breaks too. */
export function textLines(text: string, width: number): number {
  const usable = Math.max(2, width - 1);
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(textWidth(line) / usable)), 0);
}
