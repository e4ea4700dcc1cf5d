import { maxDepth } from './parse-xml.ts';

/** 16 or more digits, or an exponent; false positives only cost time. */
const longNumber = /(?:^|[:,[\s])-?(?:[\d.]{16}|[\d.]+[eE])/;

/**
 * Parses JSON (RFC 8259); numbers that would lose digits stay texts. Throws an `Error`, also beyond 100 levels: others
 * walk the value by recursion.
 */
export function parseExactJson(text: string): unknown {
  // A reviver takes four times as long.
  const value: unknown = longNumber.test(text) ? JSON.parse(text, keepExactNumber) : JSON.parse(text);
  if (isDeeper(value, maxDepth)) throw new Error('too deep');
  return value;
}

/** Parses JSON (RFC 8259) as doubles. Throws an `Error`, also beyond 100 levels. */
export function parseShallowJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (isDeeper(value, maxDepth)) throw new Error('too deep');
  return value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  for (const inner of Array.isArray(value) ? value : Object.values(value))
    if (typeof inner === 'object' && isDeeper(inner, levels - 1)) return true;
  return false;
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
