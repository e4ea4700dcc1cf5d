import type { CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { readCertificateHistoryRoute } from '../../../schemas/certificates/lookup-routes.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { Lineage } from '../../../schemas/records/record.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { nameActors, type ActorPorts } from '../../kernel/name-actors.ts';
import { statusToday } from '../status-on.ts';
import { recordUse } from '../use/record-use.ts';
import { findVersion } from './find-versions.ts';
import type { LookupPorts } from './ports.ts';

export type HistoryPorts = LookupPorts &
  ActorPorts & {
    readonly readLineage: (source: CertificateVersion['source']) => Promise<Lineage>;
  };

const maxVersions = 100;

/** Returns all versions of the chain, at most `maxVersions`; refused to all but issuers. */
export async function readCertificateHistory(
  { caller, requestId, params }: RouteInput<typeof readCertificateHistoryRoute>,
  ports: HistoryPorts,
) {
  const found = await findVersion(caller, params.identifier, { way: 'look-up' }, ports);
  const certificates = found.certificate === undefined ? [] : [found.certificate];
  if (found.outcome === 'not-found') {
    await recordUse(
      { caller, requestId },
      { kind: 'history', results: 0, certificates, refusal: 'certificate-not-found' },
      ports,
    );
    return refused('certificate-not-found');
  }
  if (found.outcome === 'not-allowed' || !isPermitted(caller, 'act-as-issuer', found.type.department)) {
    await recordUse(
      { caller, requestId },
      { kind: 'history', results: 0, certificates, refusal: 'not-issuing-department' },
      ports,
    );
    return refused('not-issuing-department');
  }
  const day = dayInShanghai(ports.now());
  const newestVersions = (await ports.repository.versions(found.head.certificate)).slice(0, maxVersions);
  const versions = await Promise.all(
    newestVersions.map(async (version) => ({
      identifier: version.identifier,
      generation: version.generation,
      version: version.version,
      signedAt: version.signed.document.SignedTime,
      status: statusToday(version, found.head, day),
      document: version.signed.document,
      events: version.events,
      source: { ...(await ports.readLineage(version.source)), seq: version.source.seq },
    })),
  );
  await recordUse({ caller, requestId }, { kind: 'history', results: versions.length, certificates }, ports);
  const accounts = newestVersions.flatMap(({ events }) => events.map(({ by }) => by));
  return { type: found.type.type, versions, actors: await nameActors(caller, accounts, ports) };
}
