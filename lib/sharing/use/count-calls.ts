import type { Grant } from '../../../schemas/sharing/grant.ts';
import { mapWithConcurrency } from '../../kernel/map-with-concurrency.ts';
import { rateLimitHeaders, refuseQuota } from './quota-answer.ts';
import type { CountedUse, CountUse } from './usage-counting.ts';

type CallUnderGrant = {
  readonly grant: Pick<Grant, 'id' | 'quota'>;
  readonly rows: number;
  readonly subjects: readonly string[];
};
type Counted = CallUnderGrant & { readonly counted: CountedUse };

const concurrency = 16;

/**
 * Counts one call under each grant that it asks; `null` where it asks none. The headers are those of the grant with the
 * fewest calls left today. Beyond one quota the whole call is refused; under the others it has been counted.
 */
export async function countCalls(calls: readonly CallUnderGrant[], count: CountUse) {
  const all = await mapWithConcurrency(concurrency, calls, async (call) => ({
    ...call,
    counted: await count(call.grant, call),
  }));
  for (const { grant, counted } of all) {
    const { reached } = counted;
    if (reached !== null) return refuseQuota(grant, { ...counted, reached });
  }
  const [fewest] = all.toSorted((one, other) => callsLeft(one) - callsLeft(other));
  return fewest === undefined ? null : { headers: rateLimitHeaders(fewest.grant, fewest.counted), refusal: null };
}

const callsLeft = ({ grant, counted }: Counted) => grant.quota.calls - counted.usage.calls;
