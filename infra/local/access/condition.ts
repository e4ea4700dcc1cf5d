import { matchesPattern } from './matches-pattern.ts';

/** Condition keys of a request. */
export type RequestKeys = Readonly<Record<string, readonly string[]>>;

/** `{ operator: 'ForAllValues:StringLike', key: 'dynamodb:LeadingKeys', values: ['rate#*'] }` */
export type Condition = { readonly operator: string; readonly key: string; readonly values: readonly string[] };

type Compare = (value: string, wanted: string) => boolean;

const positive: ReadonlyMap<string, Compare> = new Map<string, Compare>([
  ['StringEquals', (value, wanted) => value === wanted],
  ['StringLike', (value, wanted) => matchesPattern(wanted, value)],
  ['ArnEquals', (value, wanted) => matchesPattern(wanted, value)],
  ['ArnLike', (value, wanted) => matchesPattern(wanted, value)],
  ['Bool', (value, wanted) => value.toLowerCase() === wanted.toLowerCase()],
  ['NumericLessThan', (value, wanted) => Number(value) < Number(wanted)],
  ['NumericEquals', (value, wanted) => Number(value) === Number(wanted)],
]);
const negative: ReadonlyMap<string, string> = new Map([
  ['StringNotEquals', 'StringEquals'],
  ['StringNotLike', 'StringLike'],
  ['ArnNotEquals', 'ArnEquals'],
  ['ArnNotLike', 'ArnLike'],
]);

const shape = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/;

/** Throws for an operator that the local stack does not evaluate. */
export function checkOperator(operator: string): void {
  const [, , name = ''] = shape.exec(operator) ?? [];
  if (name !== 'Null' && !positive.has(name) && !negative.has(name))
    throw new Error(`The local stack does not evaluate the condition operator ${operator}`);
}

/**
 * A missing key fails a positive operator, and holds for a negative one, for `…IfExists` and for `ForAllValues`, as
 * in IAM.
 */
export function conditionHolds({ operator, key, values }: Condition, context: RequestKeys): boolean {
  const [, set, name = '', ifExists] = shape.exec(operator) ?? [];
  const found = valuesOf(context, key);
  if (name === 'Null') return values.some((wanted) => (wanted === 'true') === (found === undefined));
  const negated = negative.get(name);
  const compare = positive.get(negated ?? name);
  if (compare === undefined) throw new Error(`The local stack does not evaluate the condition operator ${operator}`);
  if (found === undefined || found.length === 0)
    return negated !== undefined || ifExists !== undefined || set === 'ForAllValues';
  const holds = (value: string): boolean => values.some((wanted) => compare(value, wanted)) === (negated === undefined);
  return set === 'ForAnyValue' ? found.some(holds) : found.every(holds);
}

/** Condition keys are case-insensitive. */
function valuesOf(context: RequestKeys, key: string): readonly string[] | undefined {
  return Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
}
