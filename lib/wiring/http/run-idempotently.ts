import { z } from 'zod';
import { refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { KeyBook, KeyedRequest } from '../../kernel/idempotency-store.ts';
import type { HttpAnswer } from './http-response.ts';

const KeptAnswer = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()),
  body: z.string().exactOptional(),
  isBase64Encoded: z.boolean().exactOptional(),
});

/**
 * Does the work once for a key; a repeat of the same request is given the first one's answer.
 * Only good answers are kept: whoever was refused may mend the request and use the key again.
 */
export async function oncePerKey(
  book: KeyBook,
  request: KeyedRequest,
  work: () => Promise<HttpAnswer>,
): Promise<HttpAnswer | Refused<'request-in-progress' | 'idempotency-key-reused'>> {
  const claim = await book.claim(request);
  if (claim.state === 'in-progress') return refused('request-in-progress');
  if (claim.state === 'reused') return refused('idempotency-key-reused');
  if (claim.state === 'answered') {
    const first = KeptAnswer.parse(JSON.parse(claim.answer));
    return { ...first, headers: { ...first.headers, 'idempotency-replayed': 'true' } };
  }
  let answer: HttpAnswer;
  try {
    answer = await work();
  } catch (error) {
    await book.release(request, claim.attempt);
    throw error;
  }
  if (answer.statusCode < 300) await book.keep(request, claim.attempt, JSON.stringify(answer));
  else await book.release(request, claim.attempt);
  return answer;
}
