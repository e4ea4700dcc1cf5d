import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import { withHeaders } from '../../../schemas/kernel/route.ts';
import type { RecordDataUse } from '../../../schemas/sharing/data-use.ts';
import type { OpenGrant } from './open-grant.ts';
import { rateLimitHeaders, refuseQuota } from './quota-answer.ts';
import type { CountUse } from './usage-counting.ts';

export type AnswerUsePorts = { readonly recordUse: RecordDataUse; readonly count: CountUse };

/** What a call would answer, and what of it is counted and recorded. */
type Outcome<Answer> = {
  readonly answer: Answer;
  /** Rows of data in the answer. */
  readonly rows: number;
  /** Keyed hashes of those who were asked for, or whose data is in the answer. */
  readonly subjects: readonly string[];
  /** Records that the answer is about, if not its rows. */
  readonly results?: number;
};

/**
 * Counts a call, leaves its audit entry, and only then lets its answer go out; or refuses by the quota. What a caller
 * may read is read before, so that rows and subjects are counted as they are; a failure after counting, which is ours,
 * has counted the call.
 */
export async function answerUse<Answer>(
  { grant, use }: OpenGrant,
  { answer, rows, subjects, results = rows }: Outcome<Answer>,
  { recordUse, count }: AnswerUsePorts,
) {
  const counted = await count(grant, { rows, subjects });
  const { reached } = counted;
  if (reached !== null) {
    const { headers, refusal } = refuseQuota(grant, { ...counted, reached });
    await recordUse({ ...use, results: 0, refusal: refusal.refused });
    return withHeaders(headers, refusal);
  }
  await recordUse({ ...use, subjects, results });
  return withHeaders(rateLimitHeaders(grant, counted), answer);
}

/** Leaves an audit entry of a call that could not be answered; it is not counted. */
export async function refuseUse<Code extends string>(
  { use }: OpenGrant,
  code: Code,
  { recordUse }: Pick<AnswerUsePorts, 'recordUse'>,
): Promise<Refused<Code>> {
  await recordUse({ ...use, results: 0, refusal: code });
  return refused(code);
}
