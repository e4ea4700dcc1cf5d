import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import { grantRefusals } from '../../../schemas/certificates/grant-refusals.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { AskedUse, Grant, GrantRefusal, Grants } from '../ports.ts';

export type FoundGrants = {
  /** By type. */
  readonly granted: ReadonlyMap<string, Grant>;
  readonly refused: ReadonlyMap<string, GrantRefusal>;
};

/** Decides for each type what the caller may see, or why nothing. */
export async function findGrants(
  caller: Caller,
  types: readonly CertificateType[],
  asked: AskedUse,
  grants: Pick<Grants, 'grantFor'>,
): Promise<FoundGrants> {
  const found = await Promise.all(
    types.map(async (type) => [type.type, await grants.grantFor(caller, type, asked)] as const),
  );
  return {
    granted: new Map(found.flatMap(([type, one]) => (isRefused(one) ? [] : [[type, one] as const]))),
    refused: new Map(found.flatMap(([type, one]) => (isRefused(one) ? [[type, one] as const] : []))),
  };
}

/** Of several refusals the one that is nearest to an answer: it says what to do. */
export function nearestRefusal(refusals: Iterable<GrantRefusal>): GrantRefusal {
  const order = Object.keys(grantRefusals);
  const rank = ({ refused: code }: GrantRefusal) => order.indexOf(code);
  let nearest: GrantRefusal = refused('no-grant');
  for (const one of refusals) if (rank(one) > rank(nearest)) nearest = one;
  return nearest;
}
