import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import type { Choices } from './template-spec.ts';

/** `null` where the field has no drop-down. Throws when its code list is unknown. */
export function getChoices(field: Field, codeLists: ReadonlyMap<string, CodeList>): Choices | null {
  if (field.codeList !== undefined)
    return {
      list: getCodeList(field.codeList, codeLists).name,
      labels: getCodeList(field.codeList, codeLists).codes.map(({ label }) => label),
      strict: field.controlled,
    };
  return field.format === 'yes-no' ? { list: '是否', labels: ['是', '否'], strict: true } : null;
}

/** Throws when the code list is unknown. */
export function getCodeList(id: string, codeLists: ReadonlyMap<string, CodeList>): CodeList {
  const list = codeLists.get(id);
  if (list === undefined) throw new Error(`The code list ${id} is not in the catalogue`);
  return list;
}
