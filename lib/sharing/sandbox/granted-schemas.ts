import type { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field, Mask } from '../../../schemas/catalogue/field.ts';
import { dataTypeNames, fieldFormatNames, maskNames } from '../../../schemas/catalogue/labels.ts';
import type { JsonSchema } from '../../../schemas/openapi/document.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { showsWhole } from '../use/granted-values.ts';

export type GrantedSchemas = {
  /** Values of an answer. */
  readonly values: JsonSchema;
  /** `null` where a query by key is not permitted. */
  readonly key: JsonSchema | null;
  /** Values that a verification may compare; `null` where there are none. */
  readonly verifiable: JsonSchema | null;
  readonly hasSubject: boolean;
};

/** A longer list is named only. */
const maxListedCodes = 60;

/** Names the fields that a grant names, and no other field of the dataset; says what codes mean. */
export function grantedSchemas(
  grant: Grant,
  { content }: DatasetVersion,
  codeLists: ReadonlyMap<string, CodeList>,
): GrantedSchemas {
  const masks = new Map(grant.fields.map(({ field, mask }) => [field, mask]));
  const granted = content.fields.filter(({ key }) => masks.has(key));
  const whole = granted.filter(({ key }) => showsWhole(grant, key));
  const schemaOf = (field: Field) =>
    fieldSchema(
      field,
      showsWhole(grant, field.key) ? 'none' : masks.get(field.key),
      codeLists.get(field.codeList ?? ''),
    );
  const objectOf = (fields: readonly Field[], description: string, required: readonly string[] = []): JsonSchema => ({
    type: 'object',
    description,
    properties: Object.fromEntries(fields.map((field) => [field.key, schemaOf(field)])),
    ...(required.length === 0 ? {} : { required: [...required] }),
    additionalProperties: false,
  });
  const byKey = content.key.every((key) => showsWhole(grant, key));
  const keyFields = whole.filter(({ key }) => content.key.includes(key));
  return {
    values: objectOf(granted, '授权的信息项，按授权脱敏；没有值的信息项不出现。'),
    key: byKey ? objectOf(keyFields, '业务主键，须给出全部主键项。', content.key) : null,
    verifiable: whole.length === 0 ? null : objectOf(whole, '要核对的值，只能是以原值授权的信息项。'),
    hasSubject: content.subject !== undefined,
  };
}

/** Values are text, as they are stored; a masked one is longer or shorter than its field. */
function fieldSchema(
  { label, type, format, length, unit, description }: Field,
  mask: Mask = 'all',
  codeList?: CodeList,
): JsonSchema {
  const notes = [
    `${label}：${dataTypeNames[type]}，${fieldFormatNames[format]}，长度 ${length}`,
    ...(unit === undefined ? [] : [`单位 ${unit}`]),
    mask === 'none' ? '原值' : `脱敏（${maskNames[mask]}）`,
    ...(description === undefined ? [] : [description.replace(/。$/, '')]),
    ...(codeList === undefined || mask !== 'none' ? [] : [describeCodes(codeList)]),
  ];
  return { type: 'string', title: label, description: `${notes.join('；')}。` };
}

function describeCodes({ name, codes }: CodeList): string {
  const listed = codes.map(({ code, label }) => `${code} ${label}`).join('、');
  return codes.length > maxListedCodes ? `代码见“${name}”，共 ${codes.length} 个` : `代码：${listed}`;
}
