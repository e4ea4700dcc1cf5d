import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  UpdateCommand,
  paginateQuery,
  type DynamoDBDocumentClient,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { DatasetState, Publication } from '../../../schemas/records/dataset-state.ts';
import type { DatasetStateRepository } from '../../collection/ports.ts';
import { definedOnly } from '../../kernel/defined-only.ts';
import type { PublicationRepository } from '../../records/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';

/** The number of publications of each dataset, in their order: a hundred datasets a read. */
export type PublicationCounts = {
  readonly publicationCounts: (datasets: readonly string[]) => Promise<readonly number[]>;
};

const PublicationCountItem = z.object({ dataset: z.string(), publications: z.int().default(0) });

/** The state as it lies in the table; `latest` is the publication that the pointer stands on. */
const DatasetStateItem = z.looseObject({ latest: Publication.optional() });

/**
 * Pointer, turn and publications of each dataset:
 *
 *     dataset            | item               |
 *     resident-id-cards  | publication#000001 | …            the earlier publications, one item each
 *     resident-id-cards  | state              | publishedSeq, lastSeq, voided, loading, lease, fencingToken, …, latest
 *
 * The newest publication is part of the state, so that one conditional write moves the pointer and says so. It gets its own item before
 * the next one takes its place: a publication that was overtaken is written nowhere, and one that was in force is never overwritten.
 */
