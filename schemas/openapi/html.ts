import { escapeMarkup } from '../kernel/escape-markup.ts';

/** Only `html` makes such a value. */
export type Html = { readonly html: string };

type Part = Html | string | number | readonly Html[];

/** Escapes values unless they are Html. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const text = strings.map((string, at) => string + render(parts[at] ?? '')).join('');
  return { html: text };
}

function render(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeMarkup(String(part));
  return 'html' in part ? part.html : part.map((one) => one.html).join('');
}
