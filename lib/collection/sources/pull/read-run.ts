import type { PulledPage } from '../../../../schemas/collection/sources/pull-manifest.ts';
import { type ReadingRun, type SourceRecord, enterPhase } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { Clock } from '../../ports.ts';
import type { OpenSource, PullStore, SourceSettings } from '../ports.ts';
import { resolvePages } from '../rejected-rows/settle-rejected-rows.ts';
import { healthEvent } from '../source-events.ts';
import { isInWindow, nextInWindow } from './due-times.ts';
import type { PullContext, StepResult } from './pull-context.ts';
import { changesAfterSuccess, healthAfterFailure, retryTimes } from './run-outcome.ts';
import type { SourceLease } from './source-lease.ts';
import type { SourcePage, SourceSession } from './source-session.ts';
import { pageKey, segmentKey, unreadPageKey } from './stored-pages.ts';
import { writePullManifest } from './submit-delivery.ts';

/** Handles phase `reading`. Drops the run of a source paused, retired or redeclared. */
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

/** Moves the watermark in the same write that names the delivery. */
async function endReading(source: SourceRecord, run: ReadingRun, context: PullContext): Promise<StepResult> {
  const { lease, ports, version } = context;
  const moved = definedOnly({ watermark: run.watermark });
  if (run.rows > 0) {
    await writePullManifest(source, run, { version, ports });
    return { source: await lease.changeIfUnchanged(source, { ...enterPhase(run, 'submitting'), ...moved }) };
  }
  if (run.mode === 'full' && source.watermark !== undefined)
    return await failRun(source, new FaultAtPage(new SourceFault('no-rows-received'), 1, run), context);
  await resolvePages(lease.key, run.id, ports);
  const changes = changesAfterSuccess(source, { run, delivery: null, version }, ports);
  return { source: await lease.changeIfUnchanged(source, { ...changes, ...moved }) };
}

/** Leaves records and watermark as they are. */
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
  const changes = { run: null, health, ...retryTimes(source, run, retryAt), ...healthEvent(source, health, at) };
  return { source: await lease.changeIfUnchanged(source, changes) };
}

type ReadPagesPorts = Clock & {
  readonly openSource: OpenSource;
  readonly pulls: PullStore;
  readonly sourceSettings: SourceSettings;
};
type ReadContext = PullContext<ReadPagesPorts>;
type Progress = { readonly source: SourceRecord; readonly run: ReadingRun };

/** A killed worker's successor reads these pages again. */
const maxPagesPerCheckpoint = 50;
export const endCheckpoint = 'end';

/** Stores each page before the checkpoint that covers it. Throws a `FaultAtPage`. */
export async function readPages(source: SourceRecord, run: ReadingRun, context: ReadContext): Promise<Progress> {
  const session = await context.ports.openSource(source, context.version, {
    mode: run.mode,
    startedAt: run.startedAt,
    ...definedOnly({ watermark: run.from }),
  });
  const fields = session.fields === undefined ? run.fields : [...session.fields];
  const writer = new CheckpointWriter({ source, run: { ...run, ...definedOnly({ fields }) } }, context);
  try {
    if (run.fields !== undefined && run.fields.join() !== session.fields?.join())
      throw new SourceFault('table-changed');
    return await storePages(session, writer, context);
  } catch (error) {
    throw error instanceof SourceFault ? new FaultAtPage(error, writer.nextPage, writer.progress.run) : error;
  } finally {
    await session.close();
  }
}

async function storePages(session: SourceSession, writer: CheckpointWriter, context: ReadContext): Promise<Progress> {
  const { source, run } = writer.progress;
  let checkpoint = run.checkpoint ?? null;
  for (;;) {
    const pageNumber = writer.nextPage;
    const page = await session.page(checkpoint);
    await writer.store(page);
    if (page.next === null)
      return await writer.write({ checkpoint: endCheckpoint, ...definedOnly({ watermark: page.watermark }) });
    checkpoint = page.next;
    const isWindowOver = !isInWindow(source.timetable, context.ports.now());
    // An interface's cursor does not survive until the next window.
    if (isWindowOver && source.channel === 'interface') throw new SourceFault('time-window-over', { page: pageNumber });
    const mustStop = isWindowOver || context.isTimeShort();
    if (!mustStop && !writer.isDue()) continue;
    const written = await writer.write({ checkpoint });
    if (mustStop || !isStillWanted(written)) return written;
  }
}

function isStillWanted({ source, run }: Progress): boolean {
  return source.state === 'running' && source.declarationVersion === run.declarationVersion;
}

class CheckpointWriter {
  progress: Progress;
  readonly #lease: SourceLease;
  readonly #ports: ReadPagesPorts;
  #segment: PulledPage[] = [];
  #startedAt: string;
  #dueAt: string;

  constructor(progress: Progress, { lease, ports }: ReadContext) {
    this.progress = progress;
    this.#lease = lease;
    this.#ports = ports;
    this.#startedAt = ports.now();
    this.#dueAt = this.#nextDueAt();
  }

  /** Counts pages from 1 over the whole run. */
  get nextPage(): number {
    return this.progress.run.pages + this.#segment.length + 1;
  }

  /** True after 50 pages or a third of the lease. */
  isDue(): boolean {
    return this.#segment.length >= maxPagesPerCheckpoint || this.#ports.now() >= this.#dueAt;
  }

  /** Skips a page without rows. */
  async store({ bytes, rows }: SourcePage): Promise<void> {
    if (rows === 0) return;
    const key = pageKey(this.progress.run.id, this.#lease.fencingToken, this.nextPage);
    const sha256 = await this.#ports.pulls.writePage(key, bytes);
    this.#segment.push({ key, sha256, bytes: bytes.length, rows });
  }

  /** Renews the lease and resets the attempts. */
  async write(changes: Pick<ReadingRun, 'checkpoint' | 'watermark'>): Promise<Progress> {
    const { run } = this.progress;
    const segment = this.#segment;
    const key = segmentKey(run.id, this.#lease.fencingToken, run.segments.length);
    if (segment.length > 0) await this.#ports.pulls.writeSegment(key, segment);
    const at = this.#ports.now();
    const next: ReadingRun = {
      ...run,
      segments: segment.length > 0 ? [...run.segments, key] : run.segments,
      pages: run.pages + segment.length,
      rows: run.rows + segment.reduce((sum, { rows }) => sum + rows, 0),
      bytes: run.bytes + segment.reduce((sum, { bytes }) => sum + bytes, 0),
      seconds: run.seconds + (Date.parse(at) - Date.parse(this.#startedAt)) / 1000,
      attempts: 0,
      ...changes,
    };
    this.progress = { source: await this.#lease.change({ run: next }), run: next };
    this.#segment = [];
    this.#startedAt = at;
    this.#dueAt = this.#nextDueAt();
    return this.progress;
  }

  #nextDueAt(): string {
    return secondsAfter(this.#startedAt, this.#ports.sourceSettings.leaseSeconds / 3);
  }
}

class FaultAtPage extends Error {
  readonly fault: SourceFault;
  readonly page: number;
  readonly run: ReadingRun;

  constructor(fault: SourceFault, page: number, run: ReadingRun) {
    super(fault.code, { cause: fault });
    this.name = 'FaultAtPage';
    this.fault = fault;
    this.page = page;
    this.run = run;
  }
}
