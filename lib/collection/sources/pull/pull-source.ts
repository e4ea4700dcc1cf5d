import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { SourceRecord, Run } from '../../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../../schemas/kernel/day.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { CataloguePorts } from '../../ports.ts';
import type { SourceKey } from '../ports.ts';
import { finishReplays } from '../rejected-rows/finish-replays.ts';
import { resolvePages } from '../rejected-rows/record-rejected-rows.ts';
import { isInWindow, nextInWindow } from './due-times.ts';
import { finishRun, checkDelivery, type FinishRunPorts, type StepResult } from './finish-run.ts';
import { unreadPageKey } from './pull-keys.ts';
import { FaultAtPage, endCheckpoint, readPages, type ReadPagesPorts } from './read-pages.ts';
import { changesAfterSuccess, retryTimes } from './run-outcome.ts';
import { healthAfterFailure } from './source-health.ts';
import { acquireSourceLease, runWith, type SourceLease, type SourceLeasePorts } from './source-lease.ts';
import { submitDelivery, writePullManifest, type SubmitDeliveryPorts } from './submit-delivery.ts';

export type PullPorts = SourceLeasePorts &
  ReadPagesPorts &
  SubmitDeliveryPorts &
  FinishRunPorts &
  Pick<CataloguePorts, 'publishedVersions'> & { readonly newRunId: () => string };

/** Milliseconds that a worker keeps for putting its place down, before the function is stopped. */
const checkpointReserveMs = 20_000;
/** Seconds after which replays are looked at again that nobody told about, and a source without a catalogue entry. */
const [recheckSeconds, withdrawnRecheckSeconds] = [60, 3_600];

/**
 * Moves a source on as far as it goes: begins a run that is due, reads its pages, hands them over as a delivery, and when that has settled closes the run.
 * Each step is put down by one conditional write of the source. A worker may die anywhere: the next one goes on, and what was read twice is written twice
 * into different places, one of which is read.
 */
export async function pullSource(
  key: SourceKey,
  ports: PullPorts,
  facts: { readonly remainingMs: () => number },
): Promise<void> {
  const begun = await acquireSourceLease(key, ports);
  if (begun === null) return;
  const { lease } = begun;
  const isTimeShort = () => facts.remainingMs() < checkpointReserveMs;
  let { source } = begun;
  for (;;) {
    const result = await step(source, lease, ports, isTimeShort);
    if ('sleepUntil' in result) {
      const wakeRequested = await lease.sleepUntil(result.sleepUntil);
      if (wakeRequested === null) return;
      source = wakeRequested;
    } else ({ source } = result);
    if (isTimeShort()) {
      await lease.sleepUntil(ports.now());
      return await ports.messages.pull(key);
    }
  }
}

async function step(
  given: SourceRecord,
  lease: SourceLease,
  ports: PullPorts,
  isTimeShort: () => boolean,
): Promise<StepResult> {
  const version = (await ports.publishedVersions(given.dataset)).at(-1);
  // Withdrawn from the catalogue; it may be published again.
  if (version === undefined) return { sleepUntil: secondsAfter(ports.now(), withdrawnRecheckSeconds) };
  const source = await finishReplays(given, lease, ports);
  const { run } = source;
  if (run === undefined) return await startDueRun(source, lease, ports);
  switch (run.phase) {
    case 'reading':
      return await resumeReading(source, run, version, lease, ports, isTimeShort);
    case 'submitting':
      await submitDelivery(source, run, version, ports);
      return { source: await lease.change(runWith(run, { phase: 'awaiting-delivery' })) };
    case 'awaiting-delivery':
      return await checkDelivery(source, run, lease, ports);
    case 'finishing':
      return await finishRun(source, run, version, lease, ports, isTimeShort);
  }
}

/** Begins the run that is due: one that a person asked for, the comparison of everything, or the regular one. However many were missed, it is one. */
async function startDueRun(source: SourceRecord, lease: SourceLease, ports: PullPorts): Promise<StepResult> {
  const now = ports.now();
  if (source.state !== 'running')
    return { sleepUntil: source.replays.length > 0 ? secondsAfter(now, recheckSeconds) : null };
  const { requested, nextRunAt, nextReconcileAt } = source;
  const wanted =
    requested !== undefined
      ? requested.purpose
      : nextReconcileAt !== undefined && nextReconcileAt <= now && source.watermark !== undefined
        ? 'reconcile'
        : nextRunAt !== undefined && nextRunAt <= now
          ? 'timetable'
          : null;
  if (wanted === null || !isInWindow(source.timetable, now)) return { sleepUntil: nextDueAt(source, now) };
  const from = requested?.from ?? source.watermark;
  const full = wanted === 'reconcile' || from === undefined || isAlwaysFull(source);
  const run: Run = {
    id: ports.newRunId(),
    purpose: wanted,
    mode: full ? 'full' : 'increment',
    declarationVersion: source.declarationVersion,
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
    acknowledged: 0,
  };
  const { breaker } = source.health;
  return {
    source: await lease.changeIfUnchanged(source, {
      run,
      requested: null,
      ...(breaker === 'open' ? { health: { ...source.health, breaker: 'half-open' } } : {}),
    }),
  };
}

