import type { RowRule } from '../../../schemas/catalogue/rule.ts';
import type { Plan } from './plan.ts';

/** Sorts fields behind those they are made from; a cycle of rules is cut. */
export function sortFieldsByDependency(plan: Plan): readonly number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (at: number): void => {
    if (at < 0 || seen.has(at)) return;
    seen.add(at);
    for (const earlier of neededBy(at, plan)) visit(earlier);
    order.push(at);
  };
  plan.content.fields.forEach((_, at) => visit(at));
  return order;
}

function neededBy(at: number, plan: Plan): number[] {
  const field = plan.content.fields[at];
  if (field === undefined) return [];
  const keys = plan.content.rules.flatMap((rule) => neededByRule(rule, field.key));
  if (field.typedBy !== undefined) keys.push(field.typedBy);
  const units =
    field.format === 'parcel-number' || /楼栋/u.test(field.label)
      ? plan.content.fields.filter((one) => one.format === 'real-estate-unit').map(({ key }) => key)
      : [];
  return [...keys, ...units].map((key) => plan.at.get(key) ?? -1);
}

function neededByRule(rule: RowRule, key: string): readonly string[] {
  if ((rule.kind === 'in-order' || rule.kind === 'different') && rule.second === key) return [rule.first];
  if (rule.kind === 'age-on-day' && rule.day === key) return [rule.birth];
  if (rule.kind === 'not-more' && rule.part === key) return [rule.whole];
  if (rule.kind === 'sum' && rule.total === key) return rule.parts;
  if (rule.kind === 'filled-when' && rule.needed === key) return [rule.field];
  if (rule.kind === 'disability-certificate-parts' && rule.certificate === key)
    return [rule.category, rule.grade].filter((one) => one !== undefined);
  return [];
}
