import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Instant } from '../../../schemas/kernel/day.ts';
import { DatasetState, type Publication } from '../../../schemas/records/dataset-state.ts';
import type { DatasetStateRepository } from '../../collection/ports.ts';
import type { PublicationRepository } from '../../records/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { getItem, putItem, updateItem, type ItemUpdate } from '../dynamodb/items.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Condition, Item, Table } from '../dynamodb/table.ts';
import {
  findPublication,
  publicationFromItem,
  publicationKey,
  readLatest,
  readLatestAsStored,
  readPublications,
  stateKey,
} from './publication-items.ts';

export type PublicationCounts = {
  /** Keeps the order of the datasets; reads 100 at once. */
  readonly publicationCounts: (datasets: readonly string[]) => Promise<readonly number[]>;
};

export type DatasetSizes = {
  /**
   * How many publications and records each dataset has; none before the first delivery. Leaves out datasets whose state
   * this version cannot read; reads 100 at once.
   */
  readonly sizes: (
    datasets: readonly string[],
  ) => Promise<ReadonlyMap<string, { readonly publications: number; readonly records: number }>>;
};

export type LastPublished = {
  /** When the publication in force was made; datasets without one are left out. Reads 100 at once. */
  readonly lastPublished: (datasets: readonly string[]) => Promise<ReadonlyMap<string, Instant>>;
};

const LastPublishedItem = z.object({ dataset: z.string(), latest: z.object({ at: Instant }).optional() });
const SizeItem = z.object({
  dataset: z.string(),
  publications: z.int().default(0),
  records: z.int().default(0),
});
const PublicationCountItem = z.object({ dataset: z.string(), publications: z.int().default(0) });
const key = ['dataset', 'item'] as const;
const publicationCountItem = storedItem({
  name: 'dataset-state',
  key,
  parse: (item) => PublicationCountItem.parse(item),
});
const sizeItem = storedItem({ name: 'dataset-state', key, parse: (item) => SizeItem.parse(item) });
const lastPublishedItem = storedItem({
  name: 'dataset-state',
  key,
  parse: (item) => LastPublishedItem.parse(item),
});
const stateItem = storedItem({ name: 'dataset-state', key, parse: toState });

/**
 * Pointer, lease and publications of each dataset:
 *
 *     dataset            | item               |
 *     resident-id-cards  | publication#000001 | …            the earlier publications, one item each
 *     resident-id-cards  | state              | publishedSeq, lastSeq, voided, loading, lease, fencingToken, …, latest
 *
 * One conditional write moves the pointer and records the newest publication, `latest`. It gets an item of its own
 * before the next replaces it.
 */
export function datasetStateRepository(
  client: DynamoDBDocumentClient,
  name: string,
): DatasetStateRepository & PublicationRepository & PublicationCounts & DatasetSizes & LastPublished {
  const table = { client, name };
  return {
    read: async (dataset) => fromItem(dataset, await getItem(table, stateKey(dataset))),
    ...leases(table),
    ...loading(table),
    ...publishing(table),
    ...publicationReads(table),
  };
}

const leaseIsFree = '(attribute_not_exists(#lease) OR #lease.#until <= :now)';

type Leases = Pick<DatasetStateRepository, 'acquireLease' | 'renewLease' | 'releaseLease'>;

function leases(table: Table): Leases {
  return {
    acquireLease: async (dataset, delivery, now, until) => {
      const item = await updateState(table, dataset, {
        set: { lease: { delivery, until } },
        add: { fencingToken: 1 },
        condition: {
          expression: `${leaseIsFree} AND (attribute_not_exists(#loading) OR #loading.#delivery = :delivery)`,
          values: { now, delivery },
        },
      });
      return item === null ? null : fromItem(dataset, item);
    },
    renewLease: async (dataset, delivery, fencingToken, until) => {
      const condition = holdingLease(delivery, fencingToken);
      return (await updateState(table, dataset, { set: { 'lease.until': until }, condition })) !== null;
    },
    releaseLease: async (dataset, delivery, fencingToken) => {
      const { expression, values } = holdingLease(delivery, fencingToken);
      await updateState(table, dataset, {
        set: { lease: null },
        condition: { expression: `${expression} AND attribute_not_exists(#loading)`, values },
      });
    },
  };
}

type Loading = Pick<DatasetStateRepository, 'beginLoading' | 'abandonLoading'>;

function loading(table: Table): Loading {
  return {
    beginLoading: async (dataset, delivery, fencingToken, seq) => {
      const begun = await updateState(table, dataset, {
        set: { loading: { delivery, seq }, lastSeq: seq },
        condition: holdingLease(delivery, fencingToken),
      });
      return begun !== null;
    },
    abandonLoading: async (dataset, delivery, voided, fencingToken) => {
      await updateState(table, dataset, {
        set: { voided, loading: null, lease: null },
        condition: underFencingToken(
          { expression: '#loading.#delivery = :delivery', values: { delivery } },
          fencingToken,
        ),
      });
    },
  };
}

type ConditionWithValues = Required<Condition>;

function holdingLease(delivery: string, fencingToken: number | undefined): ConditionWithValues {
  return underFencingToken({ expression: '#lease.#delivery = :delivery', values: { delivery } }, fencingToken);
}

