import type { Instant } from '../../../../schemas/kernel/day.ts';
import type { WebhookHealth } from '../../../../schemas/sharing/notice-channels.ts';
import type {
  Dispatch,
  DispatchOutcome,
  DispatchTry,
  DispatchWay,
} from '../../../../schemas/sharing/notice-dispatch.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { DispatchEnd, SendResult } from './ports.ts';

/** Seconds before each further try: some 31 hours of a webhook (Standard Webhooks), 7 of a mail. */
const delays = {
  webhook: [60, 300, 1_800, 7_200, 18_000, 36_000, 50_400],
  mail: [300, 1_800, 7_200, 18_000],
} as const satisfies Record<DispatchWay, readonly number[]>;

/** Failures in a row, and their time, after which a webhook is paused. */
const maxFailures = 20;
const maxFailingMs = 6 * 3600 * 1000;

/** What no further try would change. */
const dropped: ReadonlySet<DispatchOutcome> = new Set(['switched-off', 'notice-gone', 'mail-not-set-up']);
const gone = 410;

/** How a try ends a message; `tries` counts it. */
export function endOf({ way, tries }: Pick<Dispatch, 'way' | 'tries'>, result: SendResult, at: Instant): DispatchEnd {
  const ended: DispatchTry = { at, ...result };
  if (result.outcome === 'accepted') return { try: ended, state: 'sent' };
  if (dropped.has(result.outcome)) return { try: ended, state: 'dropped' };
  // A permanent refusal of SMTP.
  if (result.outcome === 'mail-refused' && (result.status ?? 0) >= 500) return { try: ended, state: 'failed' };
  const delay = delays[way][tries - 1];
  return delay === undefined
    ? { try: ended, state: 'failed' }
    : { try: ended, state: 'waiting', dueAt: secondsAfter(at, delay) };
}

/** The health of a webhook after a try: paused when a message was given up while all failed, or by 410 Gone. */
export function healthAfter(before: WebhookHealth, end: DispatchEnd): WebhookHealth {
  const { outcome, at, status } = end.try;
  if (outcome === 'accepted') return { failures: 0 };
  // Neither is the receiver's doing.
  if (end.state === 'dropped' || outcome === 'not-sent') return before;
  const failures = before.failures + 1;
  const failingSince = before.failingSince ?? at;
  const isTooLong = failures >= maxFailures && Date.parse(at) - Date.parse(failingSince) >= maxFailingMs;
  const isGivenUp = end.state === 'failed' && before.failingSince !== undefined;
  return {
    failures,
    failingSince,
    ...definedOnly({ pausedAt: status === gone || isTooLong || isGivenUp ? at : before.pausedAt }),
  };
}

/** The receiver does not answer: its other messages wait for the next run. */
export function isDown({ outcome, status = 0 }: SendResult): boolean {
  return (
    outcome !== 'accepted' &&
    outcome !== 'notice-gone' &&
    (outcome !== 'http-status' || status >= 500 || status === 429)
  );
}
