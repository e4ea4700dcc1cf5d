import type { DatasetVersion } from '../../schemas/catalogue/dataset-version.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import type { Catalogue, RecordHashes } from './ports.ts';

/** Finds the id of the record with a business key. Refuses a key with a missing part or an invalid value. */
export async function findRecordId(
  version: DatasetVersion,
  key: Readonly<Record<string, string>>,
  ports: { readonly catalogue: Catalogue; readonly hashes: RecordHashes },
) {
  const { fields, key: keyFields } = version.content;
  const findLabel = (fieldKey: string) => fields.find((field) => field.key === fieldKey)?.label ?? fieldKey;
  const given = Object.keys(key);
  if (given.length !== keyFields.length || keyFields.some((field) => key[field] === undefined)) {
    return refused('key-not-complete', {
      fields: keyFields.map((field) => `${findLabel(field)}（${field}）`).join('、'),
    });
  }
  const values: string[] = [];
  for (const field of keyFields) {
    const value = await ports.catalogue.canonical(version, field, key[field] ?? '');
    if (value === null) return refused('key-not-valid', { label: findLabel(field) });
    values.push(value);
  }
  return { record: `${version.dataset}#${ports.hashes.key(version.dataset, values)}` };
}
