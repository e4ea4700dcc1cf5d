import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { getTextKind } from './text-kinds.ts';

/** How well formats distinguish rows, best first; others are better than all of these. */
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

/** Ranks of texts between those of `weak`; other texts rank 4.5. */
const textRanks: Readonly<Partial<Record<string, number>>> = {
  number: 0.5,
  organization: 0.5,
  address: 0.5,
  person: 9.5,
};

function getRank(field: Field): number {
  if (field.format === 'person-name') return 9.5;
  if (field.format !== 'text') return weak.indexOf(field.format) + 1;
  return textRanks[getTextKind(field.label)] ?? 4.5;
}

/** Selects the key field whose values differ in every row; the others are random. */
export function selectAnchor(content: DatasetContent): string | undefined {
  const fields = content.fields.filter((field) => content.key.includes(field.key));
  return fields.toSorted((one, other) => getRank(one) - getRank(other))[0]?.key;
}
