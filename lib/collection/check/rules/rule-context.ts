import type { CodeList } from '../../../../schemas/catalogue/code-list.ts';
import type { DatasetContent } from '../../../../schemas/catalogue/dataset-version.ts';
import type { Field } from '../../../../schemas/catalogue/field.ts';
import type { RowRule } from '../../../../schemas/catalogue/rule.ts';
import type { RowState } from '../row-state.ts';

/** What a rule is compiled against; `columns` holds the 0-based sheet column of every field, -1 where absent. */
export type RuleContext = {
  readonly content: DatasetContent;
  readonly codeLists: ReadonlyMap<string, CodeList>;
  readonly columns: readonly number[];
  readonly state: RowState;
};

export type RuleKind = RowRule['kind'];
export type RuleByKind = { readonly [Kind in RuleKind]: Extract<RowRule, { readonly kind: Kind }> };

/** Checks one row's canonical values, in the order of the fields. */
export type ValuesCheck = (values: readonly (string | null)[]) => void;

/** Compiles a rule of one kind. Throws when the rule names a field that the dataset does not have. */
export type RuleCompiler<Kind extends RuleKind> = (rule: RuleByKind[Kind], context: RuleContext) => ValuesCheck;

export type RuleField = Pick<Field, 'label' | 'format' | 'codeList'> & { readonly index: number };

/** Throws when the dataset has no field of this key. */
export function findRuleField(key: string, rule: RowRule, { content }: RuleContext): RuleField {
  const index = content.fields.findIndex((field) => field.key === key);
  const field = content.fields[index];
  if (field === undefined)
    throw new Error(`a rule of kind ${rule.kind} names the field ${key}, which is not in the dataset`);
  return { ...field, index };
}
