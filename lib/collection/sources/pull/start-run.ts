import type { ReadingRun, RunPurpose, SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { SourceChanges } from '../ports.ts';
import { isInWindow, nextInWindow } from './due-times.ts';
import type { PullContext, StepResult } from './pull-context.ts';

/** How long replays may wait unnoticed when the message about their delivery is lost. */
const replayRecheckSeconds = 60;

/** Starts one run, however many were missed: requested by a person, then reconcile, then the regular one. */
export async function startRunIfDue(source: SourceRecord, { lease, ports }: PullContext): Promise<StepResult> {
  const now = ports.now();
  const recheckAt = source.replays.length > 0 ? secondsAfter(now, replayRecheckSeconds) : null;
  if (source.state !== 'running') return { sleepUntil: recheckAt };
  const purpose = findDuePurpose(source, now);
  if (purpose === null || !isInWindow(source.timetable, now))
    return { sleepUntil: earlierOf(nextDueAt(source, now), recheckAt) };
  const changes = startRun(source, { id: ports.newRunId(), purpose, now });
  return { source: await lease.changeIfUnchanged(source, changes) };
}

function findDuePurpose(
  { requested, nextRunAt, nextReconcileAt, watermark }: SourceRecord,
  now: Instant,
): RunPurpose | null {
  if (requested !== undefined) return requested.purpose;
  if (nextReconcileAt !== undefined && nextReconcileAt <= now && watermark !== undefined) return 'reconcile';
  return nextRunAt !== undefined && nextRunAt <= now ? 'timetable' : null;
}

/** A source without a watermark is read in full, and an open breaker lets this one run through. */
function startRun(
  { requested, watermark, declarationVersion, declaration, health }: SourceRecord,
  { id, purpose, now }: { readonly id: string; readonly purpose: RunPurpose; readonly now: Instant },
): SourceChanges {
  const from = requested?.from ?? watermark;
  const isAlwaysFull = declaration.channel === 'interface' && declaration.increment.kind === 'full';
  const run: ReadingRun = {
    id,
    purpose,
    mode: purpose === 'reconcile' || from === undefined || isAlwaysFull ? 'full' : 'increment',
    declarationVersion,
    phase: 'reading',
    by: requested?.by ?? 'timetable',
    startedAt: now,
    ...definedOnly({ from }),
    segments: [],
    pages: 0,
    rows: 0,
    bytes: 0,
    seconds: 0,
    attempts: 0,
  };
  return {
    run,
    requested: null,
    ...(health.breaker === 'open' ? { health: { ...health, breaker: 'half-open' } } : {}),
  };
}

/** The earliest due time within the allowed hours; `null` when nothing is scheduled. */
function nextDueAt({ requested, nextRunAt, nextReconcileAt, watermark, timetable }: SourceRecord, now: Instant) {
  const [first] = [
    requested === undefined ? undefined : now,
    nextRunAt,
    watermark === undefined ? undefined : nextReconcileAt,
  ]
    .flatMap((dueAt) => dueAt ?? [])
    .toSorted();
  return first === undefined ? null : nextInWindow(timetable, first < now ? now : first);
}

function earlierOf(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
