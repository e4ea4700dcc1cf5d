import type { ReadingRun, Run, RunPurpose, SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import type { SourceChanges, SourceKey } from '../ports.ts';
import { isClaiming } from '../rejected-rows/replay-all.ts';
import { finishReplays } from '../rejected-rows/settle-rejected-rows.ts';
import { isInWindow, nextInWindow } from './due-times.ts';
import { finishRun } from './finish-run.ts';
import type { PullContext, PullPorts, StepResult } from './pull-context.ts';
import { readRun } from './read-run.ts';
import { acquireSourceLease } from './source-lease.ts';
import { checkDelivery, submitRun } from './submit-delivery.ts';

const checkpointReserveMs = 20_000;
/** A withdrawn dataset is checked again: it may be published. */
const withdrawnRecheckSeconds = 3_600;

type RunIn<Phase extends Run['phase']> = Extract<Run, { readonly phase: Phase }>;
type PhaseHandlers = {
  readonly [Phase in Run['phase']]: (
    source: SourceRecord,
    run: RunIn<Phase>,
    context: PullContext,
  ) => Promise<StepResult>;
};

/** `nextRunPhases` lists the transitions. */
const phaseHandlers: PhaseHandlers = {
  reading: readRun,
  submitting: submitRun,
  'awaiting-delivery': checkDelivery,
  finishing: finishRun,
};

/**
 * Advances a source until nothing is left to do or time is up.
 * Each step is one conditional write, so that any worker can resume after a crash.
 */
export async function pullSource(
  key: SourceKey,
  ports: PullPorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  const acquired = await acquireSourceLease(key, ports);
  if (acquired === null) return;
  const { lease } = acquired;
  const isTimeShort = () => remainingMs() < checkpointReserveMs;
  let { source } = acquired;
  for (;;) {
    const version = (await ports.publishedVersions(source.dataset)).at(-1);
    const result =
      version === undefined
        ? { sleepUntil: secondsAfter(ports.now(), withdrawnRecheckSeconds) }
        : await nextState(source, { version, lease, ports, isTimeShort });
    if ('sleepUntil' in result) {
      const wakeRequested = await lease.release(result.sleepUntil);
      if (wakeRequested === null) return;
      source = wakeRequested;
    } else ({ source } = result);
    if (isTimeShort()) {
      await lease.release(ports.now());
      return await ports.messages.pull(key);
    }
  }
}

async function nextState(given: SourceRecord, context: PullContext): Promise<StepResult> {
  const source = await finishReplays(given, context.lease, context.ports);
  const { run } = source;
  return run === undefined ? await startRunIfDue(source, context) : await handlePhase(run.phase, source, run, context);
}

async function handlePhase<Phase extends Run['phase']>(
  phase: Phase,
  source: SourceRecord,
  run: RunIn<Phase>,
  context: PullContext,
): Promise<StepResult> {
  return await phaseHandlers[phase](source, run, context);
}

/** Covers a lost message about a replay's delivery. */
const replayRecheckSeconds = 60;

/** Starts one run, however many were missed. */
async function startRunIfDue(source: SourceRecord, { lease, ports }: PullContext): Promise<StepResult> {
  const now = ports.now();
  const claiming = isClaiming(source);
  // The work waited for this run's end, or its message was lost.
  if (claiming) await ports.messages.replay(lease.key);
  const recheckAt = claiming || source.replays.length > 0 ? secondsAfter(now, replayRecheckSeconds) : null;
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

/** An open breaker lets this one run through. */
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
