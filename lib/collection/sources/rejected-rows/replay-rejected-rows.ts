import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { RejectedRowRecord } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { ReplayWork } from '../../../../schemas/collection/sources/replay.ts';
import type { replayRejectedRowsRoute } from '../../../../schemas/collection/sources/routes.ts';
import { toSource, type SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import type { Caller } from '../../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import { definedOnly } from '../../../kernel/defined-only.ts';
import { mapWithConcurrency } from '../../../kernel/map-with-concurrency.ts';
import { findSource } from '../find-source.ts';
import type { SourceKey } from '../ports.ts';
import { updateWithRetry } from '../update-source.ts';
import { isClaiming } from './replay-all.ts';
import { submitReplay, type Corrections, type Replay, type ReplayPorts } from './submit-replay.ts';

const readConcurrency = 8;

type Body = RouteInput<typeof replayRejectedRowsRoute>['body'];

/**
 * Named rows: makes one delivery per pull and skips rows that are not pending, so it is idempotent. Refuses
 * `run-in-progress`: the run may bring a newer row of the same record.
 * All pending rows: only begins the work, or joins that in progress; `replayAll` does it.
 */
export async function replayRejectedRows(
  { caller, params, body }: RouteInput<typeof replayRejectedRowsRoute>,
  ports: ReplayPorts,
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const { source, version } = known;
  if (body.rejectedRows === undefined) return await requestReplay(source, { caller, reason: body.reason }, ports);
  const corrections: Corrections = new Map(body.rejectedRows.map(({ id, correction = {} }) => [id, correction]));
  const unknownFields = findUnknownFields(corrections, version);
  if (unknownFields.length > 0) return refused('fields-unknown', { fields: unknownFields.join('、') });

  const pending = await readPending(params, body.rejectedRows, ports);
  const rows = pending.filter(({ kind }) => kind === 'row');
  const rereading = pending.length > rows.length && source.state === 'running';
  const replays = [...Map.groupBy(rows, ({ delivery }) => delivery)].map(([pull, rejectedRows]): Replay => ({
    id: ports.newRunId(),
    pull,
    rejectedRows,
    corrections,
    by: caller.subject,
  }));
  const announced = await announceReplays(source, { replays, rereading, caller, reason: body.reason }, ports);
  // A run that started meanwhile wins; finishReplays drops the announced ids.
  if (replays.length > 0 && (announced ?? source).run !== undefined) return refused('run-in-progress');
  if (announced === null) return refused('source-changed');
  let replayed = 0;
  const deliveries: string[] = [];
  for (const replay of replays) {
    const count = await submitReplay(announced, version, replay, ports);
    replayed += count;
    if (count > 0) deliveries.push(replay.id);
  }
  await ports.messages.pull(params);
  return { replayed, deliveries, rereading };
}

function findUnknownFields(corrections: Corrections, { content }: DatasetVersion): readonly string[] {
  const known = new Set(content.fields.map(({ key }) => key));
  const corrected = [...corrections.values()].flatMap((correction) => Object.keys(correction));
  return [...new Set(corrected.filter((field) => !known.has(field)))];
}

async function readPending(
  key: SourceKey,
  named: NonNullable<Body['rejectedRows']>,
  { rejectedRows }: ReplayPorts,
): Promise<readonly RejectedRowRecord[]> {
  const ids = [...new Set(named.map(({ id }) => id))];
  const read = await mapWithConcurrency(readConcurrency, ids, (id) => rejectedRows.read(key, id));
  return read.flatMap((rejectedRow) => (rejectedRow?.state === 'pending' ? [rejectedRow] : []));
}

/** A second request joins the work in progress. */
async function requestReplay(
  source: SourceRecord,
  { caller, reason }: { readonly caller: Caller; readonly reason: string },
  ports: ReplayPorts,
) {
  const at = ports.now();
  const work: ReplayWork = {
    id: ports.newRunId(),
    by: caller.subject,
    reason,
    startedAt: at,
    claimed: 0,
    rereading: false,
    allClaimed: false,
    deliveries: [],
  };
  const isInProgress = (current: SourceRecord) => {
    const { replay } = toSource(current);
    return replay !== undefined && replay.state !== 'finished';
  };
  const begun = await updateWithRetry(
    source,
    { kind: 'replayed', by: caller.subject, at, reason },
    (current) => (isInProgress(current) ? null : { replayWork: work, replayOutcomes: {}, dueAt: at }),
    ports.sources,
  );
  const current = begun ?? (await ports.sources.read(source));
  if (current === null || (begun === null && !isInProgress(current))) return refused('source-changed');
  if (isClaiming(current)) await ports.messages.replay(source);
  return { replayed: 0, deliveries: [], rereading: false, ...definedOnly({ replay: toSource(current).replay }) };
}

/** Lists the replays first: after a crash, an id without a delivery is harmless. */
async function announceReplays(
  source: SourceRecord,
  request: {
    readonly replays: readonly Replay[];
    readonly rereading: boolean;
    readonly caller: Caller;
    readonly reason: string;
  },
  ports: ReplayPorts,
): Promise<SourceRecord | null> {
  const { replays, rereading, caller, reason } = request;
  const at = ports.now();
  return await updateWithRetry(
    source,
    { kind: 'replayed', by: caller.subject, at, reason },
    (current) =>
      replays.length > 0 && current.run !== undefined
        ? null
        : {
            replays: [...current.replays, ...replays.map(({ id }) => id)],
            dueAt: at,
            ...(rereading ? { requested: current.requested ?? { purpose: 'requested', by: caller.subject } } : {}),
          },
    ports.sources,
  );
}
