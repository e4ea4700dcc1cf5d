import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { decodeAnswer } from './decode-answer.ts';
import { parseXml } from './parse-xml.ts';

/**
 * Keeps JSON numbers that would lose digits as texts; XML attributes are `@name`, mixed text `#text`.
 * Throws `answer-not-readable` or `encoding-wrong`.
 */
export function parseAnswer(
  bytes: Uint8Array,
  { format, charset }: Pick<InterfaceDeclaration['answer'], 'format' | 'charset'>,
): unknown {
  const text = decodeAnswer(bytes, { format, charset });
  try {
    return format === 'json' ? parseJson(text) : parseXml(text);
  } catch {
    // The cause's message quotes the answer.
    throw new SourceFault('answer-not-readable', { format: format.toUpperCase() }, { raw: bytes });
  }
}

/** 16 or more digits, or an exponent; false positives only cost time. */
const longNumber = /(?:^|[:,[\s])-?(?:[\d.]{16}|[\d.]+[eE])/;

/** A reviver takes four times as long. */
function parseJson(text: string): unknown {
  return longNumber.test(text) ? JSON.parse(text, keepExactNumber) : JSON.parse(text);
}

/** A double cannot hold over 15 significant digits exactly. */
function keepExactNumber(_: string, value: unknown, ...[context]: readonly unknown[]): unknown {
  if (
    typeof value !== 'number' ||
    typeof context !== 'object' ||
    context === null ||
    !('source' in context) ||
    typeof context.source !== 'string'
  )
    return value;
  const digits = context.source
    .replace(/[eE].*$/, '')
    .replace(/\D/g, '')
    .replace(/^0+/, '');
  return Number.isFinite(value) && (digits.length <= 15 || Number.isSafeInteger(value)) ? value : context.source;
}
