import type { DatasetContent } from '../../../schemas/catalogue/dataset-version.ts';
import type { Difference } from '../../../schemas/catalogue/difference.ts';
import { rowRuleNames } from '../../../schemas/catalogue/labels.ts';
import type { RowRule } from '../../../schemas/catalogue/rule.ts';
import { type FindingCode, findingSeverities } from '../../../schemas/collection/finding-severities.ts';
import { listRuleFields } from '../content/list-rule-fields.ts';
import { canonicalJson } from './canonical-json.ts';
import { difference } from './difference.ts';

const findings = {
  'in-order': 'dates-out-of-order',
  'birth-date-of-id': 'birth-date-differs-from-id',
  'sex-of-id': 'sex-differs-from-id',
  sum: 'sum-differs',
  'not-more': 'part-exceeds-whole',
  'age-on-day': 'age-too-low',
  different: 'values-not-different',
  'any-filled': 'none-filled',
  'filled-when': 'filled-when-empty',
  'disability-certificate-parts': 'disability-certificate-parts-differ',
} as const satisfies Record<RowRule['kind'], FindingCode>;

/** Counts a changed rule as removed and added. */
export function compareRules(before: DatasetContent, after: DatasetContent): Difference[] {
  const [earlier, later] = [
    before.rules.map((rule) => canonicalJson(rule)),
    after.rules.map((rule) => canonicalJson(rule)),
  ];
  return [
    ...after.rules.flatMap((rule, at) =>
      earlier.includes(canonicalJson(rule))
        ? []
        : [
            difference(
              rejects(rule) ? 'rule-added-strict' : 'rule-added-mild',
              `/rules/${at}`,
              describeRule(rule, after),
            ),
          ],
    ),
    ...before.rules.flatMap((rule, at) =>
      later.includes(canonicalJson(rule))
        ? []
        : [difference('rule-removed', `/rules/${at}`, describeRule(rule, before))],
    ),
  ];
}

function rejects(rule: RowRule): boolean {
  return (rule.severity ?? findingSeverities[findings[rule.kind]]) === 'error';
}

function describeRule(rule: RowRule, content: DatasetContent): { readonly rule: string; readonly fields: string } {
  const labels = new Map(content.fields.map(({ key, label }) => [key, label]));
  return {
    rule: rowRuleNames[rule.kind],
    fields: listRuleFields(rule)
      .map(({ key }) => labels.get(key) ?? key)
      .join('、'),
  };
}
