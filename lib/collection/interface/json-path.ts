import { isObject } from './is-object.ts';

/**
 * Finds a dotted path; `$` is the whole answer. Step `0` also matches a single element, as XML requires.
 *
 *     'result.0.rows'  in  { result: [{ rows: [1, 2] }] }   →   [1, 2]
 */
export function getValueAt(answer: unknown, path: string): unknown {
  if (path === '$') return answer;
  let value = answer;
  for (const step of path.split('.')) {
    if (Array.isArray(value)) value = /^\d+$/.test(step) ? value[Number(step)] : undefined;
    else if (isObject(value) && Object.hasOwn(value, step)) value = value[step];
    else if (step !== '0' || !isObject(value)) return undefined;
  }
  return value;
}

/** Answers lists and objects as JSON; `null` when absent. */
export function getTextAt(answer: unknown, path: string): string | null {
  const value = unwrapXmlText(getValueAt(answer, path));
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The text of an XML element with attributes; `null` for `xsi:nil`. */
export function unwrapXmlText(value: unknown): unknown {
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  if (names.length === 0 || !names.every((name) => name.startsWith('@') || name === '#text')) return value;
  return value['@nil'] === 'true' || value['@nil'] === '1' ? null : (value['#text'] ?? '');
}
