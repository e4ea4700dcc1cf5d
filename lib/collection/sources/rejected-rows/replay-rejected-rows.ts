import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { RejectedRowRecord } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { replayRejectedRowsRoute } from '../../../../schemas/collection/sources/routes.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import type { Caller } from '../../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import type { Clock, DeliveryRepository } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { RejectedRowRepository, PullStore, SourceKey, SourceMessages, SourceSettings } from '../ports.ts';
import { manifestKey } from '../pull/stored-pages.ts';
import { buildPulledDelivery } from '../pull/submit-delivery.ts';
import { updateWithRetry } from '../update-source.ts';
import { pendingRejectedRowIds } from './settle-rejected-rows.ts';

export type ReplayPorts = FindSourcePorts &
  Clock & {
    readonly rejectedRows: RejectedRowRepository;
    readonly deliveries: Pick<DeliveryRepository, 'read' | 'create'>;
    readonly pulls: Pick<PullStore, 'readManifest' | 'writeManifest'>;
    readonly messages: SourceMessages;
    readonly sourceSettings: SourceSettings;
    readonly newRunId: () => string;
  };

type Body = RouteInput<typeof replayRejectedRowsRoute>['body'];
/** Maps a rejected row's id and a field key to the corrected value. */
type Corrections = ReadonlyMap<string, Readonly<Record<string, string>>>;
/** The rows of one pull, and the delivery that replays them. */
type Replay = {
  readonly id: string;
  readonly pull: string;
  readonly rejectedRows: readonly RejectedRowRecord[];
  readonly corrections: Corrections;
  readonly by: string;
};

/**
 * Makes one delivery per pull and skips rows that are not pending, so it is idempotent.
 * Refuses `run-in-progress`: the run may bring a newer row of the same record.
 */
export async function replayRejectedRows(
  { caller, params, body }: RouteInput<typeof replayRejectedRowsRoute>,
  ports: ReplayPorts,
) {
  const known = await findSource(caller, params, ports);
  if (isRefused(known)) return known;
  const { source, version } = known;
  const corrections: Corrections = new Map(
    (body.rejectedRows ?? []).map(({ id, correction = {} }) => [id, correction]),
  );
  const unknownFields = findUnknownFields(corrections, version);
  if (unknownFields.length > 0) return refused('fields-unknown', { fields: unknownFields.join('、') });

  const pending = await readPending(params, body, ports);
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
  body: Body,
  { rejectedRows }: ReplayPorts,
): Promise<readonly RejectedRowRecord[]> {
  const ids =
    body.rejectedRows?.map(({ id }) => id) ??
    (await pendingRejectedRowIds(key, rejectedRows, ({ state }) => state === 'pending'));
  const pending: RejectedRowRecord[] = [];
  for (const id of ids) {
    const rejectedRow = await rejectedRows.read(key, id);
    if (rejectedRow?.state === 'pending') pending.push(rejectedRow);
  }
  return pending;
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

/** Answers the number of claimed rows. */
async function submitReplay(
  source: SourceRecord,
  version: DatasetVersion,
  replay: Replay,
  ports: ReplayPorts,
): Promise<number> {
  const original = await ports.deliveries.read(replay.pull);
  if (original === null) return 0;
  const claimed = await claimRows(source, replay, ports);
  if (claimed.length === 0) return 0;
  const { id, corrections, by } = replay;
  const { manifest } = await ports.pulls.readManifest(original.rawKey);
  await ports.pulls.writeManifest(manifestKey(id), {
    ...manifest,
    delivery: id,
    rowsOnce: false,
    only: claimed.map(rowAddress),
    corrections: Object.fromEntries(
      claimed.map((rejectedRow) => [
        rowAddress(rejectedRow),
        { ...manifest.corrections[rowAddress(rejectedRow)], ...corrections.get(rejectedRow.id) },
      ]),
    ),
  });
  const bytes = manifest.pages.reduce((sum, page) => sum + page.bytes, 0);
  const pull = { id, mode: 'increment', bytes, by, purpose: 'replay' } as const;
  await ports.deliveries.create(buildPulledDelivery(source, version, pull, ports));
  await ports.messages.ingest({ id, channel: source.channel });
  return claimed.length;
}

/** Reopens a row that a newer pull rejected again: its page and row are now those of that pull. */
async function claimRows(
  source: SourceKey,
  { id, pull, rejectedRows }: Replay,
  ports: ReplayPorts,
): Promise<readonly RejectedRowRecord[]> {
  const claimed: RejectedRowRecord[] = [];
  for (const rejectedRow of rejectedRows) {
    const claim = await ports.rejectedRows.claimForReplay(source, rejectedRow.id, id);
    if (claim === null) continue;
    if (claim.delivery === pull) claimed.push(claim);
    else await ports.rejectedRows.reopen(source, [rejectedRow.id]);
  }
  return claimed;
}

function rowAddress({ page, row }: RejectedRowRecord): string {
  return `${page}.${row ?? 0}`;
}
