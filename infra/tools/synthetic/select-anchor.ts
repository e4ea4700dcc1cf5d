import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { getTextKind } from './text-kinds.ts';

/** Formats that tell rows apart better stand first; other formats of numbers and papers stand before them all. */
const weak: readonly Field['format'][] = [
  'text',
  'date-time',
  'money',
  'area',
  'decimal',
  'integer',
  'date',
  'date-or-open-end',
  'date-range',
  'year-month',
  'year',
  'code',
  'yes-no',
  'division',
  'percent',
  'driving-class',
];

function getRank(field: Field): number {
  if (field.format !== 'text') return weak.indexOf(field.format) + 1;
  const kind = getTextKind(field.label);
  return kind === 'number' || kind === 'organization' || kind === 'address' ? 0.5 : kind === 'person' ? 9.5 : 4.5;
}

/** The field of the business key that is made different in every row; the others follow chance. */
export function selectAnchor(content: DatasetContent): string | undefined {
  const fields = content.fields.filter((field) => content.key.includes(field.key));
  return fields.toSorted((one, other) => getRank(one) - getRank(other))[0]?.key;
}
