import { parseExactJson } from '../../kernel/documents/parse-json.ts';
import { parseXml } from '../../kernel/documents/parse-xml.ts';

/** Several fields are read from one text, one after the other. */
let latest: { readonly text: string; readonly document: unknown } | null = null;

/** Opens a text that begins and ends like a document; `undefined` for any other, or when it can't be parsed. */
export function openDocument(text: string): unknown {
  const plain = text.trim();
  const [first, last] = [plain.at(0), plain.at(-1)];
  if (first === '<' && last === '>') return openNamed(text, '(xml)');
  // A text inside a text: JSON that was written as a JSON text.
  const isJson = (first === '{' && last === '}') || (first === '[' && last === ']') || (first === '"' && last === '"');
  return isJson ? openNamed(text, '(json)') : undefined;
}

/** Opens a text as the named kind of document; `undefined` when it is none. */
export function openNamed(text: string, kind: '(json)' | '(xml)'): unknown {
  if (latest?.text === text) return latest.document;
  const document = parsed(text.replace(/^\ufeff/, ''), kind);
  latest = { text, document };
  return document;
}

function parsed(text: string, kind: '(json)' | '(xml)'): unknown {
  try {
    return kind === '(json)' ? parseExactJson(text) : parseXml(text);
  } catch {
    return undefined;
  }
}
