import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceFault } from '../../kernel/source-fault.ts';

/** Which encodings an XML declaration may name under a declared one. GB 2312 and GBK are parts of GB 18030, ASCII of both. */
const named = {
  'utf-8': /^(utf-?8|us-ascii|ascii)$/i,
  gb18030: /^(gb18030|gbk|gb2312|gb_2312-80|cp936|windows-936|us-ascii|ascii)$/i,
} as const;

/** As many bytes beyond ASCII are no UTF-8 by chance, when they read as UTF-8. */
const telling = 24;

/** A text in the declared encoding and in no other. UTF-8 may begin with its mark, which is no part of the text. Throws `encoding-wrong`. */
export function decodeAnswer(
  bytes: Uint8Array,
  { format, charset }: Pick<InterfaceDeclaration['answer'], 'format' | 'charset'>,
): string {
  const wrong = () => new SourceFault('encoding-wrong', { charset: charset.toUpperCase() }, { raw: bytes });
  const text = decoded(bytes, charset);
  if (text === null || (charset === 'gb18030' && isUtf8(bytes))) throw wrong();
  if (format === 'xml') {
    const [, , encoding] = /^\s*<\?xml[^>]*?\sencoding\s*=\s*(["'])(.*?)\1/.exec(text) ?? [];
    if (encoding !== undefined && !named[charset].test(encoding)) throw wrong();
  }
  return text;
}

function decoded(bytes: Uint8Array, charset: string): string | null {
  try {
    return new TextDecoder(charset, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Most UTF-8 also reads as GB 18030, as other signs: that must not pass for the text. */
function isUtf8(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return true;
  let beyond = 0;
  for (const byte of bytes) if (byte > 0x7f) beyond += 1;
  return beyond >= telling && decoded(bytes, 'utf-8') !== null;
}
