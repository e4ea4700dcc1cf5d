import type { LoadingDelivery } from '../../../schemas/collection/delivery-record.ts';
import type { RecordVersion } from '../../../schemas/records/record.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { findNewestVisible, type RecordVersionReader } from '../../kernel/newest-visible.ts';
import { toVisibility } from '../../kernel/visibility.ts';
import { countAttempt } from '../deliveries/attempts.ts';
import { orderNextPart } from '../deliveries/resume-loading.ts';
import type {
  Clock,
  CollectionSettings,
  DeliveryRepository,
  DatasetStateRepository,
  Messages,
  RecordVersionWriter,
  StagingStore,
} from '../ports.ts';
import { readVersions } from '../staging.ts';

export type LoadPartPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
  readonly datasetStates: Pick<DatasetStateRepository, 'read'>;
  readonly records: Pick<RecordVersionWriter, 'put'> & RecordVersionReader;
  readonly messages: Pick<Messages, 'loadParts' | 'publish'>;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds' | 'partsInFlight'>;
};

/** Writes one part's record versions, then orders the next part. Idempotent, in any order of the parts. */
export async function loadPart(
  message: { readonly delivery: string; readonly part: number },
  ports: LoadPartPorts,
): Promise<void> {
  const delivery = await ports.deliveries.read(message.delivery);
  if (delivery === null || delivery.status !== 'loading') return;
  if (delivery.loadedParts.includes(message.part)) return await repeatPublishing(delivery, ports);
  await countAttempt(delivery, ports, async (keepAlive) => {
    for await (const versions of readVersions(delivery, message.part, ports.stagingStore)) {
      await keepAlive();
      await ports.records.put(await carryOverAbsentFields(versions, delivery, ports));
    }
    const retryAt = secondsAfter(ports.now(), ports.settings.leaseSeconds);
    const loaded = await ports.deliveries.markPartLoaded(delivery.id, message.part, retryAt);
    if (loaded !== null) await orderNextPart(loaded, ports);
  });
}

/** A repeated message orders no further part, or duplicates would multiply; the last one's worker may have died. */
async function repeatPublishing({ id, loadedParts, staged }: LoadingDelivery, ports: LoadPartPorts): Promise<void> {
  if (loadedParts.length >= staged.parts) await ports.messages.publish(id);
}

/** Copies the visible values of absent fields. Throws `loading-lost` to a late worker, which would copy newer ones. */
async function carryOverAbsentFields(
  versions: readonly RecordVersion[],
  { id, dataset, staged }: LoadingDelivery,
  ports: Pick<LoadPartPorts, 'datasetStates' | 'records'>,
): Promise<readonly RecordVersion[]> {
  if (staged.absentFields.length === 0) return versions;
  const datasetState = await ports.datasetStates.read(dataset);
  if (datasetState.loading?.delivery !== id) throw new Failure('loading-lost', { delivery: id });
  const visibility = toVisibility(datasetState);
  const absent = new Set(staged.absentFields);
  return await Promise.all(
    versions.map(async (version) => {
      const current = version.removed ? null : await findNewestVisible(version.record, visibility, ports.records);
      const carriedOver = Object.entries(current?.values ?? {}).filter(([field]) => absent.has(field));
      return { ...version, values: { ...version.values, ...Object.fromEntries(carriedOver) } };
    }),
  );
}
