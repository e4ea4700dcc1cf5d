import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import { contentFault } from './content-fault.ts';
import { mayHoldCitizenId, mayHoldOrganizationCode } from './format-types.ts';

/** Requires that key and subject fields exist, and that key fields are required. */
export function validateKeys({ fields, key, subject }: DatasetContent): ContentFault[] {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const keyFaults = key.flatMap((name, at) => {
    const field = byKey.get(name);
    if (field === undefined) return [contentFault('key-field-unknown', `/key/${at}`, { value: name })];
    if (key.indexOf(name) < at) return [contentFault('key-field-repeated', `/key/${at}`, { value: name })];
    return field.required
      ? []
      : [contentFault('key-field-optional', `/fields/${fields.indexOf(field)}/required`, { label: field.label })];
  });
  if (subject === undefined) return keyFaults;
  const field = byKey.get(subject.field);
  if (field === undefined)
    return [...keyFaults, contentFault('subject-field-unknown', '/subject/field', { value: subject.field })];
  const fits =
    subject.kind === 'person'
      ? mayHoldCitizenId(field) || field.format === 'disability-certificate'
      : mayHoldOrganizationCode(field);
  const expected = subject.kind === 'person' ? '公民身份号码或证件号码' : '统一社会信用代码或机构代码';
  return fits
    ? keyFaults
    : [...keyFaults, contentFault('subject-format-unfit', '/subject/field', { label: field.label, expected })];
}
