import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { decodeAnswer } from './decode-answer.ts';
import { parseXml } from './parse-xml.ts';

/**
 * Parses JSON or XML. JSON numbers that would lose digits become texts; XML values are texts, names have no prefix,
 * attributes are `@name`, and an element with attributes has its text as `#text`. Throws `answer-not-readable` or
 * `encoding-wrong` with the bytes.
 */
export function parseAnswer(
  bytes: Uint8Array,
  { format, charset }: Pick<InterfaceDeclaration['answer'], 'format' | 'charset'>,
): unknown {
  const text = decodeAnswer(bytes, { format, charset });
  try {
    return format === 'json' ? parseJson(text) : parseXml(text);
  } catch {
    // Without the cause, whose message quotes the answer and would be logged.
    throw new SourceFault('answer-not-readable', { format: format.toUpperCase() }, { raw: bytes });
  }
}

/** A number of 16 or more digits, or with an exponent, outside quotes. False positives only cost time. */
const longNumber = /(?:^|[:,[\s])-?(?:[\d.]{16}|[\d.]+[eE])/;

/** A reviver takes four times as long, so it is used only where digits may be lost. */
function parseJson(text: string): unknown {
  return longNumber.test(text) ? JSON.parse(text, keepExactNumber) : JSON.parse(text);
}

/** Keeps the source text of numbers that a double cannot hold: beyond 2^53, over 15 significant digits, overflow. */
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
