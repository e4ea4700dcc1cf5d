import { z } from 'zod';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import { RecordValues, type RecordVersion } from '../../../schemas/records/record.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import { Failure } from '../../kernel/failure.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { findNewestVisible, type RecordVersionReader } from '../../kernel/newest-visible.ts';
import { toVisibility } from '../../kernel/visibility.ts';
import type {
  Clock,
  CollectionSettings,
  DeliveryRepository,
  DatasetStateRepository,
  Messages,
  RecordVersionWriter,
  StagingStore,
} from '../ports.ts';
import { partKey } from '../staging-keys.ts';

export type LoadPartPorts = Clock & {
  readonly deliveries: DeliveryRepository;
  readonly stagingStore: Pick<StagingStore, 'readLines'>;
  readonly datasetStates: Pick<DatasetStateRepository, 'read'>;
  readonly records: Pick<RecordVersionWriter, 'put'> & RecordVersionReader;
  readonly messages: Pick<Messages, 'publish'>;
  readonly settings: Pick<CollectionSettings, 'leaseSeconds'>;
};

/** One staged record: key hash, subject hash, values (absent when it is removed), its row and page. */
export const StagedRecord = z
  .object({
    k: z.string(),
    s: z.string().optional(),
    v: RecordValues.optional(),
    r: z.int().optional(),
    p: z.int().optional(),
  })
  .strict();
export type StagedRecord = z.infer<typeof StagedRecord>;

/** Records handed to the table at a time. */
const recordBatchSize = 500;

/** Loads one part of a delivery into the table. Only ever adds the delivery's own versions, so it may be repeated, reordered and killed. */
export async function loadPart(
  message: { readonly delivery: string; readonly part: number },
  ports: LoadPartPorts,
): Promise<void> {
  const delivery = await ports.deliveries.read(message.delivery);
  if (delivery === null || delivery.status !== 'loading' || delivery.staged === undefined) return;
  if (!delivery.loadedParts.includes(message.part)) {
    for await (const versions of versionsOf(delivery, message.part, ports.stagingStore))
      await ports.records.put(await carryOverAbsentFields(versions, delivery, ports));
  }
  const after = await ports.deliveries.markPartLoaded(
    delivery.id,
    message.part,
    secondsAfter(ports.now(), ports.settings.leaseSeconds),
  );
  if (after !== null && after.loadedParts.length >= (after.staged?.parts ?? Infinity))
    await ports.messages.publish(delivery.id);
}

/**
 * A template of an older catalogue version can't say anything of a field that came later: what is held there is carried over.
 * The pointer does not move while the delivery has its place, so a repetition carries over the same; a worker that is so late that
 * it has it no more would carry over what came after it, and is stopped.
 */
async function carryOverAbsentFields(
  versions: readonly RecordVersion[],
  delivery: DeliveryRecord,
  ports: Pick<LoadPartPorts, 'datasetStates' | 'records'>,
): Promise<readonly RecordVersion[]> {
  const absent = delivery.staged?.absentFields ?? [];
  if (absent.length === 0) return versions;
  const datasetState = await ports.datasetStates.read(delivery.dataset);
  if (datasetState.loading?.delivery !== delivery.id) throw new Failure('loading-lost', { delivery: delivery.id });
  const visibility = toVisibility(datasetState);
  return await Promise.all(
    versions.map(async (version) => {
      const current = version.removed ? null : await findNewestVisible(version.record, visibility, ports.records);
      const carriedOver = Object.entries(current?.values ?? {}).filter(([field]) => absent.includes(field));
      return carriedOver.length === 0
        ? version
        : { ...version, values: { ...version.values, ...Object.fromEntries(carriedOver) } };
    }),
  );
}

/** The record versions that a staged part holds, some hundred at a time. */
export async function* versionsOf(
  delivery: DeliveryRecord,
  part: number,
  stagingStore: Pick<StagingStore, 'readLines'>,
): AsyncGenerator<RecordVersion[]> {
  const { staged, seq, dataset } = delivery;
  if (staged === undefined || seq === undefined) return;
  let batch: RecordVersion[] = [];
  for await (const line of stagingStore.readLines(partKey(staged.prefix, part))) {
    const { k, s, v, r, p } = StagedRecord.parse(JSON.parse(line));
    batch.push({
      record: `${dataset}#${k}`,
      seq,
      removed: v === undefined,
      values: v ?? {},
      delivery: delivery.id,
      ...definedOnly({ row: r, page: p }),
      ...(r === undefined || staged.sheet === undefined ? {} : { sheet: staged.sheet }),
      ...(s === undefined ? {} : { subject: `${dataset}#${s}` }),
    });
    if (batch.length === recordBatchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
