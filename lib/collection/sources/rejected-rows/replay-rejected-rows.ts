import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { RejectedRowRecord } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { replayRejectedRowsRoute } from '../../../../schemas/collection/sources/routes.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { isRefused, refused } from '../../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../../schemas/kernel/route.ts';
import type { Clock, DeliveryRepository } from '../../ports.ts';
import { findSource, type FindSourcePorts } from '../find-source.ts';
import type { RejectedRowRepository, PullStore, SourceMessages, SourceSettings } from '../ports.ts';
import { manifestKey } from '../pull/pull-keys.ts';
import { buildPulledDelivery } from '../pull/submit-delivery.ts';
import { updateWithRetry } from '../update-source.ts';
import { pendingRejectedRowIds } from './record-rejected-rows.ts';

export type ReplayPorts = FindSourcePorts &
  Clock & {
    readonly rejectedRows: RejectedRowRepository;
    readonly deliveries: Pick<DeliveryRepository, 'read' | 'create'>;
    readonly pulls: Pick<PullStore, 'readManifest' | 'writeManifest'>;
    readonly messages: SourceMessages;
    readonly sourceSettings: SourceSettings;
    readonly newRunId: () => string;
  };

type Corrections = ReadonlyMap<string, Readonly<Record<string, string>>>;

/**
 * Sends rejected rows through the checks once more, with values put right where they are given: one delivery for each pull that they came with. A row that is
 * not waiting any more is passed over, so that doing it twice changes nothing. A page that could not be read is read anew by a run of the source.
 *
 * Not while a run is on its way: it may bring a newer row about the same record, which the replay of the older one would come after and replace. Of a run that
 * begins later the delivery comes later, too.
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
  const fields = new Set(version.content.fields.map(({ key }) => key));
  const unknown = [...corrections.values()]
    .flatMap((correction) => Object.keys(correction))
    .filter((field) => !fields.has(field));
  if (unknown.length > 0) return refused('fields-unknown', { fields: [...new Set(unknown)].join('、') });

  const ids =
    body.rejectedRows?.map(({ id }) => id) ??
    (await pendingRejectedRowIds(params, ports.rejectedRows, ({ state }) => state === 'pending'));
  const rejectedRows: RejectedRowRecord[] = [];
  for (const id of ids) {
    const rejectedRow = await ports.rejectedRows.read(params, id);
    if (rejectedRow?.state === 'pending') rejectedRows.push(rejectedRow);
  }
  const rows = rejectedRows.filter(({ kind }) => kind === 'row');
  const reread = rejectedRows.length > rows.length && source.state === 'running';
  const byPull = Map.groupBy(rows, ({ delivery }) => delivery);
  const replays = new Map([...byPull.keys()].map((pull) => [pull, ports.newRunId()]));
  const at = ports.now();
  // The source knows of its replays before there are any: whoever dies in between leaves one that is looked for in vain, and not one that nobody closes.
  const traced = await updateWithRetry(
    source,
    { kind: 'replayed', by: caller.subject, at, reason: body.reason },
    (now) =>
      rows.length > 0 && now.run !== undefined
        ? null
        : {
            replays: [...now.replays, ...replays.values()],
            dueAt: at,
            ...(reread ? { requested: now.requested ?? { purpose: 'requested', by: caller.subject } } : {}),
          },
    ports.sources,
  );
  // A worker may have begun a run in between: the replays noted for it will be looked for in vain.
  if (rows.length > 0 && (traced ?? source).run !== undefined) return refused('run-in-progress');
  if (traced === null) return refused('source-changed');
  let replayed = 0;
  const deliveries: string[] = [];
  for (const [pull, rejectedRows] of byPull) {
    const id = replays.get(pull) ?? '';
    const taken = await replay(traced, version, pull, id, rejectedRows, corrections, caller.subject, ports);
    replayed += taken;
    if (taken > 0) deliveries.push(id);
  }
  await ports.messages.pull(params);
  return { replayed, deliveries, rereading: reread };
}

/** One delivery of rows of one pull: its manifest points at the pages as they came, and at the rows that are meant. */
async function replay(
  source: SourceRecord,
  version: DatasetVersion,
  pull: string,
  id: string,
  rejectedRows: readonly RejectedRowRecord[],
  corrections: Corrections,
  by: string,
  ports: ReplayPorts,
): Promise<number> {
  const came = await ports.deliveries.read(pull);
  if (came === null) return 0;
  const taken: RejectedRowRecord[] = [];
  for (const rejectedRow of rejectedRows) {
    const mine = await ports.rejectedRows.claimForReplay(source, rejectedRow.id, id);
    // Rejected anew since it was looked at: its place is one in another pull now, and here it would be another record's row.
    if (mine !== null && mine.delivery !== pull) await ports.rejectedRows.reopen(source, [rejectedRow.id]);
    else if (mine !== null) taken.push(mine);
  }
  // Somebody else has taken them all up.
  if (taken.length === 0) return 0;
  const { manifest } = await ports.pulls.readManifest(came.rawKey);
  const rowAddress = ({ page, row }: RejectedRowRecord) => `${page}.${row ?? 0}`;
  await ports.pulls.writeManifest(manifestKey(id), {
    ...manifest,
    delivery: id,
    rowsOnce: false,
    only: taken.map(rowAddress),
    corrections: Object.fromEntries(
      taken.map((rejectedRow) => [
        rowAddress(rejectedRow),
        { ...manifest.corrections[rowAddress(rejectedRow)], ...corrections.get(rejectedRow.id) },
      ]),
    ),
  });
  const bytes = manifest.pages.reduce((sum, page) => sum + page.bytes, 0);
  await ports.deliveries.create(
    buildPulledDelivery(source, version, { id, mode: 'increment', bytes, by, purpose: 'replay' }, ports),
  );
  await ports.messages.ingest({ id, channel: source.channel });
  return taken.length;
}
