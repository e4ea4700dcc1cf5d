import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { OfflineCatalogue } from '../../../../schemas/catalogue/offline-catalogue.ts';

/** The labels of each field's drop-down, by key, as in the template; a field without one is missing. */
export function choicesByField(
  fields: readonly Field[],
  { codeLists }: OfflineCatalogue,
): ReadonlyMap<string, readonly string[]> {
  const labelsOf = ({ codeList, format }: Field): readonly string[] => {
    if (codeList !== undefined)
      return codeLists.find(({ id }) => id === codeList)?.codes.map(({ label }) => label) ?? [];
    return format === 'yes-no' ? ['是', '否'] : [];
  };
  return new Map(
    fields.map((field) => [field.key, labelsOf(field)] as const).filter(([, labels]) => labels.length > 0),
  );
}
