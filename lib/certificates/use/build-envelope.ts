import type { Instant } from '../../../schemas/kernel/day.ts';

/** Builds the envelope of standards §3.6. Refusals are problem+json, so it always says SUCCESS. */
export function buildEnvelope(correlation: string, response: string, timestamp: Instant) {
  return { ack_code: 'SUCCESS' as const, errors: [], correlation_id: correlation, response_id: response, timestamp };
}
