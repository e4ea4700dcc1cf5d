import { maxDepth } from './parse-xml.ts';

/** 16 or more digits, or an exponent; false positives only cost time. */
const longNumber = /(?:^|[:,[\s])-?(?:[\d.]{16}|[\d.]+[eE])/;

/** An object names a member twice, so that programs differ on which of the values counts (I-JSON, RFC 7493 2.3). */
export class RepeatedMember extends Error {}

/**
 * Parses JSON (RFC 8259); numbers that would lose digits stay texts. Throws a `RepeatedMember`, and an `Error` for any
 * other text, also beyond 100 levels: others walk the value by recursion.
 */
export function parseExactJson(text: string): unknown {
  // A reviver takes four times as long.
  const value: unknown = longNumber.test(text) ? JSON.parse(text, keepExactNumber) : JSON.parse(text);
  return checkMembers(value, text);
}

/** Parses JSON (RFC 8259) as doubles. Throws as `parseExactJson` does. */
export function parseShallowJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  return checkMembers(value, text);
}

/** A repeated member is written, but not in the value: counts cost less than a set of names for each object. */
function checkMembers(value: unknown, text: string): unknown {
  if (countMembers(value, maxDepth) !== countWrittenNames(text)) throw new RepeatedMember();
  return value;
}

function countMembers(value: unknown, levels: number): number {
  if (typeof value !== 'object' || value === null) return 0;
  if (levels === 0) throw new Error('too deep');
  const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  let count = Array.isArray(value) ? 0 : inner.length;
  for (const one of inner) if (typeof one === 'object') count += countMembers(one, levels - 1);
  return count;
}

const [quote, backslash, colon, lastBlank] = [0x22, 0x5c, 0x3a, 0x20];

/** `text` is JSON: a string is a member's name if a colon follows. */
function countWrittenNames(text: string): number {
  let count = 0;
  for (let start = text.indexOf('"'); start >= 0;) {
    let at = start + 1;
    while (text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
    at += 1;
    while (text.charCodeAt(at) <= lastBlank) at += 1;
    if (text.charCodeAt(at) === colon) count += 1;
    start = text.indexOf('"', at);
  }
  return count;
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
