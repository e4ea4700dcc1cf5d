import type { FindingCode } from '../../../../schemas/collection/finding-severities.ts';
import type { RejectedRowRecord } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { ReplayWork } from '../../../../schemas/collection/sources/replay.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import type { RejectedRowRepository, SourceChanges, SourceKey } from '../ports.ts';
import { submitReplay, type ReplayPorts } from './submit-replay.ts';

const duplicateKey: FindingCode = 'duplicate-key';
const pageSize = 500;
/** Rows claimed between two checkpoints. */
const maxPortionRows = 5_000;
/** Time reserved for one more portion before the function times out. */
const portionReserveMs = 60_000;

type Portion = NonNullable<ReplayWork['portion']>;
type WorkingSource = SourceRecord & { readonly replayWork: ReplayWork };

/**
 * Puts all pending rows into replay deliveries, portion by portion. Each portion is written down before its rows are
 * claimed, so that another worker resumes it after a crash. Waits while a run is in progress: it may bring newer rows,
 * and wakes this work when it ends.
 */
export async function replayAll(
  key: SourceKey,
  ports: ReplayPorts,
  { remainingMs }: { readonly remainingMs: () => number },
): Promise<void> {
  for (;;) {
    const source = await ports.sources.read(key);
    const version = (await ports.publishedVersions(key.dataset)).at(-1);
    if (source === null || version === undefined || !isClaiming(source) || source.run !== undefined) return;
    if (remainingMs() < portionReserveMs) return await ports.messages.replay(key);
    if (source.replayWork.portion === undefined) await beginPortion(source, ports);
    else {
      const claimed = new Map<string, number>();
      const rows = await rowsOf(key, source.replayWork, ports.rejectedRows);
      for (const { id, pull } of source.replayWork.portion.deliveries) {
        const rejectedRows = rows.filter(
          ({ delivery, state, replay }) => delivery === pull && (state === 'pending' || replay === id),
        );
        const replay = { id, pull, rejectedRows, corrections: new Map(), by: source.replayWork.by };
        claimed.set(id, await submitReplay(source, version, replay, ports));
      }
      await endPortion(source, source.replayWork.portion, claimed, ports);
    }
  }
}

/** Whether a replay of all pending rows still has rows to claim. */
export function isClaiming(source: SourceRecord): source is WorkingSource {
  return source.replayWork?.allClaimed === false;
}

/** Writes down the next portion, or that there is none. A lost race is repeated by the caller. */
async function beginPortion(source: WorkingSource, ports: ReplayPorts): Promise<void> {
  const { replayWork: work, lockVersion, replays } = source;
  const rows: RejectedRowRecord[] = [];
  let until = work.after;
  for (;;) {
    const page = await ports.rejectedRows.pending(source, { limit: pageSize, ...definedOnly({ after: until }) });
    rows.push(...page.filter((row) => row.state === 'pending' && !isUndecided(row)));
    until = page.at(-1)?.id ?? until;
    if (page.length < pageSize || rows.length >= maxPortionRows) break;
  }
  const pulls = new Set(rows.flatMap(({ kind, delivery }) => (kind === 'row' ? [delivery] : [])));
  const deliveries = [...pulls].map((pull) => ({ id: ports.newRunId(), pull }));
  const rereads = rows.some(({ kind }) => kind === 'page') && source.state === 'running';
  const at = ports.now();
  const rereading: SourceChanges = rereads
    ? { requested: source.requested ?? { purpose: 'requested', by: work.by } }
    : {};
  const portion =
    until === undefined || until === work.after
      ? { allClaimed: true }
      : { portion: { until, deliveries }, deliveries: [...work.deliveries, ...deliveries.map(({ id }) => id)] };
  await change(
    source,
    {
      ...rereading,
      dueAt: at,
      replays: [...replays, ...deliveries.map(({ id }) => id)],
      replayWork: { ...work, ...portion, rereading: work.rereading || rereads },
      lockVersion: lockVersion + 1,
    },
    ports,
  );
  if (portion.allClaimed === true) await ports.messages.pull(source);
}

/** Replayed without its rivals, one of several rows of a record would be taken as the right one: a person names it. */
function isUndecided({ codes }: RejectedRowRecord): boolean {
  return codes.includes(duplicateKey);
}

/** The rows of the portion in progress, also those claimed before a crash. */
async function rowsOf(
  key: SourceKey,
  { after, portion }: ReplayWork,
  rejectedRows: Pick<RejectedRowRepository, 'pending'>,
): Promise<readonly RejectedRowRecord[]> {
  const rows: RejectedRowRecord[] = [];
  for (let last = after; ;) {
    const page = await rejectedRows.pending(key, { limit: pageSize, ...definedOnly({ after: last }) });
    rows.push(...page.filter((row) => row.kind === 'row' && row.id <= (portion?.until ?? '') && !isUndecided(row)));
    last = page.at(-1)?.id;
    if (page.length < pageSize || last === undefined || last > (portion?.until ?? '')) return rows;
  }
}

/** Moves the checkpoint; deliveries for which no row was left are forgotten. */
async function endPortion(
  source: WorkingSource,
  { until }: Portion,
  claimed: ReadonlyMap<string, number>,
  ports: ReplayPorts,
): Promise<void> {
  const { portion: _done, ...work } = source.replayWork;
  const isEmpty = (id: string) => claimed.get(id) === 0;
  const count = [...claimed.values()].reduce((sum, rows) => sum + rows, 0);
  await change(
    source,
    {
      replays: source.replays.filter((id) => !isEmpty(id)),
      replayWork: {
        ...work,
        after: until,
        claimed: work.claimed + count,
        deliveries: work.deliveries.filter((id) => !isEmpty(id)),
      },
      lockVersion: source.lockVersion + 1,
    },
    ports,
  );
}

async function change(source: WorkingSource, changes: SourceChanges, { sources }: ReplayPorts): Promise<void> {
  await sources.change(source, changes, { lockVersion: source.lockVersion });
}
