import { type SourceFaultCode, sourceFaults } from '../../../../schemas/collection/sources/source-faults.ts';
import type { SourceHealth } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { fillPhrase, type Facts } from '../../../kernel/fill-phrase.ts';
import { secondsAfter } from '../../../kernel/instant.ts';

/** Failures in a row after which a source is left alone for a while. */
const breakerThreshold = 5;
/** In units of the deployment, a minute each: the first pause after a failure, doubled with each one up to the second; the same once the breaker is open. */
const [firstRetryUnits, maxRetryUnits, firstOpenUnits, maxOpenUnits] = [1, 60, 15, 360];

/** Health of a source that nobody has asked yet. */
export const initialHealth: SourceHealth = { streak: 0, breaker: 'closed', acknowledgement: 'none' };

/**
 * What a failure makes of a source's health, and when it is tried again: after 1, 2, 4, 8 minutes; from the fifth failure on the breaker is open for
 * 15, 30, … minutes up to 6 hours, and then one try decides. A source that says how long to wait is obeyed.
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
): { readonly health: SourceHealth; readonly again: Instant } {
  const failures = Math.max(0, -health.streak) + 1;
  const open = failures >= breakerThreshold;
  const minutes = open
    ? Math.min(maxOpenUnits, firstOpenUnits * 2 ** (failures - breakerThreshold))
    : Math.min(maxRetryUnits, firstRetryUnits * 2 ** (failures - 1));
  const again = secondsAfter(at, Math.max(minutes * unitSeconds, fault.retryAfterSeconds ?? 0));
  const { breakerUntil: _until, waitingFor: _waiting, ...rest } = health;
  return {
    health: {
      ...rest,
      streak: -failures,
      breaker: open ? 'open' : 'closed',
      ...(open ? { breakerUntil: again } : {}),
      lastFailure: {
        at,
        code: fault.code,
        detail: fillPhrase(sourceFaults[fault.code].detail, fault.facts),
        ...definedOnly({ page: fault.page }),
      },
    },
    again,
  };
}

/** What a success makes of it: the breaker closes. */
export function healthAfterSuccess(
  health: SourceHealth,
  success: NonNullable<SourceHealth['lastSuccess']>,
): SourceHealth {
  const { breakerUntil: _until, waitingFor: _waiting, ...rest } = health;
  return { ...rest, streak: Math.max(0, health.streak) + 1, breaker: 'closed', lastSuccess: success };
}
