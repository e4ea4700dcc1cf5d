import { localCredentials } from '../local-credentials.ts';
import { buildFunctionName } from '../queues/mappings.ts';
import type { ResolvedService } from '../resolved-service.ts';
import { decide, type Grant, listGrants, type Need } from './policy.ts';
import { readBucketDenials, readRoles } from './read-policies.ts';
import { type ArnParts, referencesOf } from './resolve-reference.ts';

/** A pair that a role's policy grants, and whether a request was allowed by it. */
export type GrantUse = Grant & { readonly role: string; readonly used: boolean };

/** A request that a role may not make. */
export type Denial = {
  readonly role: string;
  readonly functionName: string;
  readonly action: string;
  readonly resource: string;
};

export type Access = {
  readonly arnParts: ArnParts;
  /** The key id of the local stack's operator, or a function's name; null for an unknown one. */
  readonly secretOf: (accessKeyId: string) => string | null;
  /** Tells whether the role may, without recording anything. */
  readonly isAllowed: (accessKeyId: string, need: Need) => boolean;
  /** Returns the first need that the caller's role does not grant, as a service words it; records the others as used. */
  readonly refuse: (accessKeyId: string, needs: readonly Need[]) => string | null;
  readonly grants: () => readonly GrantUse[];
  readonly denials: () => readonly Denial[];
};

/** A function signs with its name as access key id; its role decides. The operator may do anything. */
export function openAccess(service: ResolvedService): Access {
  const references = referencesOf(service.resources.Resources, service.provider.region);
  const roles = readRoles(service, references);
  const bucketDenials = readBucketDenials(service, references);
  const roleOf = new Map(
    Object.entries(service.functions).map(([key, { role }]) => {
      const found = roles.get(role);
      if (found === undefined) throw new Error(`The function ${key} has no role of the template`);
      return [buildFunctionName(service, key), found] as const;
    }),
  );
  const used = new Set<string>();
  const denials = new Map<string, Denial>();

  const evaluate = (accessKeyId: string, { action, resource, context }: Need) => {
    const role = roleOf.get(accessKeyId);
    if (role === undefined) return { role, allowed: accessKeyId === localCredentials.accessKeyId, by: [] };
    // The local stack has no TLS; the services do.
    const keys = { 'aws:SecureTransport': ['true'], 'aws:PrincipalArn': [role.arn], ...context };
    const statements = action.startsWith('s3:') ? [...role.statements, ...bucketDenials] : role.statements;
    return { role, ...decide(statements, { action, resource, context: keys }) };
  };

  return {
    arnParts: references.arnsBelow,
    secretOf: (accessKeyId) =>
      accessKeyId === localCredentials.accessKeyId || roleOf.has(accessKeyId) ? localCredentials.secretAccessKey : null,
    isAllowed: (accessKeyId, need) => evaluate(accessKeyId, need).allowed,
    refuse: (accessKeyId, needs) => {
      for (const need of needs) {
        const { role, allowed, by } = evaluate(accessKeyId, need);
        for (const grant of by) used.add(pairOf({ role: role?.id ?? '', ...grant }));
        if (allowed) continue;
        const denial = {
          role: role?.id ?? '',
          functionName: accessKeyId,
          action: need.action,
          resource: need.resource,
        };
        denials.set(JSON.stringify(denial), denial);
        return describeDenial(role?.arn ?? accessKeyId, denial);
      }
      return null;
    },
    grants: () =>
      [...roles.values()].flatMap(({ id, statements }) =>
        statements
          .filter(({ effect }) => effect === 'Allow')
          .flatMap(listGrants)
          .map((grant) => ({ role: id, ...grant, used: used.has(pairOf({ role: id, ...grant })) })),
      ),
    denials: () => [...denials.values()],
  };
}

const pairOf = ({ role, action, resource }: Grant & { readonly role: string }): string =>
  `${role} ${action} ${resource}`;

function describeDenial(role: string, { functionName, action, resource }: Denial): string {
  const user = role.replace(/:iam::(\d+):role\/(.*)$/, `:sts::$1:assumed-role/$2/${functionName}`);
  return (
    `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ` +
    `because no identity-based policy allows the ${action} action`
  );
}

/** What a function of this name signs with. */
export function functionCredentials(functionName: string): { accessKeyId: string; secretAccessKey: string } {
  return { accessKeyId: functionName, secretAccessKey: localCredentials.secretAccessKey };
}
