import type { CertificateVersion } from '../../../schemas/certificates/certificate.ts';
import type { Refused } from '../../../schemas/kernel/refusal.ts';
import { withHeaders } from '../../../schemas/kernel/route.ts';
import { holderHashes } from '../holders.ts';
import type { CertificateHashes, Grant, Grants, UnderGrant } from '../ports.ts';
import type { AuditPorts } from './ports.ts';
import { recordUse, type RequestContext, type UseToRecord } from './record-use.ts';

export type Shown = { readonly grant: Grant; readonly version: CertificateVersion };

type Counting = AuditPorts & {
  readonly grants: Pick<Grants, 'count'>;
  readonly hashes: Pick<CertificateHashes, 'holder'>;
};

export type UnderGrants = {
  /** Those that are asked, whether or not they show anything: an exhausted quota tells of no certificate. */
  readonly asked: readonly Grant[];
  readonly shown: readonly Shown[];
  /** The keyed hash of the holder who is asked for. */
  readonly holder?: string;
};

type Counted = { readonly use: UseToRecord; readonly under: UnderGrants };

/**
 * Counts a call under each grant that it asks, leaves its audit entry, and only then makes its answer, from the entry's
 * id; or refuses by a quota, with an entry of that. Issuers have no quota.
 */
export async function answerCounted<Answer>(
  context: RequestContext,
  { use, under }: Counted,
  answer: (use: string) => Answer | Promise<Answer>,
  ports: Counting,
) {
  return await answerClaimed<Answer, never>(
    context,
    { use, under, claim: async () => await Promise.resolve(null) },
    answer,
    ports,
  );
}

/** As `answerCounted`, where the call uses something up after it is counted; `claim` leaves its own entry when it refuses. */
export async function answerClaimed<Answer, Code extends string>(
  context: RequestContext,
  { use, under, claim }: Counted & { readonly claim: () => Promise<Refused<Code> | null> },
  answer: (use: string) => Answer | Promise<Answer>,
  ports: Counting,
) {
  const uses = usesUnder(under, ports.hashes);
  const grants = uses.map(({ grant }) => grant.id);
  const entry = { ...use, ...(grants.length === 0 ? {} : { grants }) };
  const counted = await ports.grants.count(uses);
  const { headers = {}, refusal = null } = counted ?? {};
  if (refusal !== null) {
    await recordUse(context, { ...entry, results: 0, certificates: [], refusal: refusal.refused }, ports);
    return withHeaders(headers, refusal);
  }
  const claimed = await claim();
  if (claimed !== null) return withHeaders(headers, claimed);
  return withHeaders(headers, await answer(await recordUse(context, entry, ports)));
}

function usesUnder({ asked, shown, holder }: UnderGrants, hashes: Counting['hashes']): UnderGrant[] {
  const counted = new Map(
    asked.flatMap(({ counted: grant }) => (grant === undefined ? [] : [[grant.id, grant] as const])),
  );
  return [...counted.values()].map((grant) => {
    const versions = shown.filter((one) => one.grant.counted?.id === grant.id).map(({ version }) => version);
    const holders = versions.flatMap((version) => holderHashes(version, hashes));
    return {
      grant,
      rows: versions.length,
      subjects: [...new Set(holder === undefined ? holders : [holder, ...holders])],
    };
  });
}
