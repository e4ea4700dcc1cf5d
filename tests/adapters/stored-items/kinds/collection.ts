import { deliveryRepository } from '../../../../lib/adapters/deliveries/delivery-repository.ts';
import { linkRepository } from '../../../../lib/adapters/deliveries/link-repository.ts';
import { datasetStateRepository } from '../../../../lib/adapters/records/dataset-state-repository.ts';
import { recordVersionRepository } from '../../../../lib/adapters/records/record-version-repository.ts';
import { rejectedRowRepository } from '../../../../lib/adapters/sources/rejected-row-repository.ts';
import { sourceRepository } from '../../../../lib/adapters/sources/source-repository.ts';
import { confirmationEvent, trialEvent } from '../../../../lib/collection/deliveries/link-events.ts';
import { DeliveryRecord } from '../../../../schemas/collection/delivery-record.ts';
import type { Publication } from '../../../../schemas/records/dataset-state.ts';
import { buildSource, registrationOf } from '../../../collection/sources/build-source.ts';
import { listOf } from '../../certificates/chains.ts';
import type { Tables } from '../open-tables.ts';
import { datasets, each, early, ids, type Kind, lastLetter, later, nameOfId, names, now } from './kind.ts';

export function collectionKinds({ client, name }: Tables): Kind[] {
  const deliveries = deliveryRepository(client, { deliveries: name('deliveries'), events: name('events') });
  const links = linkRepository(client, { datasetStates: name('dataset-states'), events: name('events') });
  const key = { id: ids.b };
  const kind = {
    item: 'delivery',
    table: 'deliveries',
    write: () =>
      each((delivery) =>
        deliveries.create(
          DeliveryRecord.parse({
            id: ids[delivery],
            dataset: 'vehicles',
            department: 'public-security',
            channel: 'excel',
            mode: 'full',
            status: 'awaiting-upload',
            fileName: '车辆.xlsx',
            size: 10,
            createdBy: 'officer-1',
            createdAt: early,
            decisions: [],
            laterUploads: 0,
            annotated: 'none',
            rawKey: `deliveries/${ids[delivery]}/workbook.xlsx`,
            attempts: 0,
            loadedParts: [],
            retryAt: early,
          }),
        ),
      ),
    key,
    damage: { status: 'quarantined' },
    read: () => deliveries.read(ids.b),
    change: () => deliveries.change(ids.b, ['awaiting-upload'], { status: 'received', retryAt: early }),
  };
  const trial = { dataset: 'set-b', channel: 'excel', state: 'on-trial', since: early, firstDelivery: ids.b } as const;
  const receipt = { number: 'SJY-1', confirmedBy: 'operator-1', confirmedAt: now, records: 3 };
  return [
    {
      ...kind,
      list: async () => (await deliveries.listByDataset('vehicles', { limit: 10 })).map(({ id }) => nameOfId(id)),
    },
    { ...kind, list: async () => (await deliveries.due(now)).map(({ id }) => nameOfId(id)) },
    {
      item: 'link',
      table: 'dataset-states',
      write: () => links.beginTrial(trial, trialEvent(trial, 'public-security')),
      key: { dataset: 'set-b', item: 'link#excel' },
      damage: { state: 'suspended' },
      list: null,
      read: () => links.read('set-b'),
      change: () => links.confirm(trial, receipt, confirmationEvent(trial, 'public-security', receipt)),
    },
  ];
}

export function sourceKinds({ client, name }: Tables): Kind[] {
  const sources = sourceRepository(client, { sources: name('sources'), events: name('events') });
  const rows = rejectedRowRepository(client, name('rejected-rows'));
  const source = { dataset: 'set-b', channel: 'database' } as const;
  const kind = {
    item: 'source',
    table: 'sources',
    write: () =>
      each((one) => {
        const created = buildSource({ dataset: `set-${one}`, dueAt: early });
        return sources.create(created, registrationOf(created));
      }),
    key: source,
    damage: { state: 'migrating' },
    read: () => sources.read(source),
    change: () => sources.change(source, { dueAt: early, watermark: '7' }, { lockVersion: 1 }),
  };
  const row = (id: string) => ({
    ...source,
    id,
    kind: 'row' as const,
    delivery: ids.a,
    page: 1,
    codes: ['required-cell-empty'],
    detail: '必填项为空。',
    at: early,
  });
  return [
    { ...kind, list: async () => (await sources.list({ limit: 10 })).map(({ dataset }) => lastLetter(dataset)) },
    { ...kind, list: async () => (await sources.due(now)).map(({ dataset }) => lastLetter(dataset)) },
    {
      item: 'rejected-row',
      table: 'rejected-rows',
      write: () => rows.recordRejection(names.map(row)),
      key: { source: 'set-b#database', id: 'b' },
      damage: { kind: 'column' },
      // A page as short as an unreadable row must not look like the last one.
      list: async () => {
        const first = await rows.pending(source, { limit: 1 });
        const rest = await rows.pending(source, { limit: 2, after: first[0]?.id ?? '' });
        return [...first, ...rest].map(({ id }) => id);
      },
      read: () => rows.read(source, 'b'),
      change: () => rows.recordRejection([{ ...row('b'), delivery: ids.b }]),
    },
  ];
}

export function recordKinds({ client, name }: Tables): Kind[] {
  const records = recordVersionRepository(client, name('records'));
  const states = datasetStateRepository(client, name('dataset-states'));
  const published = (number: number): Publication => ({
    dataset: 'set-b',
    number,
    kind: 'delivery',
    at: now,
    by: 'officer-1',
    delivery: ids.a,
    seq: number,
    voided: [],
    records: 3,
  });
  const publish = async (number: number): Promise<void> => {
    const lease = await states.acquireLease('set-b', ids.a, now, later);
    await states.beginLoading('set-b', ids.a, lease?.fencingToken ?? 0, number);
    if (!(await states.publish(published(number), ids.a))) throw new Error('it was not published');
  };
  const keys = names.map((record) => ({ record, seq: 1 }));
  return [
    {
      item: 'record-version',
      table: 'records',
      write: () => records.put(keys.map((key) => ({ ...key, removed: false, values: {}, delivery: ids.a }))),
      key: { record: 'b', seq: 1 },
      damage: { values: ['x'] },
      list: async () => (await records.getMany(keys)).map(({ record }) => record),
      read: () => listOf(records.versionsOfRecord('b', 9)),
      change: null,
    },
    {
      item: 'dataset-state',
      table: 'dataset-states',
      write: () => each((one) => states.acquireLease(`set-${one}`, ids.a, early, early)),
      key: { dataset: 'set-b', item: 'state' },
      damage: { voided: 'all', publications: 'many' },
      list: async () => (await states.publicationCounts(datasets)).map(String),
      listedWithout: ['0', '0', '0'],
      read: () => states.read('set-b'),
      change: () => publish(1),
    },
    {
      item: 'publication',
      table: 'dataset-states',
      write: async () => {
        await publish(1);
        await publish(2);
      },
      key: { dataset: 'set-b', item: 'publication#000001' },
      damage: { kind: 'merge' },
      list: null,
      read: () => states.publication('set-b', 1),
      change: null,
    },
  ];
}