export function datasetStateRepository(
  client: DynamoDBDocumentClient,
  table: string,
): DatasetStateRepository & PublicationRepository & PublicationCounts {
  const stateKey = (dataset: string) => ({ dataset, item: 'state' });
  const publicationKey = (dataset: string, number: number) => ({
    dataset,
    item: `publication#${`${number}`.padStart(6, '0')}`,
  });

  const update = async (
    dataset: string,
    input: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ): Promise<DatasetState | null> => {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({ TableName: table, Key: stateKey(dataset), ReturnValues: 'ALL_NEW', ...input }),
      );
      return fromItem(dataset, Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  };

  const readState = async (dataset: string): Promise<Record<string, unknown> | undefined> =>
    (await client.send(new GetCommand({ TableName: table, Key: stateKey(dataset), ConsistentRead: true }))).Item;
  const readLatest = async (dataset: string): Promise<Publication | undefined> =>
    DatasetStateItem.parse((await readState(dataset)) ?? {}).latest;

  /** Those before the latest, the newest first, as far as they are asked for. */
  const earlier = async function* (latest: Publication, pageSize: number): AsyncGenerator<Publication> {
    const pages = paginateQuery(
      { client, pageSize },
      {
        TableName: table,
        KeyConditionExpression: '#dataset = :dataset AND #item BETWEEN :first AND :last',
        ExpressionAttributeNames: { '#dataset': 'dataset', '#item': 'item' },
        ExpressionAttributeValues: {
          ':dataset': latest.dataset,
          ':first': publicationKey('', 1).item,
          ':last': publicationKey('', latest.number - 1).item,
        },
        ScanIndexForward: false,
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) for (const item of Items ?? []) yield publicationFromItem(item);
  };

  /** Those in force and before, the newest first. */
  const publications = async function* (dataset: string, pageSize = 100): AsyncGenerator<Publication> {
    const latest = await readLatest(dataset);
    if (latest === undefined) return;
    yield latest;
    if (latest.number > 1) yield* earlier(latest, pageSize);
  };

  const firstPublication = async (
    dataset: string,
    fits: (publication: Publication) => boolean,
  ): Promise<Publication | null> => {
    for await (const publication of publications(dataset)) if (fits(publication)) return publication;
    return null;
  };

  /** The pointer, all that goes with it and the end of the turn, in one write, if the publication comes next and the condition holds. */
  const movePointer = async (
    publication: Publication,
    condition: string,
    names: Record<string, string>,
    values: Record<string, unknown>,
  ): Promise<boolean> => {
    const latest = await readLatest(publication.dataset);
    if ((latest?.number ?? 0) !== publication.number - 1) return false;
    if (latest !== undefined)
      await client.send(
        new PutCommand({ TableName: table, Item: { ...latest, ...publicationKey(latest.dataset, latest.number) } }),
      );
    const { seq, voided, records, number, index } = publication;
    const moved = await update(publication.dataset, {
      UpdateExpression: `SET publishedSeq = :seq, voided = :voided, records = :records, publications = :number, latest = :latest${index === undefined ? '' : ', #index = :index'} REMOVE #loading, lease${index === undefined ? ', #index' : ''}`,
      ConditionExpression: `${latest === undefined ? 'attribute_not_exists(publications)' : 'publications = :before'} AND ${condition}`,
      ExpressionAttributeNames: { '#index': 'index', '#loading': 'loading', ...names },
      ExpressionAttributeValues: {
        ':seq': seq,
        ':voided': voided,
        ':records': records,
        ':number': number,
        ':latest': publication,
        ...(latest === undefined ? {} : { ':before': latest.number }),
        ...definedOnly({ ':index': index }),
        ...values,
      },
    });
    return moved !== null;
  };

  /** Only under that fencingToken, where one is given. */
  const under = (fencingToken: number | undefined) =>
    fencingToken === undefined
      ? { condition: '', values: {} }
      : { condition: ' AND fencingToken = :fencingToken', values: { ':fencingToken': fencingToken } };

  return {
    read: async (dataset) => fromItem(dataset, await readState(dataset)),
    acquireLease: (dataset, delivery, now, until) =>
      update(dataset, {
        UpdateExpression: 'SET lease = :lease ADD fencingToken :one',
        ConditionExpression:
          '(attribute_not_exists(lease) OR lease.#until <= :now) AND (attribute_not_exists(#loading) OR #loading.delivery = :delivery)',
        ExpressionAttributeNames: { '#until': 'until', '#loading': 'loading' },
        ExpressionAttributeValues: { ':lease': { delivery, until }, ':one': 1, ':now': now, ':delivery': delivery },
      }),
    renewLease: async (dataset, delivery, fencingToken, until) =>
      (await update(dataset, {
        UpdateExpression: 'SET lease.#until = :until',
        ConditionExpression: 'lease.delivery = :delivery AND fencingToken = :fencingToken',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':until': until, ':delivery': delivery, ':fencingToken': fencingToken },
      })) !== null,
    beginLoading: async (dataset, delivery, fencingToken, seq) =>
      (await update(dataset, {
        UpdateExpression: 'SET #loading = :loading, lastSeq = :seq',
        ConditionExpression: 'lease.delivery = :delivery AND fencingToken = :fencingToken',
        ExpressionAttributeNames: { '#loading': 'loading' },
        ExpressionAttributeValues: {
          ':loading': { delivery, seq },
          ':seq': seq,
          ':delivery': delivery,
          ':fencingToken': fencingToken,
        },
      })) !== null,
    releaseLease: async (dataset, delivery, fencingToken) => {
      const { condition, values } = under(fencingToken);
      await update(dataset, {
        UpdateExpression: 'REMOVE lease',
        ConditionExpression: `lease.delivery = :delivery AND attribute_not_exists(#loading)${condition}`,
        ExpressionAttributeNames: { '#loading': 'loading' },
        ExpressionAttributeValues: { ':delivery': delivery, ...values },
      });
    },
    publish: (publication, delivery) =>
      movePointer(publication, '#loading.delivery = :delivery', {}, { ':delivery': delivery }),
    wasPublished: async (dataset, delivery) =>
      (await firstPublication(dataset, (publication) => publication.delivery === delivery)) !== null,
    abandonLoading: async (dataset, delivery, voided, fencingToken) => {
      const { condition, values } = under(fencingToken);
      await update(dataset, {
        UpdateExpression: 'SET voided = :voided REMOVE #loading, lease',
        ConditionExpression: `#loading.delivery = :delivery${condition}`,
        ExpressionAttributeNames: { '#loading': 'loading' },
        ExpressionAttributeValues: { ':voided': voided, ':delivery': delivery, ...values },
      });
    },
    publications: async (dataset, limit) => {
      const found: Publication[] = [];
      for await (const publication of publications(dataset, limit)) {
        if (found.length === limit) break;
        found.push(publication);
      }
      return found;
    },
    publication: async (dataset, number) => {
      const latest = await readLatest(dataset);
      if (latest === undefined || number > latest.number) return null;
      if (number === latest.number) return latest;
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: publicationKey(dataset, number), ConsistentRead: true }),
      );
      return Item === undefined ? null : publicationFromItem(Item);
    },
    publicationCounts: async (datasets) => {
      const states = (await batchGet(client, table, datasets.map(stateKey), ['dataset', 'publications'])).map((state) =>
        PublicationCountItem.parse(state),
      );
      const counts = new Map(states.map(({ dataset, publications: count }) => [dataset, count]));
      return datasets.map((dataset) => counts.get(dataset) ?? 0);
    },
    publicationAt: (dataset, at) => firstPublication(dataset, (publication) => publication.at <= at),
    rollBack: (publication, { lastSeq }, now) =>
      movePointer(
        publication,
        'lastSeq = :lastSeq AND attribute_not_exists(#loading) AND (attribute_not_exists(lease) OR lease.#until <= :now)',
        { '#until': 'until' },
        { ':lastSeq': lastSeq, ':now': now },
      ),
  };
}

function fromItem(dataset: string, item: Record<string, unknown> | undefined): DatasetState {
  const { item: _item, latest: _latest, ...state } = item ?? {};
  return DatasetState.parse({
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

function publicationFromItem({ item: _item, ...publication }: Record<string, unknown>): Publication {
  return Publication.parse(publication);
}
