import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import type { Day } from '../../../schemas/kernel/day.ts';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
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
};

export type OpenGrant = {
  readonly grant: Grant;
  /** The catalogue version in force, which may be a later one than the grant's. */
  readonly version: DatasetVersion;
  /** The audit entry so far. */
  readonly use: Omit<DataUse, 'results'>;
};

type OpenRefusal = Refused<
  | 'grant-not-found'
  | 'grant-not-begun'
  | 'grant-expired'
  | 'grant-revoked'
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
  const version = versions.at(-1);
  const refusal = judgeTerms(grant, call, dayInShanghai(ports.now())) ?? judgeVersions(grant, versions);
  if (refusal === null && version !== undefined) return { grant, version, use };
  const stopped = refusal ?? refused('dataset-not-shared');
  await ports.recordUse({ ...use, results: 0, refusal: stopped.refused });
  return stopped;
}

/** In force first, then way, then matter, then case. */
function judgeTerms(grant: Grant, { way, matter, caseNumber }: GrantCall, day: Day): OpenRefusal | null {
  const status = grantStatus(grant, day);
  if (status === 'revoked') return refused('grant-revoked');
  if (status === 'not-begun') return refused('grant-not-begun', { from: grant.from });
  if (status === 'expired') return refused('grant-expired', { until: grant.until });
  if (way !== 'any' && !grant.ways.includes(way)) return refused('way-not-granted');
  if (matter !== undefined && matter !== grant.matter) return refused('matter-not-granted');
  const mustNameCase = grant.caseNumbers === 'required' && way !== 'changes' && way !== 'any';
  return mustNameCase && caseNumber === undefined ? refused('case-number-missing') : null;
}

function judgeVersions(grant: Grant, versions: readonly DatasetVersion[]): OpenRefusal | null {
  const { standing } = catalogueStanding(grant, versions);
  if (standing === 'withdrawn') return refused('dataset-not-shared');
  return standing === 'superseded' ? refused('grant-superseded', { version: grant.version }) : null;
}