function isAlwaysFull({ declaration }: SourceRecord): boolean {
  return declaration.channel === 'interface' && declaration.increment.kind === 'full';
}

/** When something of the source is due next, within the hours in which it may be called. */
function nextDueAt(source: SourceRecord, now: Instant): Instant | null {
  const moments = [
    source.requested === undefined ? undefined : now,
    source.nextRunAt,
    source.watermark === undefined ? undefined : source.nextReconcileAt,
  ].flatMap((moment) => moment ?? []);
  const first = moments.toSorted()[0];
  if (first === undefined) return source.replays.length > 0 ? secondsAfter(now, recheckSeconds) : null;
  const due = nextInWindow(source.timetable, first < now ? now : first);
  return source.replays.length > 0 && due > secondsAfter(now, recheckSeconds) ? secondsAfter(now, recheckSeconds) : due;
}

async function resumeReading(
  source: SourceRecord,
  run: Run,
  version: DatasetVersion,
  lease: SourceLease,
  ports: PullPorts,
  isTimeShort: () => boolean,
): Promise<StepResult> {
  // Paused, retired or declared anew: what was read so far is let go, and nothing of it was visible.
  if (source.state !== 'running' || source.declarationVersion !== run.declarationVersion)
    return { source: await lease.change({ run: null }) };
  if (run.attempts >= ports.sourceSettings.attempts)
    return await failRun(
      source,
      new FaultAtPage(new SourceFault('attempts-exhausted'), run.pages + 1, run),
      lease,
      ports,
    );
  if (run.checkpoint === endCheckpoint) return await finishReading(source, run, version, lease, ports);
  if (!isInWindow(source.timetable, ports.now())) return { sleepUntil: nextInWindow(source.timetable, ports.now()) };
  const counted = { ...run, attempts: run.attempts + 1 };
  const begun = await lease.change(runWith(counted, {}));
  try {
    const read = await readPages(begun, counted, version, lease, ports, isTimeShort);
    return { source: read.source };
  } catch (error) {
    if (error instanceof SourceFault)
      return await failRun(begun, new FaultAtPage(error, counted.pages + 1, counted), lease, ports);
    if (error instanceof FaultAtPage) return await failRun(begun, error, lease, ports);
    throw error;
  }
}

/** All pages are read: the watermark moves in the same write that says that there is a delivery. Where nothing came there is none. */
async function finishReading(
  source: SourceRecord,
  run: Run,
  version: DatasetVersion,
  lease: SourceLease,
  ports: PullPorts,
): Promise<StepResult> {
  const { watermark } = run;
  const moved = watermark === undefined ? {} : { watermark };
  if (run.rows > 0) {
    await writePullManifest(source, run, version, ports);
    return { source: await lease.changeIfUnchanged(source, { ...runWith(run, { phase: 'submitting' }), ...moved }) };
  }
  if (run.mode === 'full' && source.watermark !== undefined)
    return await failRun(source, new FaultAtPage(new SourceFault('no-rows-received'), 1, run), lease, ports);
  await resolvePages(lease.key, run.id, ports);
  return {
    source: await lease.changeIfUnchanged(source, {
      ...changesAfterSuccess(source, run, null, version, ports),
      ...moved,
    }),
  };
}

/** The run is over without a delivery; records and watermark stay as they are. A page that could not be read waits as a dead letter. */
async function failRun(
  source: SourceRecord,
  { fault, page, run }: FaultAtPage,
  lease: SourceLease,
  ports: PullPorts,
): Promise<StepResult> {
  const at = ports.now();
  const { health, again } = healthAfterFailure(
    source.health,
    { code: fault.code, facts: fault.facts, retryAfterSeconds: fault.retryAfterSeconds, page },
    at,
    ports.sourceSettings.retrySeconds,
  );
  if (fault.raw !== undefined) {
    const rawKey = unreadPageKey(run.id, lease.fencingToken, page);
    await ports.pulls.writePage(rawKey, new Uint8Array(fault.raw));
    await ports.rejectedRows.recordRejection([
      {
        ...lease.key,
        id: `p${page}`,
        kind: 'page',
        delivery: run.id,
        page,
        codes: [fault.code],
        detail: health.lastFailure?.detail ?? '',
        at,
        rawKey,
      },
    ]);
  }
  return { source: await lease.changeIfUnchanged(source, { run: null, health, ...retryTimes(source, run, again) }) };
}
