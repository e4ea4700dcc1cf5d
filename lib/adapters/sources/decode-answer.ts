import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceFault } from '../../kernel/source-fault.ts';

/** GB 2312 and GBK are subsets of GB 18030, ASCII of all. */
const compatibleNames = {
  'utf-8': /^(utf-?8|us-ascii|ascii)$/i,
  gb18030: /^(gb18030|gbk|gb2312|gb_2312-80|cp936|windows-936|us-ascii|ascii)$/i,
} as const;

const minConclusiveBytes = 24;

/** Decodes strictly and removes a byte order mark. Throws `encoding-wrong`. */
export function decodeAnswer(
  bytes: Uint8Array,
  { format, charset }: Pick<InterfaceDeclaration['answer'], 'format' | 'charset'>,
): string {
  const wrong = () => new SourceFault('encoding-wrong', { charset: charset.toUpperCase() }, { raw: bytes });
  const text = decodeStrictly(bytes, charset);
  if (text === null || (charset === 'gb18030' && isUtf8(bytes))) throw wrong();
  if (format === 'xml') {
    const [, , encoding] = /^\s*<\?xml[^>]*?\sencoding\s*=\s*(["'])(.*?)\1/.exec(text) ?? [];
    if (encoding !== undefined && !compatibleNames[charset].test(encoding)) throw wrong();
  }
  return text;
}

function decodeStrictly(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Most UTF-8 is also valid GB 18030, but gives garbled text. */
function isUtf8(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return true;
  let nonAscii = 0;
  for (const byte of bytes) if (byte > 0x7f) nonAscii += 1;
  return nonAscii >= minConclusiveBytes && decodeStrictly(bytes, 'utf-8') !== null;
}
