import type { DatasetVersion } from '../../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { RejectedRowRecord } from '../../../../schemas/collection/sources/rejected-row.ts';
import type { SourceRecord } from '../../../../schemas/collection/sources/source.ts';
import { mapWithConcurrency } from '../../../kernel/map-with-concurrency.ts';
import type { Clock, DeliveryRepository } from '../../ports.ts';
import type { FindSourcePorts } from '../find-source.ts';
import type { RejectedRowRepository, PullStore, SourceKey, SourceMessages, SourceSettings } from '../ports.ts';
import { replayManifestKey } from '../pull/stored-pages.ts';
import { buildPulledDelivery } from '../pull/submit-delivery.ts';

export type ReplayPorts = FindSourcePorts &
  Clock & {
    readonly rejectedRows: RejectedRowRepository;
    readonly deliveries: Pick<DeliveryRepository, 'read' | 'create'>;
    readonly pulls: Pick<PullStore, 'readManifest' | 'writeManifest'>;
    readonly messages: SourceMessages;
    readonly sourceSettings: SourceSettings;
    readonly newRunId: () => string;
  };

const claimConcurrency = 8;

/** Maps a rejected row's id and a field key to the corrected value. */
export type Corrections = ReadonlyMap<string, Readonly<Record<string, string>>>;
/** The rows of one pull, and the delivery that replays them. */
export type Replay = {
  readonly id: string;
  readonly pull: string;
  readonly rejectedRows: readonly RejectedRowRecord[];
  readonly corrections: Corrections;
  readonly by: string;
};

/** Claims the rows and makes their delivery. Answers the number of its rows; repeating it changes nothing. */
export async function submitReplay(
  source: SourceRecord,
  version: DatasetVersion,
  replay: Replay,
  ports: ReplayPorts,
): Promise<number> {
  const [original, made] = await Promise.all([ports.deliveries.read(replay.pull), ports.deliveries.read(replay.id)]);
  if (made !== null) return await resubmit(made, ports);
  if (original === null) return 0;
  const claimed = await claimRows(source, replay, ports);
  if (claimed.length === 0) return 0;
  const { id, corrections, by } = replay;
  const { manifest } = await ports.pulls.readManifest(original.rawKey);
  const rawKey = replayManifestKey(id, ports.newRunId());
  await ports.pulls.writeManifest(rawKey, {
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
  await ports.deliveries.create({ ...buildPulledDelivery(source, version, pull, ports), rawKey });
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
  await mapWithConcurrency(claimConcurrency, rejectedRows, async (rejectedRow) => {
    const claim = await claimOnce(source, rejectedRow.id, id, ports);
    if (claim === null) return;
    if (claim.delivery === pull) claimed.push(claim);
    else await ports.rejectedRows.reopen(source, [rejectedRow.id]);
  });
  const order = new Map(rejectedRows.map((rejectedRow, i) => [rejectedRow.id, i]));
  return claimed.toSorted((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0));
}

/** A row that this replay claimed before a crash is still its own. */
async function claimOnce(
  source: SourceKey,
  row: string,
  replay: string,
  { rejectedRows }: ReplayPorts,
): Promise<RejectedRowRecord | null> {
  const claim = await rejectedRows.claimForReplay(source, row, replay);
  if (claim !== null) return claim;
  const current = await rejectedRows.read(source, row);
  return current?.state === 'replaying' && current.replay === replay ? current : null;
}

/** The delivery was made before a crash; its message may not have been sent. */
async function resubmit(made: DeliveryRecord, ports: ReplayPorts): Promise<number> {
  if (made.status === 'received') await ports.messages.ingest(made);
  const { manifest } = await ports.pulls.readManifest(made.rawKey);
  return manifest.only?.length ?? 0;
}

function rowAddress({ page, row }: RejectedRowRecord): string {
  return `${page}.${row ?? 0}`;
}
