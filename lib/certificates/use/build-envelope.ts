import type { Instant } from '../../../schemas/kernel/day.ts';

/**
 * The frame of an answer by standards §3.6. `correlation` is the asker's request id, `response` the id of the trace: whoever asks about an answer
 * later names it. Refusals do not come in it, so that it always says success.
 */
export function buildEnvelope(correlation: string, response: string, timestamp: Instant) {
  return { ack_code: 'SUCCESS' as const, errors: [], correlation_id: correlation, response_id: response, timestamp };
}
