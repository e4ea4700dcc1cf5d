import { type Condition, conditionHolds, type RequestKeys } from './condition.ts';
import { matchesPattern } from './matches-pattern.ts';

/** One statement of a policy, its references resolved. */
export type Statement = {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly Condition[];
};

/** What one request needs: `dynamodb:PutItem` on `arn:…:table/guiji-local-records`. */
export type Need = {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request, such as `s3:prefix`; a missing key is absent. */
  readonly context?: RequestKeys;
};

/** A pair of patterns as a policy states it. */
export type Grant = { readonly action: string; readonly resource: string };

/** Evaluates as IAM does: a matching Deny outranks every Allow. `by` lists the pairs that allow. */
export function decide(
  statements: readonly Statement[],
  need: Need,
): { readonly allowed: boolean; readonly by: readonly Grant[] } {
  const matching = statements.filter(({ conditions }) =>
    conditions.every((condition) => conditionHolds(condition, need.context ?? {})),
  );
  const by = matching.flatMap((statement) => (statement.effect === 'Allow' ? matchingGrants(statement, need) : []));
  const denied = matching.some(
    (statement) => statement.effect === 'Deny' && matchingGrants(statement, need).length > 0,
  );
  return { allowed: by.length > 0 && !denied, by: denied ? [] : by };
}

function matchingGrants(statement: Statement, { action, resource }: Need): readonly Grant[] {
  return listGrants(statement).filter(
    (grant) =>
      matchesPattern(grant.action.toLowerCase(), action.toLowerCase()) && matchesPattern(grant.resource, resource),
  );
}

/** Every action with every resource. */
export function listGrants({ actions, resources }: Statement): readonly Grant[] {
  return actions.flatMap((action) => resources.map((resource) => ({ action, resource })));
}
