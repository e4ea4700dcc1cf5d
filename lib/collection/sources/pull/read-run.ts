import type { ReadingRun, SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import { resolvePages } from '../rejected-rows/record-rejected-rows.ts';
import { isInWindow, nextInWindow } from './due-times.ts';
import { enterPhase } from './enter-phase.ts';
import type { PullContext, StepResult } from './pull-context.ts';
import { unreadPageKey } from './pull-keys.ts';
import { endCheckpoint, FaultAtPage, readPages } from './read-pages.ts';
import { changesAfterSuccess, retryTimes } from './run-outcome.ts';
import { healthAfterFailure } from './source-health.ts';
import { writePullManifest } from './submit-delivery.ts';

/** Phase `reading`: resumes at the checkpoint. A run is dropped when its source was paused, retired or redeclared. */
export async function readRun(source: SourceRecord, run: ReadingRun, context: PullContext): Promise<StepResult> {
  const { lease, ports } = context;
  if (source.state !== 'running' || source.declarationVersion !== run.declarationVersion)
    return { source: await lease.change({ run: null }) };
  if (run.attempts >= ports.sourceSettings.attempts)
    return await failRun(source, new FaultAtPage(new SourceFault('attempts-exhausted'), run.pages + 1, run), context);
  if (run.checkpoint === endCheckpoint) return await endReading(source, run, context);
  if (!isInWindow(source.timetable, ports.now())) return { sleepUntil: nextInWindow(source.timetable, ports.now()) };
  const attempt = { ...run, attempts: run.attempts + 1 };
  const started = await lease.change({ run: attempt });
  try {
    const read = await readPages(started, attempt, context);
    return { source: read.source };
  } catch (error) {
    if (error instanceof SourceFault)
      return await failRun(started, new FaultAtPage(error, attempt.pages + 1, attempt), context);
    if (error instanceof FaultAtPage) return await failRun(started, error, context);
    throw error;
  }
}

/** Moves the watermark in the same write that names the delivery. A run without rows makes no delivery. */
async function endReading(source: SourceRecord, run: ReadingRun, context: PullContext): Promise<StepResult> {
  const { lease, ports, version } = context;
  const moved = definedOnly({ watermark: run.watermark });
  if (run.rows > 0) {
    await writePullManifest(source, run, { version, ports });
    return { source: await lease.changeIfUnchanged(source, { ...enterPhase(run, 'submitting'), ...moved }) };
  }
  // An empty full pull must not wipe the records.
  if (run.mode === 'full' && source.watermark !== undefined)
    return await failRun(source, new FaultAtPage(new SourceFault('no-rows-received'), 1, run), context);
  await resolvePages(lease.key, run.id, ports);
  const changes = changesAfterSuccess(source, { run, delivery: null, version }, ports);
  return { source: await lease.changeIfUnchanged(source, { ...changes, ...moved }) };
}

/** Ends the run without a delivery; records and watermark stay. An unreadable page is recorded as rejected. */
async function failRun(
  source: SourceRecord,
  { fault, page, run }: FaultAtPage,
  { lease, ports }: PullContext,
): Promise<StepResult> {
  const at = ports.now();
  const { health, retryAt } = healthAfterFailure(
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
  return { source: await lease.changeIfUnchanged(source, { run: null, health, ...retryTimes(source, run, retryAt) }) };
}
