import { isObject } from './is-object.ts';
import { openDocument, openNamed } from './open-document.ts';

const maxCachedPaths = 1_000;
const stepsOfPath = new Map<string, readonly string[]>();

/**
 * Finds a dotted path; `$` is the whole answer. Step `0` also matches a single element, as XML requires. The steps
 * `(json)` and `(xml)` open a text as a document; a text that begins like one is opened without them.
 *
 *     'result.0.rows'        in  { result: [{ rows: [1, 2] }] }      →   [1, 2]
 *     'return.(xml).r.row'   in  { return: '<r><row>1</row></r>' }   →   '1'
 */
export function getValueAt(answer: unknown, path: string): unknown {
  if (path === '$') return answer;
  let value = answer;
  for (const step of stepsOf(path)) value = takeStep(value, step);
  return value;
}

/** True where the path leads into an empty list, object, text or `null` below the root: nothing can be there. */
export function endsInNothing(answer: unknown, path: string): boolean {
  let value = answer;
  for (const step of stepsOf(path)) {
    const next = takeStep(value, step);
    if (next === undefined) return value !== answer && isNothing(value);
    value = next;
  }
  return false;
}

/** True for the spellings of no value: `null`, an empty text, list or object, an element with `xsi:nil` or no content. */
export function isNothing(value: unknown): boolean {
  const plain = unwrapXmlText(value);
  if (typeof plain === 'string') return /^\s*(?:null\s*)?$/.test(plain);
  if (Array.isArray(plain)) return plain.length === 0;
  return plain === null || (isObject(plain) && Object.keys(plain).length === 0);
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

function stepsOf(path: string): readonly string[] {
  const known = stepsOfPath.get(path);
  if (known !== undefined) return known;
  if (stepsOfPath.size >= maxCachedPaths) stepsOfPath.clear();
  const steps = path.split('.');
  stepsOfPath.set(path, steps);
  return steps;
}

function takeStep(value: unknown, step: string): unknown {
  if (step === '(json)' || step === '(xml)') {
    const text = unwrapXmlText(value);
    return typeof text === 'string' && !isNothing(text) ? openNamed(text, step) : text;
  }
  if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
  if (isObject(value)) {
    if (Object.hasOwn(value, step)) return value[step];
    if (typeof value['#text'] === 'string') return takeStep(value['#text'], step);
    return step === '0' ? value : undefined;
  }
  const opened = typeof value === 'string' ? openDocument(value) : undefined;
  return opened === undefined ? undefined : takeStep(opened, step);
}
