import { ownValue } from '../../../kernel/own-value.ts';
import { WorkbookRefused } from '../refusals/workbook-refused.ts';

const namedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Converts line ends to LF and resolves references (XML 1.0 §2.11, §4.1). Throws `corrupt`. */
export function decodeXmlText(bytes: Buffer, start: number, end: number, part: string): string {
  const text = bytes.utf8Slice(start, end);
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  return lines.includes('&')
    ? lines.replace(/&([^;&]{0,12};?)/g, (_: string, name: string) => resolveEntity(name, part))
    : lines;
}

function resolveEntity(name: string, part: string): string {
  const known = ownValue(namedEntities, name.slice(0, -1));
  if (known !== undefined && name.endsWith(';')) return known;
  const [, hex, decimal = '-1'] = /^#(?:x([0-9a-fA-F]{1,8})|([0-9]{1,8}));$/.exec(name) ?? [];
  const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
  if (code < 0 || code > 0x10ffff) throw new WorkbookRefused('corrupt', { part });
  return String.fromCodePoint(code);
}

/** Resolves `_xHHHH_` (ST_Xstring, ECMA-376 §22.9.2.19). */
export function unescapeXstring(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_: string, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
}
