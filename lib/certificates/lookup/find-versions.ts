import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { CertificateHead, CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { parseIdentifier } from '../identifier.ts';
import type { AskedUse, Grant, GrantRefusal } from '../ports.ts';
import { readableHead } from '../readable-head.ts';
import { findGrants, nearestRefusal, type FoundGrants } from './find-grants.ts';
import { computeChain, findVersionInChain } from './find-version-in-chain.ts';
import type { LookupPorts } from './ports.ts';

export type FoundVersion = {
  readonly outcome: 'found';
  readonly identifier: string;
  readonly certificate: string;
  readonly head: CertificateHead;
  readonly version: CertificateVersion;
  readonly type: CertificateType;
  readonly grant: Grant;
};
/** `certificate` is set when the audit entry belongs to a chain, `grant` when one was asked that has nothing. */
export type VersionRefusal =
  | {
      readonly outcome: 'not-found';
      readonly identifier: string;
      readonly certificate?: string;
      readonly grant?: Grant;
    }
  | {
      readonly outcome: 'not-allowed';
      readonly identifier: string;
      readonly certificate?: string;
      readonly refusal: GrantRefusal;
    };

type FindPorts = Pick<LookupPorts, 'types' | 'repository' | 'grants'>;
type TypesAndGrants = FoundGrants & { readonly types: ReadonlyMap<string, CertificateType> };

/** Finds one version, as `findVersions` does. */
export async function findVersion(
  caller: Caller,
  identifier: string,
  asked: AskedUse,
  ports: FindPorts,
): Promise<FoundVersion | VersionRefusal> {
  const [found] = await findVersions(caller, [identifier], asked, ports);
  return found ?? { outcome: 'not-found', identifier };
}

/** Finds versions, in order; without a grant `not-allowed`, whether or not a certificate exists. */
export async function findVersions(
  caller: Caller,
  identifiers: readonly string[],
  asked: AskedUse,
  ports: FindPorts,
): Promise<readonly (FoundVersion | VersionRefusal)[]> {
  const all = await ports.types.all();
  const known: TypesAndGrants = {
    types: new Map(all.map((type) => [type.type, type])),
    ...(await findGrants(caller, all, asked, ports.grants)),
  };
  const typeByCode = new Map(all.map((type) => [type.typeCode.code, type.type]));
  const computed = await findInChains(
    identifiers,
    identifiers.map((identifier) => computeChain(identifier, typeByCode)),
    known,
    ports,
  );
  const findByIndex = async (identifier: string): Promise<FoundVersion | VersionRefusal> => {
    const type = typeByCode.get(parseIdentifier(identifier)?.typeCode ?? '');
    const grant = known.granted.get(type ?? '');
    if (known.granted.size === 0 || (type !== undefined && grant === undefined))
      return { outcome: 'not-allowed', identifier, refusal: refusalOf(type, known) };
    const chain = await ports.repository.findChain(identifier);
    const [found = null] = chain === null ? [] : await findInChains([identifier], [chain], known, ports);
    if (found?.outcome === 'found') return found;
    const chained = found?.certificate;
    return { outcome: 'not-found', identifier, ...definedOnly({ certificate: chained, grant }) };
  };
  return await Promise.all(identifiers.map(async (identifier, i) => computed[i] ?? (await findByIndex(identifier))));
}

async function findInChains(
  identifiers: readonly string[],
  chains: readonly (string | null)[],
  known: TypesAndGrants,
  ports: FindPorts,
): Promise<(FoundVersion | VersionRefusal | null)[]> {
  const { types, granted } = known;
  const typeOfChain = (chain: string) => types.get(chain.slice(0, chain.lastIndexOf('#')));
  const grantOfChain = (chain: string) => granted.get(typeOfChain(chain)?.type ?? '');
  const wanted = [
    ...new Set(chains.flatMap((chain) => (chain !== null && grantOfChain(chain) !== undefined ? [chain] : []))),
  ];
  const read = wanted.length === 0 ? [] : await ports.repository.heads(wanted);
  const heads = new Map(wanted.map((certificate, i) => [certificate, readableHead(certificate, read[i])]));
  return await Promise.all(
    chains.map(async (certificate, i) => {
      const identifier = identifiers[i] ?? '';
      if (certificate === null) return null;
      const [type, grant, head] = [typeOfChain(certificate), grantOfChain(certificate), heads.get(certificate) ?? null];
      if (type === undefined || grant === undefined)
        return { outcome: 'not-allowed' as const, identifier, certificate, refusal: refusalOf(type?.type, known) };
      const version = head === null ? null : await findVersionInChain(identifier, head, ports.repository);
      return head === null || version === null
        ? null
        : { outcome: 'found' as const, identifier, certificate, head, version, type, grant };
    }),
  );
}

/** Refuses an unknown type as the nearest of all types would: the answer does not tell which types exist. */
function refusalOf(type: string | undefined, { refused: refusals }: FoundGrants): GrantRefusal {
  return type === undefined ? nearestRefusal(refusals.values()) : (refusals.get(type) ?? refused('no-grant'));
}
