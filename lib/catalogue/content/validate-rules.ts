import type { ContentFault } from '../../../schemas/catalogue/content-fault.ts';
import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../schemas/catalogue/field.ts';
import { contentFault } from './content-fault.ts';
import { isDay, isNumber, mayHoldCitizenId } from './format-types.ts';
import { listRuleFields, type RuleFieldNeed } from './list-rule-fields.ts';

const needs: Record<RuleFieldNeed, { readonly met: (field: Field) => boolean; readonly name: string }> = {
  day: { met: isDay, name: '日期类信息项' },
  birth: { met: (field) => isDay(field) || mayHoldCitizenId(field), name: '日期类或公民身份号码类信息项' },
  number: { met: isNumber, name: '数值类信息项' },
  'citizen-id': { met: mayHoldCitizenId, name: '公民身份号码类信息项' },
  'disability-certificate': { met: ({ format }) => format === 'disability-certificate', name: '残疾人证号' },
  anything: { met: () => true, name: '' },
};

/** Requires that a rule's fields exist, differ and are of the kinds that it needs. */
export function validateRules({ rules, fields }: DatasetContent): ContentFault[] {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  return rules.flatMap((rule, which) => {
    const parts = listRuleFields(rule);
    return parts.flatMap(({ key, pointer, needs: need }, at) => {
      const faultPointer = `/rules/${which}${pointer}`;
      const field = byKey.get(key);
      if (field === undefined) return [contentFault('rule-field-unknown', faultPointer, { value: key })];
      if (parts.findIndex((part) => part.key === key) < at)
        return [contentFault('rule-field-repeated', faultPointer, { label: field.label })];
      return needs[need].met(field)
        ? []
        : [contentFault('rule-field-unfit', faultPointer, { label: field.label, expected: needs[need].name })];
    });
  });
}
