import type { Field } from '../../../schemas/catalogue/field.ts';
import type { Person } from './people.ts';
import type { Maker, Plan, PartialRow } from './plan.ts';

/** The most frequent labels, with their share. */
const usual: Readonly<Record<string, number>> = {
  汉族: 0.9,
  中国: 0.95,
  人民币: 0.97,
  居民身份证: 0.88,
  身份证: 0.88,
  个人: 1,
};

/** Documents that a person may have instead of a resident identity card. */
const personal = /护照$|台湾居民|港澳|军官证/u;

/** Writes codes as Chinese labels; the sex is the row's person's. */
export function createCodeMaker(field: Field, plan: Plan, personOf: (row: PartialRow) => Person): Maker {
  if (field.codeList === 'sex') return (row) => personOf(row).sex;
  const list = plan.codeLists.get(field.codeList ?? '');
  if (list === undefined)
    throw new Error(`field ${field.key} names a code list that is not there: ${field.codeList ?? '(none)'}`);
  const labels = list.codes.map((code) => code.label);
  const common = labels.find((label) => usual[label] !== undefined);
  const isDocumentKind = plan.content.fields.some((one) => one.typedBy === field.key);
  const [first = '', ...others] = isDocumentKind ? labels.filter((label) => personal.test(label)) : labels;
  if (common === undefined) return ({ random }) => random.pick([first, ...others]);
  const share = isDocumentKind && mustBeResidentCard(field, plan) ? 1 : (usual[common] ?? 0);
  return ({ random }) => (random.chance(share) ? common : random.pick([first, ...others]));
}

/** A disability certificate begins with the row's id number. */
function mustBeResidentCard(field: Field, { content }: Plan): boolean {
  return content.rules.some(
    (rule) =>
      rule.kind === 'disability-certificate-parts' &&
      content.fields.some((one) => one.key === rule.id && one.typedBy === field.key),
  );
}
