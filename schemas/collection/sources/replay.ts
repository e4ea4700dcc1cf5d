import { z } from 'zod';
import { Instant } from '../../kernel/day.ts';
import { DeliveryId } from '../delivery.ts';

/** Rows of one replay delivery, after it has settled. `reopened`: it was not published, so they are pending again. */
export const ReplayOutcome = z
  .object({
    at: Instant,
    accepted: z.int().min(0),
    rejected: z.int().min(0),
    reopened: z.int().min(0),
    /** Rejected rows by the code of each row's first finding. */
    reasons: z.record(z.string(), z.int().min(1)),
  })
  .strict();
export type ReplayOutcome = z.infer<typeof ReplayOutcome>;

/** Work of a replay of all pending rows: what a worker needs to resume after a crash. */
export const ReplayWork = z
  .object({
    id: DeliveryId,
    by: z.string(),
    reason: z.string(),
    startedAt: Instant,
    /** Rows up to this id are dealt with. */
    after: z.string().optional(),
    /** Rows from `after` up to `until` are being claimed, for these deliveries; `pull` is the rows' own. */
    portion: z
      .object({
        until: z.string(),
        deliveries: z.array(z.object({ id: DeliveryId, pull: DeliveryId }).strict()),
      })
      .strict()
      .optional(),
    claimed: z.int().min(0),
    rereading: z.boolean(),
    /** True once all rows are claimed. */
    allClaimed: z.boolean(),
    deliveries: z.array(DeliveryId),
  })
  .strict();
export type ReplayWork = z.infer<typeof ReplayWork>;

/** Progress and outcome of the newest replay of all pending rows. */
export const ReplayProgress = z
  .object({
    id: DeliveryId,
    by: z.string(),
    reason: z.string(),
    startedAt: Instant,
    finishedAt: Instant.optional(),
    /** `claiming`: rows are being put into deliveries; `replaying`: all are, and are checked again. */
    state: z.enum(['claiming', 'replaying', 'finished']),
    /** Rows in deliveries so far; at the end `accepted + rejected + reopened`. */
    replayed: z.int().min(0),
    accepted: z.int().min(0),
    rejected: z.int().min(0),
    reopened: z.int().min(0),
    reasons: z.array(z.object({ code: z.string(), rows: z.int().min(1) }).strict()),
    /** Whether unreadable pages are read again by a run of their own. */
    rereading: z.boolean(),
  })
  .strict();
export type ReplayProgress = z.infer<typeof ReplayProgress>;

/** Sums up the outcomes of the work's deliveries. */
export function toReplayProgress(
  { id, by, reason, startedAt, claimed, rereading, allClaimed, deliveries }: ReplayWork,
  outcomes: Readonly<Record<string, ReplayOutcome>>,
): ReplayProgress {
  const settled = deliveries.flatMap((delivery) => outcomes[delivery] ?? []);
  const isFinished = allClaimed && settled.length === deliveries.length;
  const sum = (count: (outcome: ReplayOutcome) => number) => settled.reduce((all, one) => all + count(one), 0);
  const reasons = new Map<string, number>();
  for (const outcome of settled)
    for (const [code, rows] of Object.entries(outcome.reasons)) reasons.set(code, (reasons.get(code) ?? 0) + rows);
  const lastAt = settled.reduce((last, { at }) => (at > last ? at : last), startedAt);
  return {
    id,
    by,
    reason,
    startedAt,
    ...(isFinished ? { finishedAt: lastAt } : {}),
    state: replayState(allClaimed, isFinished),
    replayed: claimed,
    accepted: sum(({ accepted }) => accepted),
    rejected: sum(({ rejected }) => rejected),
    reopened: sum(({ reopened }) => reopened),
    reasons: [...reasons].map(([code, rows]) => ({ code, rows })).toSorted((a, b) => b.rows - a.rows),
    rereading,
  };
}

function replayState(allClaimed: boolean, isFinished: boolean): ReplayProgress['state'] {
  if (!allClaimed) return 'claiming';
  return isFinished ? 'finished' : 'replaying';
}
