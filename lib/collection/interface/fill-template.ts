import { escapeMarkup } from '../../../schemas/kernel/escape-markup.ts';
import { SourceFault } from '../../kernel/source-fault.ts';

/** `plain` is a header; `raw` is signed or encoded as a whole afterwards. */
export type TemplateContext = 'address' | 'json' | 'xml' | 'form' | 'plain' | 'raw';

export type Placeholders = Readonly<Record<string, string>>;

const encodings: Readonly<Record<TemplateContext, (text: string) => string>> = {
  address: percentEncoded,
  json: (text) => JSON.stringify(text).slice(1, -1),
  xml: (text) => escapeMarkup(text.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')),
  form: (text) => percentEncoded(text).replaceAll('%20', '+'),
  plain: (text) => {
    if (/[\r\n\0]/.test(text)) throw new SourceFault('answer-not-readable', { format: '翻页标记' });
    return text;
  },
  raw: (text) => text,
};

/** Encodes values; unknown placeholders stay. Throws on a line break in a header. */
export function fillTemplate(template: string, placeholders: Placeholders, context: TemplateContext): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder: string, name: string) => {
    const value = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
    return value === undefined ? placeholder : encodings[context](value);
  });
}

/** Leaves only the unreserved characters of RFC 3986 §2.3. */
function percentEncoded(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
