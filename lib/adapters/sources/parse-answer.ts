import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { parseExactJson, RepeatedMember } from '../../kernel/documents/parse-json.ts';
import { parseXml } from '../../kernel/documents/parse-xml.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { decodeAnswer } from './decode-answer.ts';

/**
 * Keeps JSON numbers that would lose digits as texts; XML attributes are `@name`, mixed text `#text`. An answer without
 * any text is `null`. Throws `answer-not-readable`, `member-repeated` or `encoding-wrong`.
 */
export function parseAnswer(
  bytes: Uint8Array,
  { format, charset }: Pick<InterfaceDeclaration['answer'], 'format' | 'charset'>,
): unknown {
  const text = decodeAnswer(bytes, { format, charset });
  if (text.trim() === '') return null;
  try {
    return format === 'json' ? parseExactJson(text) : parseXml(text);
  } catch (error) {
    if (error instanceof RepeatedMember) throw new SourceFault('member-repeated', {}, { raw: bytes });
    // The cause's message quotes the answer.
    throw new SourceFault('answer-not-readable', { format: format.toUpperCase() }, { raw: bytes });
  }
}
