import { escapeMarkup } from '../kernel/escape-markup.ts';

/** HTML that is safe to send: made by `html` only. */
export type Html = { readonly html: string };

type Part = Html | string | number | readonly Html[];

/** A template whose blanks are escaped unless they are HTML themselves. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((string, at) => string + render(parts[at] ?? '')).join('');
  return { html: text };
}

function render(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeMarkup(String(part));
  return 'html' in part ? part.html : part.map((one) => one.html).join('');
}
