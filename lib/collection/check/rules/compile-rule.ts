import type { RowRule } from '../../../../schemas/catalogue/rule.ts';
import { compileBirthDateOfId, compileSexOfId } from './citizen-id-rules.ts';
import { compileDifferent, compileInOrder, compileSum } from './comparison-rules.ts';
import { compileDisabilityCertificateParts } from './disability-certificate-rule.ts';
import { compileAnyFilled, compileFilledWhen } from './presence-rules.ts';
import type { RuleByKind, RuleCompiler, RuleContext, RuleKind, ValuesCheck } from './rule-context.ts';

type RuleCompilers = { readonly [Kind in RuleKind]: RuleCompiler<Kind> };

const compilers: RuleCompilers = {
  'in-order': compileInOrder,
  'birth-date-of-id': compileBirthDateOfId,
  'sex-of-id': compileSexOfId,
  sum: compileSum,
  different: compileDifferent,
  'any-filled': compileAnyFilled,
  'filled-when': compileFilledWhen,
  'disability-certificate-parts': compileDisabilityCertificateParts,
};

/** Compiles a rule between the cells of a row. Throws when it names a field that the dataset does not have. */
export function compileRule(rule: RowRule, context: RuleContext): ValuesCheck {
  return compileKind(rule.kind, rule, context);
}

function compileKind<Kind extends RuleKind>(kind: Kind, rule: RuleByKind[Kind], context: RuleContext): ValuesCheck {
  return compilers[kind](rule, context);
}
