import { isObject } from './is-object.ts';

/**
 * What stands in an answer at a path, `undefined` where nothing does; `$` is the answer itself. The first of a list (`0`) is also what stands
 * there alone, for XML doesn't tell a list of one from an element.
 *
 *   'result.0.rows'  in  { result: [{ rows: [1, 2] }] }   →   [1, 2]
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

/** The same as a text, to compare it; `null` where there is none. */
export function getTextAt(answer: unknown, path: string): string | null {
  const value = unwrapXmlText(getValueAt(answer, path));
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The text of an XML element that has attributes too; `null` for one that says it is nil. Other values as they are. */
export function unwrapXmlText(value: unknown): unknown {
  if (!isObject(value)) return value;
  const names = Object.keys(value);
  if (names.length === 0 || !names.every((name) => name.startsWith('@') || name === '#text')) return value;
  return value['@nil'] === 'true' || value['@nil'] === '1' ? null : (value['#text'] ?? '');
}
