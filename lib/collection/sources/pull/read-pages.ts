import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { PulledPage } from '../../../../schemas/collection/sources/pull-manifest.ts';
import type { SourceRecord, Run } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { secondsAfter } from '../../../kernel/instant.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';
import type { Clock } from '../../ports.ts';
import type { OpenSource, PullStore, SourceSettings } from '../ports.ts';
import { isInWindow } from './due-times.ts';
import { pageKey, segmentKey } from './pull-keys.ts';
import { type SourceLease, runWith } from './source-lease.ts';

export type ReadPagesPorts = Clock & {
  readonly openSource: OpenSource;
  readonly pulls: PullStore;
  readonly sourceSettings: SourceSettings;
};

/** Pages after which the place is kept at the latest: what a killed worker read since is read again. */
const maxPagesPerCheckpoint = 50;
/** Where the next page begins when there is none. */
export const endCheckpoint = 'end';

/**
 * Reads pages from where the run stands and writes each down before its place is kept. Ends when the source has no more, when time gets short, or when the
 * hours in which it may be called are over: the run then says where it stands. Throws what the source does wrong as a SourceFault, with the page.
 */
export async function readPages(
  source: SourceRecord,
  run: Run,
  version: DatasetVersion,
  lease: SourceLease,
  ports: ReadPagesPorts,
  isTimeShort: () => boolean,
): Promise<{ readonly source: SourceRecord; readonly run: Run }> {
  const session = await ports.openSource(source, version, {
    mode: run.mode,
    startedAt: run.startedAt,
    ...definedOnly({ watermark: run.from }),
  });
  let now = { source, run: session.fields === undefined ? run : { ...run, fields: [...session.fields] } };
  let segment: PulledPage[] = [];
  let startedAt = ports.now();
  const keep = async (changes: Partial<Run>) => {
    const { run: standing } = now;
    const key = segmentKey(standing.id, lease.fencingToken, standing.segments.length);
    if (segment.length > 0) await ports.pulls.writeSegment(key, segment);
    const at = ports.now();
    const next: Run = {
      ...standing,
      segments: segment.length > 0 ? [...standing.segments, key] : standing.segments,
      pages: standing.pages + segment.length,
      rows: standing.rows + segment.reduce((sum, { rows }) => sum + rows, 0),
      bytes: standing.bytes + segment.reduce((sum, { bytes }) => sum + bytes, 0),
      seconds: standing.seconds + (Date.parse(at) - Date.parse(startedAt)) / 1000,
      attempts: 0,
      ...changes,
    };
    now = { source: await lease.change(runWith(next, {})), run: next };
    segment = [];
    startedAt = at;
  };

  try {
    if (run.fields !== undefined && run.fields.join() !== session.fields?.join())
      throw new SourceFault('table-changed');
    let checkpoint = run.checkpoint ?? null;
    let keepBy = secondsAfter(startedAt, ports.sourceSettings.leaseSeconds / 3);
    for (;;) {
      const page = await session.page(checkpoint);
      const number = now.run.pages + segment.length + 1;
      if (page.rows > 0) {
        const key = pageKey(run.id, lease.fencingToken, number);
        segment.push({
          key,
          sha256: await ports.pulls.writePage(key, page.bytes),
          bytes: page.bytes.length,
          rows: page.rows,
        });
      }
      if (page.next === null) {
        await keep({
          checkpoint: endCheckpoint,
          ...definedOnly({ watermark: page.watermark }),
        });
        return now;
      }
      checkpoint = page.next;
      const over = !isInWindow(source.timetable, ports.now());
      if (over && source.channel === 'interface') throw new SourceFault('time-window-over', { page: number });
      const short = over || isTimeShort();
      if (!short && segment.length < maxPagesPerCheckpoint && ports.now() < keepBy) continue;
      await keep({ checkpoint });
      keepBy = secondsAfter(startedAt, ports.sourceSettings.leaseSeconds / 3);
      if (short || now.source.state !== 'running' || now.source.declarationVersion !== run.declarationVersion)
        return now;
    }
  } catch (error) {
    throw error instanceof SourceFault ? new FaultAtPage(error, now.run.pages + segment.length + 1, now.run) : error;
  } finally {
    await session.close();
  }
}

/** A fault of the source, and at which page of the run it came. */
export class FaultAtPage extends Error {
  readonly fault: SourceFault;
  readonly page: number;
  readonly run: Run;

  constructor(fault: SourceFault, page: number, run: Run) {
    super(fault.code, { cause: fault });
    this.name = 'FaultAtPage';
    this.fault = fault;
    this.page = page;
    this.run = run;
  }
}
