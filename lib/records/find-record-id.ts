import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import type { Catalogue, RecordHashes } from './ports.ts';

/** The record that a whole business key names; refuses a key with a part missing or in a form that can't be stored. */
export async function findRecordId(
  version: DatasetVersion,
  key: Readonly<Record<string, string>>,
  ports: { readonly catalogue: Catalogue; readonly hashes: RecordHashes },
) {
  const { fields, key: keyFields } = version.content;
  const labelOf = (fieldKey: string) => fields.find((field) => field.key === fieldKey)?.label ?? fieldKey;
  const given = Object.keys(key);
  if (given.length !== keyFields.length || keyFields.some((field) => key[field] === undefined)) {
    return refused('key-not-complete', {
      fields: keyFields.map((field) => `${labelOf(field)}（${field}）`).join('、'),
    });
  }
  const values: string[] = [];
  for (const field of keyFields) {
    const value = await ports.catalogue.canonical(version, field, key[field] ?? '');
    if (value === null) return refused('key-not-valid', { label: labelOf(field) });
    values.push(value);
  }
  return { record: `${version.dataset}#${ports.hashes.key(version.dataset, values)}` };
}
