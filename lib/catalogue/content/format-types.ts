import type { Field, FieldFormat } from '../../../schemas/catalogue/field.ts';
import { isNumberFormat } from '../../../schemas/catalogue/format-types.ts';

/** Decides by format, not by data type: a `year` of type I is not a number. */
export function isNumber({ format }: Pick<Field, 'format'>): boolean {
  return isNumberFormat(format);
}

const dayFormats: readonly FieldFormat[] = ['date', 'date-or-open-end', 'date-time', 'year-month', 'year'];

/** Tells whether the values have an order in time. */
export function isDay(field: Field): boolean {
  return dayFormats.includes(field.format);
}

const citizenFormats: readonly FieldFormat[] = [
  'citizen-id',
  'identity-document',
  'citizen-id-or-credit-code',
  'driving-licence',
];

/** Includes mixed formats, whose values may be no citizen id (GB 11643), and driving licences. */
export function mayHoldCitizenId(field: Field): boolean {
  return citizenFormats.includes(field.format);
}

const organizationFormats: readonly FieldFormat[] = [
  'credit-code',
  'organization-code',
  'credit-code-or-organization-code',
  'credit-code-or-registration-number',
  'citizen-id-or-credit-code',
  'taxpayer-id',
];

/** Includes identity documents: their kind may be a credit code. */
export function mayHoldOrganizationCode(field: Field): boolean {
  return (
    organizationFormats.includes(field.format) || (field.format === 'identity-document' && field.typedBy !== undefined)
  );
}