function underFencingToken(condition: ConditionWithValues, fencingToken: number | undefined): ConditionWithValues {
  if (fencingToken === undefined) return condition;
  const { expression, values } = condition;
  return { expression: `${expression} AND #fencingToken = :fencingToken`, values: { ...values, fencingToken } };
}

type Publishing = Pick<DatasetStateRepository & PublicationRepository, 'publish' | 'rollBack'>;

function publishing(table: Table): Publishing {
  return {
    publish: (publication, delivery) =>
      movePointer(table, publication, { expression: '#loading.#delivery = :delivery', values: { delivery } }),
    rollBack: (publication, { lastSeq }, now) =>
      movePointer(table, publication, {
        expression: `#lastSeq = :lastSeq AND attribute_not_exists(#loading) AND ${leaseIsFree}`,
        values: { lastSeq, now },
      }),
  };
}

/** Moves the pointer and ends loading and lease in one write, if the publication is the next one. */
async function movePointer(table: Table, publication: Publication, condition: Condition): Promise<boolean> {
  const { dataset, seq, voided, records, number, index = null } = publication;
  const stored = await readLatestAsStored(table, dataset);
  const latest = stored === undefined ? undefined : publicationFromItem(stored);
  if ((latest?.number ?? 0) !== number - 1) return false;
  if (latest !== undefined) await putItem(table, { ...stored, ...publicationKey(dataset, latest.number) });
  const isNext =
    latest === undefined
      ? { expression: 'attribute_not_exists(#publications)', values: {} }
      : { expression: '#publications = :before', values: { before: latest.number } };
  const moved = await updateState(table, dataset, {
    set: {
      publishedSeq: seq,
      voided,
      records,
      publications: number,
      latest: publication,
      index,
      loading: null,
      lease: null,
    },
    condition: {
      expression: `${isNext.expression} AND ${condition.expression}`,
      values: { ...isNext.values, ...condition.values },
    },
  });
  return moved !== null;
}

type PublicationReads = Pick<
  DatasetStateRepository & PublicationRepository & PublicationCounts & DatasetSizes & LastPublished,
  | 'lastPublished'
  | 'wasPublished'
  | 'publicationsSince'
  | 'publications'
  | 'publication'
  | 'publicationAt'
  | 'publicationCounts'
  | 'sizes'
>;

function publicationReads(table: Table): PublicationReads {
  return {
    wasPublished: async (dataset, delivery) =>
      (await findPublication(table, dataset, (publication) => publication.delivery === delivery)) !== null,
    publicationsSince: async (dataset, since) => {
      const found: Publication[] = [];
      for await (const publication of readPublications(table, dataset)) {
        found.push(publication);
        if (publication.at < since) break;
      }
      return found;
    },
    publicationAt: (dataset, at) => findPublication(table, dataset, (publication) => publication.at <= at),
    publications: async (dataset, limit) => {
      const found: Publication[] = [];
      for await (const publication of readPublications(table, dataset, limit)) {
        if (found.length === limit) break;
        found.push(publication);
      }
      return found;
    },
    publication: async (dataset, number) => {
      const latest = await readLatest(table, dataset);
      if (latest === undefined || number > latest.number) return null;
      if (number === latest.number) return latest;
      const item = await getItem(table, publicationKey(dataset, number));
      return item === undefined ? null : publicationFromItem(item);
    },
    lastPublished: async (datasets) => {
      const items = await batchGet(table, datasets.map(stateKey), ['dataset', 'latest']);
      const states = lastPublishedItem.readAll(items);
      return new Map(states.flatMap(({ dataset, latest }) => (latest === undefined ? [] : [[dataset, latest.at]])));
    },
    sizes: async (datasets) => {
      const items = await batchGet(table, datasets.map(stateKey), ['dataset', 'publications', 'records']);
      const stored = new Map(items.map((item) => [item['dataset'], item]));
      return new Map(
        datasets.flatMap((dataset) => {
          const size = sizeItem.readOrReport(stored.get(dataset) ?? { dataset });
          return size === undefined ? [] : [[dataset, { publications: size.publications, records: size.records }]];
        }),
      );
    },
    publicationCounts: async (datasets) => {
      const items = await batchGet(table, datasets.map(stateKey), ['dataset', 'publications']);
      const states = publicationCountItem.readAll(items);
      const counts = new Map(states.map(({ dataset, publications }) => [dataset, publications]));
      return datasets.map((dataset) => counts.get(dataset) ?? 0);
    },
  };
}

function updateState(table: Table, dataset: string, update: ItemUpdate): Promise<Item | null> {
  return updateItem(table, stateKey(dataset), update);
}

function fromItem(dataset: string, item: Item | undefined): DatasetState {
  return stateItem.read({ ...item, dataset });
}

function toState({ item: _item, latest: _latest, dataset, ...state }: Item): DatasetState {
  return parseTolerantly(DatasetState, {
    publishedSeq: 0,
    lastSeq: 0,
    voided: [],
    records: 0,
    publications: 0,
    fencingToken: 0,
    ...state,
    dataset,
  });
}
