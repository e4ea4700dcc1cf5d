import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Grant, Grants } from '../ports.ts';

/** Maps each type that the caller may see to its grant. */
export async function findGrants(
  caller: Caller,
  types: readonly CertificateType[],
  grants: Grants,
): Promise<ReadonlyMap<string, Grant>> {
  const found = await Promise.all(types.map(async (type) => [type.type, await grants.grantFor(caller, type)] as const));
  return new Map(found.flatMap(([type, grant]) => (grant === null ? [] : [[type, grant] as const])));
}
