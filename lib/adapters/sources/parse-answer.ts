import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { decodeAnswer } from './decode-answer.ts';
import { parseXml } from './parse-xml.ts';

/**
 * What an answer says, complete or not at all. Numbers of JSON that would lose digits are texts of all their digits; values of XML are texts,
 * names without their prefix, attributes as `@name`, and the text of an element with attributes as `#text`. Faults carry the bytes.
 */
export function parseAnswer(
  bytes: Uint8Array,
  { format, charset }: Pick<InterfaceDeclaration['answer'], 'format' | 'charset'>,
): unknown {
  const text = decodeAnswer(bytes, { format, charset });
  try {
    return format === 'json' ? parseJson(text) : parseXml(text);
  } catch {
    // Without the cause: its message holds a piece of the answer, and messages go to the log.
    throw new SourceFault('answer-not-readable', { format: format.toUpperCase() }, { raw: bytes });
  }
}

/** A number of sixteen digits and more, or with an exponent. A text begins with a quote, so that an id number that is one is none of these; what only looks like one costs time and nothing else. */
const longNumber = /(?:^|[:,[\s])-?(?:[\d.]{16}|[\d.]+[eE])/;

/** Only an answer with such a number can lose digits; others are read the quick way, which takes a fourth of the time. */
function parseJson(text: string): unknown {
  return longNumber.test(text) ? JSON.parse(text, exactNumber) : JSON.parse(text);
}

/** A number as a text where the machine's number is another one: ids beyond 2^53, more than 15 significant digits, beyond all numbers. */
function exactNumber(_: string, value: unknown, ...[context]: readonly unknown[]): unknown {
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
