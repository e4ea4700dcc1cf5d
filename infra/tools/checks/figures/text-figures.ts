/** `.oxfmtrc.json` formats to the same width. */
export const maxColumns = 120;

export type TextFigures = {
  readonly files: number;
  readonly lines: number;
  readonly commentLines: number;
  /** Outside and inside phrase tables (statements behind `// prettier-ignore`). */
  readonly longLines: number;
  readonly longPhraseLines: number;
  readonly longestLine: number;
  /** `...(x === undefined ? {} : { x })` and its kin. */
  readonly conditionalSpreads: number;
};

/** Counts what the text alone shows. Columns are code points. */
export function countText(sources: readonly string[]): TextFigures {
  const lines = sources.flatMap(classifyLines);
  const long = lines.filter(({ columns }) => columns > maxColumns);
  return {
    files: sources.length,
    lines: lines.length,
    commentLines: lines.filter(({ comment }) => comment).length,
    longLines: long.filter(({ phrase }) => !phrase).length,
    longPhraseLines: long.filter(({ phrase }) => phrase).length,
    longestLine: lines.reduce((longest, { columns }) => Math.max(longest, columns), 0),
    conditionalSpreads: sources.reduce((sum, source) => sum + countConditionalSpreads(source), 0),
  };
}

type Line = { readonly columns: number; readonly comment: boolean; readonly phrase: boolean };

function classifyLines(source: string): readonly Line[] {
  const texts = source.replace(/\n$/, '').split('\n');
  const comments = commentLines(texts);
  const phrases = phraseLines(texts);
  return texts.map((text, index) => ({
    columns: Array.from(text).length,
    comment: comments.has(index),
    phrase: phrases.has(index),
  }));
}

function commentLines(texts: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let inBlock = false;
  for (const [index, text] of texts.entries()) {
    const trimmed = text.trim();
    if (inBlock || /^(\/\/|\/\*)/.test(trimmed)) found.add(index);
    if (inBlock || trimmed.startsWith('/*')) inBlock = !trimmed.includes('*/');
  }
  return found;
}

function phraseLines(texts: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [start, text] of texts.entries()) {
    const [, indent] = /^(\s*)\/\/ prettier-ignore/.exec(text) ?? [];
    if (indent === undefined) continue;
    const opens = /[([{]$/.test(texts[start + 1]?.trimEnd() ?? '');
    const closing = new RegExp(`^${indent}[)\\]}]`);
    const end = opens ? texts.findIndex((line, index) => index > start && closing.test(line)) : start + 1;
    for (let index = start + 1; index <= end; index += 1) found.add(index);
  }
  return found;
}

function countConditionalSpreads(source: string): number {
  const spreads = source.match(/\.\.\.\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g) ?? [];
  return spreads.filter((spread) => /\?\s*\{\s*\}\s*:|:\s*\{\s*\}\s*\)$/.test(spread)).length;
}
