import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { refused } from '../../../schemas/kernel/refusal.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { grantStatus } from '../use/grant-status.ts';
import { judgeVersions } from '../use/open-grant.ts';
import type { GrantReader, OpenGrantPorts } from '../use/ports.ts';

type Ports = GrantReader & Pick<OpenGrantPorts, 'publishedVersions' | 'now'>;

/**
 * Opens a grant for whoever builds a client of it, also before it begins. It refuses as a use would: an unknown grant
 * and one that the caller may not know of alike, then one of certificates,
 * one that has ended, one that is suspended, one of another catalogue version.
 */
export async function openPartnerGrant(id: string, mayKnow: (grant: Grant) => boolean, ports: Ports) {
  const grant = await ports.grant(id);
  if (grant === null || !mayKnow(grant)) return refused('grant-not-found');
  if (grant.target === 'certificate-type') return refused('grant-of-certificates');
  const status = grantStatus(grant, dayInShanghai(ports.now()));
  if (status === 'revoked') return refused('grant-revoked');
  if (status === 'expired') return refused('grant-expired', { until: grant.until });
  if (grant.proof?.suspended !== undefined) return refused('grant-suspended');
  const versions = await ports.publishedVersions(grant.dataset);
  const superseded = judgeVersions(grant, versions);
  if (superseded !== null) return superseded;
  const version: DatasetVersion | undefined = versions.at(-1);
  return version === undefined ? refused('dataset-not-shared') : { grant, version };
}
