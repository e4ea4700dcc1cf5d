import type { InterfaceDeclaration } from '../../../schemas/collection/sources/interface-declaration.ts';
import { SourceFault } from '../../kernel/source-fault.ts';
import { isObject } from './is-object.ts';
import { endsInNothing, getTextAt, getValueAt, isNothing, unwrapXmlText } from './json-path.ts';
import { openDocument } from './open-document.ts';

type Shape = Pick<InterfaceDeclaration, 'answer' | 'fields'>;

/**
 * Answers the list of records: a list, a map of records, or a single one. Every spelling of nothing is an empty list.
 * Throws `business-error`, also for a SOAP fault, `records-not-found`, and `fields-not-found` for records of which none
 * has a mapped field: all of them would be blank, and a quiet day is published.
 */
export function extractRecords(answer: unknown, { answer: shape, fields }: Shape): readonly unknown[] {
  const { format, records, success, total } = shape;
  if (answer === null || answer === '') return [];
  const isSuccess = success === undefined || success.is.includes(getTextAt(answer, success.path) ?? '');
  const isSoapFault = format === 'xml' && getValueAt(answer, 'Envelope.Body.Fault') !== undefined;
  if (!isSuccess || isSoapFault) throw new SourceFault('business-error');
  const found = getValueAt(answer, records);
  if (found === undefined) {
    if (isTotalZero(answer, total) || endsInNothing(answer, records)) return [];
    throw new SourceFault('records-not-found', { path: records });
  }
  const list = toList(openedText(found), shape, fields);
  if (list === null) throw new SourceFault('records-not-found', { path: records });
  if (!list.every(isNothing) && !list.some((record) => hasField(record, fields)))
    throw new SourceFault('fields-not-found', { path: records });
  return list;
}

function hasField(record: unknown, fields: Shape['fields']): boolean {
  return fields.some(({ from }) => getValueAt(record, from) !== undefined);
}

function openedText(value: unknown): unknown {
  const text = unwrapXmlText(value);
  if (typeof text !== 'string') return value;
  const opened = openDocument(text);
  return typeof opened === 'string' ? (openDocument(opened) ?? opened) : (opened ?? value);
}

/** `null` where it is neither a list nor anything that holds the mapped fields. */
function toList(value: unknown, { format }: Shape['answer'], fields: Shape['fields']): readonly unknown[] | null {
  if (isList(value)) return isListOfLists(value, fields) ? value.flat(1) : value;
  if (holdsFields(value, fields)) return [value];
  if (isNothing(value)) return [];
  if (format === 'xml' && !isObject(value)) return [value];
  if (!isObject(value)) return null;
  const values = Object.values(value);
  // PHP and Lua write a list with gaps as a map: {"0":{…},"2":{…}}
  if (Object.keys(value).every((key) => /^\d+$/.test(key))) return values;
  if (values.length > 0 && values.every((one) => holdsFields(one, fields))) return values;
  return format === 'xml' ? [value] : null;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** Batches of records: no field is named by its place in them. */
function isListOfLists(value: readonly unknown[], fields: Shape['fields']): boolean {
  return value.length > 0 && value.every(isList) && !fields.some(({ from }) => /^(?:\d|\$$)/.test(from));
}

function holdsFields(value: unknown, fields: Shape['fields']): boolean {
  return isObject(value) && fields.some(({ from }) => from !== '$' && getValueAt(value, from) !== undefined);
}

function isTotalZero(answer: unknown, path: string | undefined): boolean {
  return path !== undefined && Number(getTextAt(answer, path) ?? Number.NaN) === 0;
}
