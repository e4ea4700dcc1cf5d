import { type SourceFaultCode, sourceFaults } from '../../../../schemas/collection/sources/source-faults.ts';
import type { SourceHealth } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { fillPhrase, type Facts } from '../../../kernel/fill-phrase.ts';
import { secondsAfter } from '../../../kernel/instant.ts';

/** Consecutive failures that open the circuit breaker. */
const breakerThreshold = 5;
/** Exponential backoff, first and longest delay, in units of `unitSeconds` (a minute unless a deployment sets it). */
const [firstRetryUnits, maxRetryUnits] = [1, 60];
/** The same while the breaker is open. */
const [firstOpenUnits, maxOpenUnits] = [15, 360];

export const initialHealth: SourceHealth = { streak: 0, breaker: 'closed', acknowledgement: 'none' };

/**
 * Retries after 1, 2, 4, 8 minutes; from the fifth failure on the breaker is open for 15, 30, … minutes up to 6 hours,
 * and then one run decides. A longer `Retry-After` of the source wins.
 */
export function healthAfterFailure(
  health: SourceHealth,
  fault: {
    readonly code: SourceFaultCode;
    readonly facts: Facts;
    readonly retryAfterSeconds?: number | undefined;
    readonly page?: number;
  },
  at: Instant,
  unitSeconds = 60,
): { readonly health: SourceHealth; readonly retryAt: Instant } {
  const failures = Math.max(0, -health.streak) + 1;
  const open = failures >= breakerThreshold;
  const units = open
    ? Math.min(maxOpenUnits, firstOpenUnits * 2 ** (failures - breakerThreshold))
    : Math.min(maxRetryUnits, firstRetryUnits * 2 ** (failures - 1));
  const retryAt = secondsAfter(at, Math.max(units * unitSeconds, fault.retryAfterSeconds ?? 0));
  const { breakerUntil: _until, waitingFor: _waiting, ...rest } = health;
  return {
    health: {
      ...rest,
      streak: -failures,
      breaker: open ? 'open' : 'closed',
      ...(open ? { breakerUntil: retryAt } : {}),
      lastFailure: {
        at,
        code: fault.code,
        detail: fillPhrase(sourceFaults[fault.code].detail, fault.facts),
        ...definedOnly({ page: fault.page }),
      },
    },
    retryAt,
  };
}

/** Closes the breaker and counts the streak. */
export function healthAfterSuccess(
  health: SourceHealth,
  success: NonNullable<SourceHealth['lastSuccess']>,
): SourceHealth {
  const { breakerUntil: _until, waitingFor: _waiting, ...rest } = health;
  return { ...rest, streak: Math.max(0, health.streak) + 1, breaker: 'closed', lastSuccess: success };
}
