import type { RowRule } from '../../../schemas/catalogue/rule.ts';

export type RuleFieldNeed = 'day' | 'birth' | 'number' | 'citizen-id' | 'disability-certificate' | 'anything';

/** `pointer` (RFC 6901) is the field's place in the rule. */
export type RuleField = { readonly key: string; readonly pointer: string; readonly needs: RuleFieldNeed };

/** Omits optional fields that the rule leaves out; pointers start at the rule. */
export function listRuleFields(rule: RowRule): RuleField[] {
  switch (rule.kind) {
    case 'in-order':
      return [one(rule.first, 'first', 'birth'), one(rule.second, 'second', 'day')];
    case 'birth-date-of-id':
      return [one(rule.id, 'id', 'citizen-id'), one(rule.birthDate, 'birthDate', 'day')];
    case 'sex-of-id':
      return [one(rule.id, 'id', 'citizen-id'), one(rule.sex, 'sex', 'anything')];
    case 'sum':
      return [one(rule.total, 'total', 'number'), ...rule.parts.map((part, at) => one(part, `parts/${at}`, 'number'))];
    case 'not-more':
      return [one(rule.part, 'part', 'number'), one(rule.whole, 'whole', 'number')];
    case 'age-on-day':
      return [one(rule.birth, 'birth', 'birth'), one(rule.day, 'day', 'day')];
    case 'different':
      return [one(rule.first, 'first', 'anything'), one(rule.second, 'second', 'anything')];
    case 'any-filled':
      return rule.fields.map((field, at) => one(field, `fields/${at}`, 'anything'));
    case 'filled-when':
      return [one(rule.field, 'field', 'anything'), one(rule.needed, 'needed', 'anything')];
    case 'disability-certificate-parts':
      return [
        one(rule.certificate, 'certificate', 'disability-certificate'),
        ...maybe(rule.id, 'id', 'citizen-id'),
        ...maybe(rule.category, 'category', 'anything'),
        ...maybe(rule.grade, 'grade', 'anything'),
      ];
  }
}

function one(key: string, pointer: string, needs: RuleFieldNeed): RuleField {
  return { key, pointer: `/${pointer}`, needs };
}

function maybe(key: string | undefined, pointer: string, needs: RuleFieldNeed): RuleField[] {
  return key === undefined ? [] : [one(key, pointer, needs)];
}
