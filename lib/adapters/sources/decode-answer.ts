import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { charsetOfMark } from './net/byte-order-marks.ts';

type Charset = InterfaceDeclaration['answer']['charset'];

/** GB 2312 and GBK are subsets of GB 18030. ASCII is one of all, so it decides nothing. */
const declaredNames: readonly { readonly pattern: RegExp; readonly charset: Charset }[] = [
  { pattern: /^utf-?8$/i, charset: 'utf-8' },
  { pattern: /^(gb18030|gbk|gb2312|gb_2312-80|cp936|windows-936|ms936|x-gbk)$/i, charset: 'gb18030' },
];
/** The bytes contradict a UTF-16 that is none; the other two are written by programs that don't know better. */
const uninformativeName = /^(utf-?16(le|be)?|iso-8859-1|(us-)?ascii|latin-?1)$/i;

/** Fewer bytes of GB 18030 may be UTF-8 by accident. */
const minConclusiveBytes = 24;

/**
 * Decodes an answer by its bytes (byte order mark, UTF-16, UTF-8, GB 18030): declared charsets are often wrong, and
 * decide only where two fit. Throws `encoding-wrong`.
 */
export function decodeAnswer(
  bytes: Uint8Array,
  { format, charset }: Pick<InterfaceDeclaration['answer'], 'format' | 'charset'>,
): string {
  const preferred = format === 'xml' ? (xmlCharset(bytes) ?? charset) : charset;
  const text = decodeAs(preferred, bytes);
  if (text === null) throw new SourceFault('encoding-wrong', { charset: charset.toUpperCase() }, { raw: bytes });
  return text;
}

function decodeAs(preferred: Charset | 'unknown', bytes: Uint8Array): string | null {
  const marked = markedCharset(bytes);
  if (marked !== null) return decodeStrictly(bytes, marked);
  if (preferred === 'gb18030') {
    const gb = isConclusiveUtf8(bytes) || isUtf8Only(bytes) ? null : decodeStrictly(bytes, 'gb18030');
    return gb ?? decodeStrictly(bytes, 'utf-8');
  }
  const utf8 = decodeStrictly(bytes, 'utf-8');
  return utf8 ?? (preferred === 'utf-8' && isPlausibleGb(bytes) ? decodeStrictly(bytes, 'gb18030') : null);
}

/** Byte order marks, and the zeros of UTF-16 beside the first ASCII character of JSON or XML. */
function markedCharset(bytes: Uint8Array): string | null {
  const marked = charsetOfMark(bytes);
  if (marked !== null) return marked;
  const [first = 1, second = 1] = bytes;
  if (first !== 0 && second === 0) return 'utf-16le';
  return first === 0 && second !== 0 ? 'utf-16be' : null;
}

/** `null` without a declaration, or where it says nothing; `unknown` for another charset, such as Big5. */
function xmlCharset(bytes: Uint8Array): Charset | 'unknown' | null {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 300));
  const [, , name] = /^\s*<\?xml[^>]*?\sencoding\s*=\s*(["'])(.*?)\1/.exec(start) ?? [];
  if (name === undefined || uninformativeName.test(name)) return null;
  return declaredNames.find(({ pattern }) => pattern.test(name))?.charset ?? 'unknown';
}

function decodeStrictly(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Most UTF-8 is also valid GB 18030, but gives garbled text. */
function isConclusiveUtf8(bytes: Uint8Array): boolean {
  let nonAscii = 0;
  for (const byte of bytes) if (byte > 0x7f) nonAscii += 1;
  return nonAscii >= minConclusiveBytes && decodeStrictly(bytes, 'utf-8') !== null;
}

/** The lead byte of Chinese in UTF-8. */
const minChineseLead = 0xe0;

/** 张三 in UTF-8 is 寮犱笁 in GB 18030: rare characters, as Chinese in UTF-8 gives them nearly always. */
function isUtf8Only(bytes: Uint8Array): boolean {
  return (
    bytes.some((byte) => byte >= minChineseLead) && !isPlausibleGb(bytes) && decodeStrictly(bytes, 'utf-8') !== null
  );
}

/**
 * Tells GB 18030 from UTF-8 that is broken: most of its characters are common ones, symbols and the first level of
 * GB 2312 (rows 1–3 and 16–55), which broken UTF-8 seldom gives.
 */
function isPlausibleGb(bytes: Uint8Array): boolean {
  let [common, rare] = [0, 0];
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead <= 0x7f) continue;
    at += 1;
    const trail = bytes[at] ?? 0;
    const isCommon = trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));
    if (isCommon) common += 1;
    else rare += 1;
  }
  return common > rare;
}
