import { z } from 'zod';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { IdempotencyStore, IdempotentRequest } from '../../kernel/idempotency-store.ts';
import type { HttpResponse } from './http-response.ts';

const StoredResponse = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().exactOptional(),
  isBase64Encoded: z.boolean().exactOptional(),
});

/** Repeats the first response of a key. Only successes are stored: a corrected request may reuse the key. */
export async function runIdempotently(
  store: IdempotencyStore,
  request: IdempotentRequest,
  work: () => Promise<HttpResponse>,
): Promise<HttpResponse | Refused<'request-in-progress' | 'idempotency-key-reused'>> {
  const claim = await store.claim(request);
  if (claim.state === 'in-progress') return refused('request-in-progress');
  if (claim.state === 'reused') return refused('idempotency-key-reused');
  if (claim.state === 'answered') {
    const first = StoredResponse.parse(JSON.parse(claim.answer));
    return { ...first, headers: { ...first.headers, 'idempotency-replayed': 'true' } };
  }
  let answer: HttpResponse;
  try {
    answer = await work();
  } catch (error) {
    await store.release(request, claim.attempt);
    throw error;
  }
  if (answer.statusCode < 300) await store.complete(request, claim.attempt, JSON.stringify(answer));
  else await store.release(request, claim.attempt);
  return answer;
}
