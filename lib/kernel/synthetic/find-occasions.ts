import type { Field } from '../../../schemas/catalogue/field.ts';
import type { Plan, PartialRow } from './plan.ts';

/** Finds rows in which a rule asks for the field, from those it reads; undefined without a rule. */
export function findOccasions(
  field: Field,
  { content, codeLists, at }: Plan,
): ((row: PartialRow) => boolean) | undefined {
  const occasions = content.rules.flatMap((rule) => {
    if (rule.kind !== 'filled-when' || rule.needed !== field.key) return [];
    const place = at.get(rule.field) ?? -1;
    const codes = codeLists.get(content.fields[place]?.codeList ?? '')?.codes ?? [];
    // Rules may have codes; rows have labels.
    const labels = new Set(rule.values.map((value) => codes.find(({ code }) => code === value)?.label ?? value));
    return [(row: PartialRow) => labels.has(String(row.values[place] ?? ''))];
  });
  return occasions.length === 0 ? undefined : (row) => occasions.some((isOne) => isOne(row));
}
