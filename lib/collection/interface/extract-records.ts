import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { isObject } from './is-object.ts';
import { getTextAt, getValueAt } from './json-path.ts';

/** Throws `business-error`, also for a SOAP fault, and `records-not-found` unless the total is 0. */
export function extractRecords(
  answer: unknown,
  { format, records, success, total }: InterfaceDeclaration['answer'],
): readonly unknown[] {
  const isSuccess = success === undefined || success.is.includes(getTextAt(answer, success.path) ?? '');
  const isSoapFault = format === 'xml' && getValueAt(answer, 'Envelope.Body.Fault') !== undefined;
  if (!isSuccess || isSoapFault) throw new SourceFault('business-error');
  const list = getValueAt(answer, records);
  if (Array.isArray(list)) return list;
  if (list === null || list === '') return [];
  if (format === 'xml' && list !== undefined) return [list];
  if (list === undefined && (isTotalZero(answer, total) || (format === 'xml' && isChildless(answer, records))))
    return [];
  throw new SourceFault('records-not-found', { path: records });
}

function isTotalZero(answer: unknown, path: string | undefined): boolean {
  return path !== undefined && Number(getTextAt(answer, path) ?? Number.NaN) === 0;
}

function isChildless(answer: unknown, path: string): boolean {
  const parent = path.includes('.') ? getValueAt(answer, path.slice(0, path.lastIndexOf('.'))) : undefined;
  return parent === '' || (isObject(parent) && Object.keys(parent).every((name) => name.startsWith('@')));
}
