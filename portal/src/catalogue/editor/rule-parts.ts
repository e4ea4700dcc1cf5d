import { z } from 'zod';
import { rowRuleOf } from '../../../../schemas/catalogue/rule.ts';

/** A row rule while its fields are being typed and renamed. */
export const DraftRule = rowRuleOf(z.string());
export type DraftRule = z.infer<typeof DraftRule>;
export type RuleKind = DraftRule['kind'];

export type RulePart = {
  /** The part's name in the rule. */
  readonly name: string;
  readonly label: string;
  /** `optional-field` may be left out; `words` are values that a cell may hold. */
  readonly is: 'field' | 'optional-field' | 'fields' | 'number' | 'words';
};

/** What each kind of rule is made of, in the order in which a person says it. */
// prettier-ignore
export const ruleParts = {
  'in-order': [{ name: 'first', label: '较早的一项', is: 'field' }, { name: 'second', label: '较晚的一项', is: 'field' }],
  'birth-date-of-id': [{ name: 'id', label: '身份号码', is: 'field' }, { name: 'birthDate', label: '出生日期', is: 'field' }],
  'sex-of-id': [{ name: 'id', label: '身份号码', is: 'field' }, { name: 'sex', label: '性别', is: 'field' }],
  sum: [{ name: 'total', label: '合计', is: 'field' }, { name: 'parts', label: '分项（两项以上）', is: 'fields' }, { name: 'tolerance', label: '允许的差额', is: 'number' }],
  'not-more': [{ name: 'part', label: '分项', is: 'field' }, { name: 'whole', label: '总数', is: 'field' }],
  'age-on-day': [{ name: 'birth', label: '出生日期或身份号码', is: 'field' }, { name: 'day', label: '当日', is: 'field' }, { name: 'male', label: '男满几岁', is: 'number' }, { name: 'female', label: '女满几岁', is: 'number' }],
  different: [{ name: 'first', label: '一项', is: 'field' }, { name: 'second', label: '另一项', is: 'field' }],
  'any-filled': [{ name: 'fields', label: '其中至少填一项（两项以上）', is: 'fields' }],
  'filled-when': [{ name: 'field', label: '看哪一项', is: 'field' }, { name: 'values', label: '为这些值时', is: 'words' }, { name: 'needed', label: '必须填写', is: 'field' }],
  'disability-certificate-parts': [{ name: 'certificate', label: '残疾人证号', is: 'field' }, { name: 'id', label: '身份号码', is: 'optional-field' }, { name: 'category', label: '残疾类别', is: 'optional-field' }, { name: 'grade', label: '残疾等级', is: 'optional-field' }],
} as const satisfies Record<RuleKind, readonly RulePart[]>;

/** A rule of the kind with the first fields in its places, for the person to choose others. */
export function newRule(kind: RuleKind, keys: readonly string[]): DraftRule {
  const key = (at: number): string => keys[at] ?? '';
  const parts: readonly RulePart[] = ruleParts[kind];
  const made = parts.flatMap(({ name, is }, at): readonly (readonly [string, unknown])[] => {
    if (is === 'optional-field') return [];
    if (is === 'field') return [[name, key(at)]];
    if (is === 'fields') return [[name, [key(at), key(at + 1)]]];
    return [[name, is === 'number' ? 0 : []]];
  });
  return DraftRule.parse({ kind, ...Object.fromEntries(made) });
}

/** The part's value; an optional one that is left out is ''. */
export function readPart(rule: DraftRule, name: string): unknown {
  return new Map<string, unknown>(Object.entries(rule)).get(name) ?? '';
}

/** The rule with one part changed; an optional field is left out by ''. */
export function setPart(rule: DraftRule, { name, is }: RulePart, value: unknown): DraftRule {
  const others = Object.entries(rule).filter(([other]) => other !== name);
  const isLeftOut = is === 'optional-field' && value === '';
  return DraftRule.parse(Object.fromEntries(isLeftOut ? others : [...others, [name, value]]));
}

/** The rule with a field's new name in each place of the old one. */
export function renameInRule(rule: DraftRule, rename: (key: string) => string): DraftRule {
  const parts: readonly RulePart[] = ruleParts[rule.kind];
  return parts.reduce((renamed, part) => {
    const value = readPart(renamed, part.name);
    if (part.is === 'fields' && Array.isArray(value))
      return setPart(
        renamed,
        part,
        value.map((key: unknown) => (typeof key === 'string' ? rename(key) : key)),
      );
    const isField = part.is === 'field' || part.is === 'optional-field';
    return isField && typeof value === 'string' && value !== '' ? setPart(renamed, part, rename(value)) : renamed;
  }, rule);
}
