import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { isObject } from './is-object.ts';
import { getTextAt, getValueAt } from './json-path.ts';

/**
 * The records of an answer. Nothing at their path (an empty list, `null`, an empty text or element) is no records; no such path is a fault,
 * unless the total says 0. In XML a single element is a list of one, and a list's element without any child is an empty list.
 * Throws `business-error` (a SOAP fault is one, too) and `records-not-found`.
 */
export function extractRecords(
  answer: unknown,
  { format, records, success, total }: InterfaceDeclaration['answer'],
): readonly unknown[] {
  if (success !== undefined && !success.is.includes(getTextAt(answer, success.path) ?? ''))
    throw new SourceFault('business-error');
  if (format === 'xml' && getValueAt(answer, 'Envelope.Body.Fault') !== undefined)
    throw new SourceFault('business-error');
  const list = getValueAt(answer, records);
  if (Array.isArray(list)) return list;
  if (list === null || list === '') return [];
  if (format === 'xml' && list !== undefined) return [list];
  if (list === undefined && total !== undefined && Number(getTextAt(answer, total) ?? Number.NaN) === 0) return [];
  if (list === undefined && format === 'xml' && isChildless(answer, records)) return [];
  throw new SourceFault('records-not-found', { path: records });
}

/** Whether the element around the records is there and has nothing in it: `<list/>`, `<list count="0"></list>`. */
function isChildless(answer: unknown, path: string): boolean {
  const parent = path.includes('.') ? getValueAt(answer, path.slice(0, path.lastIndexOf('.'))) : undefined;
  return parent === '' || (isObject(parent) && Object.keys(parent).every((name) => name.startsWith('@')));
}
