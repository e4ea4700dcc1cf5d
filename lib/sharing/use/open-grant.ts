import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { isRefused, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { DataUse } from '../../../schemas/sharing/data-use.ts';
import type { Grant, SharingWay } from '../../../schemas/sharing/grant.ts';
import { isPermitted } from '../../kernel/access-policy.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { dayInShanghai } from '../../kernel/instant.ts';
import { catalogueStanding } from './catalogue-standing.ts';
import { grantStatus } from './grant-status.ts';
import type { OpenGrantPorts } from './ports.ts';

export type GrantCall = {
  readonly caller: Caller;
  readonly requestId: string;
  readonly operation: string;
  readonly grant: string;
  /** `any`: what all ways have in common. */
  readonly way: SharingWay | 'any';
  readonly caseNumber?: string | undefined;
  /** Stands for the grant's when it is left out. */
  readonly matter?: string | undefined;
  /** The case was named by the call that this one follows. */
  readonly isFollowUp?: true;
};
type JudgedCall = Pick<GrantCall, 'way' | 'matter' | 'caseNumber' | 'isFollowUp'>;

export type OpenGrant = {
  readonly grant: Grant;
  /** The catalogue version in force, which may be a later one than the grant's. */
  readonly version: DatasetVersion;
  /** The audit entry so far. */
  readonly use: Omit<DataUse, 'results'>;
};

type OpenRefusal = JudgedRefusal | Refused<'grant-not-found'>;
type JudgedRefusal = Refused<
  | 'grant-not-begun'
  | 'grant-expired'
  | 'grant-revoked'
  | 'grant-suspended'
  | 'grant-superseded'
  | 'dataset-not-shared'
  | 'way-not-granted'
  | 'matter-not-granted'
  | 'case-number-missing'
>;

/**
 * Opens a grant for one call of its consumer, or refuses and leaves an audit entry of that. Whether there is a grant
 * is decided before anything else: an unknown one, and one of other departments, are refused alike.
 */
export async function openGrant(call: GrantCall, ports: OpenGrantPorts): Promise<OpenGrant | OpenRefusal> {
  const { caller, requestId, operation, caseNumber } = call;
  const asked = { caller, requestId, operation, grant: call.grant, ...definedOnly({ caseNumber }) };
  const grant = await ports.grant(call.grant);
  if (grant === null || !isPermitted(caller, 'use-grant', grant.consumer)) {
    await ports.recordUse({ ...asked, results: 0, refusal: 'grant-not-found' });
    return refused('grant-not-found');
  }
  const { dataset, provider } = grant;
  const use = { ...asked, dataset, provider, matter: grant.matter };
  const versions = await ports.publishedVersions(dataset);
  const judged = judgeGrant(grant, call, { versions, day: dayInShanghai(ports.now()) });
  if (!isRefused(judged)) return { grant, version: judged, use };
  await ports.recordUse({ ...use, results: 0, refusal: judged.refused });
  return judged;
}

/** The catalogue version in force if the grant may be used on a day, or the first reason why not. */
export function judgeGrant(
  grant: Grant,
  call: JudgedCall,
  { versions, day }: { readonly versions: readonly DatasetVersion[]; readonly day: Day },
): DatasetVersion | JudgedRefusal {
  return (
    judgeTerms(grant, call, day) ?? judgeVersions(grant, versions) ?? versions.at(-1) ?? refused('dataset-not-shared')
  );
}

/** In force and not suspended first, then way, then matter, then case. */
function judgeTerms(grant: Grant, { way, matter, caseNumber, isFollowUp }: JudgedCall, day: Day): JudgedRefusal | null {
  const status = grantStatus(grant, day);
  if (status === 'revoked') return refused('grant-revoked');
  if (status === 'not-begun') return refused('grant-not-begun', { from: grant.from });
  if (status === 'expired') return refused('grant-expired', { until: grant.until });
  if (grant.proof?.suspended !== undefined) return refused('grant-suspended');
  if (way !== 'any' && !grant.ways.includes(way)) return refused('way-not-granted');
  if (matter !== undefined && matter !== grant.matter) return refused('matter-not-granted');
  const mustNameCase = grant.caseNumbers === 'required' && way !== 'changes' && way !== 'any' && isFollowUp !== true;
  return mustNameCase && caseNumber === undefined ? refused('case-number-missing') : null;
}

export function judgeVersions(
  grant: Grant,
  versions: readonly DatasetVersion[],
): Refused<'dataset-not-shared' | 'grant-superseded'> | null {
  const { standing } = catalogueStanding(grant, versions);
  if (standing === 'withdrawn') return refused('dataset-not-shared');
  return standing === 'superseded' ? refused('grant-superseded', { version: grant.version }) : null;
}
