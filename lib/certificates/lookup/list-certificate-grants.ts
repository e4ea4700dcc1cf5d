import type { CertificateGrant } from '../../../schemas/certificates/certificate-grant.ts';
import { commonFields } from '../../../schemas/certificates/fields-of-all.ts';
import type { listCertificateGrantsRoute } from '../../../schemas/certificates/grant-routes.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import type { CertificateTypes } from '../ports.ts';

export type ListGrantsPorts = ActorPorts & {
  /** Strongly consistent. */
  readonly grants: () => Promise<readonly CertificateGrant[]>;
  readonly types: Pick<CertificateTypes, 'all'>;
};

/** Lists what accounts may see of certificates, by the account's subject, with the names of accounts and fields. */
export async function listCertificateGrants(
  { caller }: Pick<RouteInput<typeof listCertificateGrantsRoute>, 'caller'>,
  ports: ListGrantsPorts,
) {
  const [grants, types] = await Promise.all([ports.grants(), ports.types.all()]);
  const actors = await nameActors(
    caller,
    grants.map(({ subject }) => subject),
    ports,
  );
  const labels = labelsByShortName(types.flatMap(({ face }) => face));
  const granted = new Set(grants.flatMap(({ fields }) => (fields === 'all' ? [] : fields)));
  return {
    items: grants.toSorted((one, other) => (one.subject < other.subject ? -1 : 1)),
    actors,
    fieldLabels: Object.fromEntries([...granted].map((short) => [short, [...(labels.get(short) ?? [])]])),
  };
}

type Labelled = { readonly name: string; readonly label: string };

/** The standard's labels hold where it has one, whatever a type's face prints. */
function labelsByShortName(face: readonly Labelled[]): ReadonlyMap<string, ReadonlySet<string>> {
  const labels = new Map<string, Set<string>>();
  for (const { name, label } of face) labels.set(name, (labels.get(name) ?? new Set()).add(label));
  for (const { short, label } of Object.values(commonFields)) labels.set(short, new Set([label]));
  return labels.set('ZZMC', new Set(['证照名称']));
}
