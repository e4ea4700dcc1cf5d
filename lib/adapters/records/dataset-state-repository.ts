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
import { Holding, Publication } from '../../../schemas/records/dataset-state.ts';
import type { HoldingBook } from '../../collection/ports.ts';
import type { Holdings } from '../../records/ports.ts';
import { getAll } from '../dynamodb/batch-get.ts';

/** The number of publications of each dataset, in their order: a hundred datasets a read. */
export type PublicationCounts = {
  readonly publicationCounts: (datasets: readonly string[]) => Promise<readonly number[]>;
};

const Counted = z.object({ dataset: z.string(), publications: z.int().default(0) });

/** The state as it lies in the table; `latest` is the publication that the pointer stands on. */
const StoredState = z.looseObject({ latest: Publication.optional() });

/**
 * Pointer, turn and publications of each dataset:
 *
 *     dataset            | item               |
 *     resident-id-cards  | publication#000001 | …            the earlier publications, one item each
 *     resident-id-cards  | state              | publishedSeq, lastSeq, voided, loading, lease, fence, …, latest
 *
 * The newest publication is part of the state, so that one conditional write moves the pointer and says so. It gets its own item before
 * the next one takes its place: a publication that was overtaken is written nowhere, and one that was in force is never overwritten.
 */
export function holdingTable(
  client: DynamoDBDocumentClient,
  table: string,
): HoldingBook & Holdings & PublicationCounts {
  const stateKey = (dataset: string) => ({ dataset, item: 'state' });
  const publicationKey = (dataset: string, number: number) => ({
    dataset,
    item: `publication#${`${number}`.padStart(6, '0')}`,
  });

  const update = async (
    dataset: string,
    input: Omit<UpdateCommandInput, 'TableName' | 'Key'>,
  ): Promise<Holding | null> => {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({ TableName: table, Key: stateKey(dataset), ReturnValues: 'ALL_NEW', ...input }),
      );
      return holdingOf(dataset, Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  };

  const readState = async (dataset: string): Promise<Record<string, unknown> | undefined> =>
    (await client.send(new GetCommand({ TableName: table, Key: stateKey(dataset), ConsistentRead: true }))).Item;
  const latestOf = async (dataset: string): Promise<Publication | undefined> =>
    StoredState.parse((await readState(dataset)) ?? {}).latest;

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
    for await (const { Items } of pages) for (const item of Items ?? []) yield publicationOf(item);
  };

  /** Those in force and before, the newest first. */
  const publications = async function* (dataset: string, pageSize = 100): AsyncGenerator<Publication> {
    const latest = await latestOf(dataset);
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
    const latest = await latestOf(publication.dataset);
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
        ...(index === undefined ? {} : { ':index': index }),
        ...values,
      },
    });
    return moved !== null;
  };

  /** Only under that fence, where one is given. */
  const under = (fence: number | undefined) =>
    fence === undefined
      ? { condition: '', values: {} }
      : { condition: ' AND fence = :fence', values: { ':fence': fence } };

  return {
    read: async (dataset) => holdingOf(dataset, await readState(dataset)),
    beginWork: (dataset, delivery, now, until) =>
      update(dataset, {
        UpdateExpression: 'SET lease = :lease ADD fence :one',
        ConditionExpression:
          '(attribute_not_exists(lease) OR lease.#until <= :now) AND (attribute_not_exists(#loading) OR #loading.delivery = :delivery)',
        ExpressionAttributeNames: { '#until': 'until', '#loading': 'loading' },
        ExpressionAttributeValues: { ':lease': { delivery, until }, ':one': 1, ':now': now, ':delivery': delivery },
      }),
    keepWorking: async (dataset, delivery, fence, until) =>
      (await update(dataset, {
        UpdateExpression: 'SET lease.#until = :until',
        ConditionExpression: 'lease.delivery = :delivery AND fence = :fence',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':until': until, ':delivery': delivery, ':fence': fence },
      })) !== null,
    beginLoading: async (dataset, delivery, fence, seq) =>
      (await update(dataset, {
        UpdateExpression: 'SET #loading = :loading, lastSeq = :seq',
        ConditionExpression: 'lease.delivery = :delivery AND fence = :fence',
        ExpressionAttributeNames: { '#loading': 'loading' },
        ExpressionAttributeValues: {
          ':loading': { delivery, seq },
          ':seq': seq,
          ':delivery': delivery,
          ':fence': fence,
        },
      })) !== null,
    endWork: async (dataset, delivery, fence) => {
      const { condition, values } = under(fence);
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
    abandonLoading: async (dataset, delivery, voided, fence) => {
      const { condition, values } = under(fence);
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
      const latest = await latestOf(dataset);
      if (latest === undefined || number > latest.number) return null;
      if (number === latest.number) return latest;
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: publicationKey(dataset, number), ConsistentRead: true }),
      );
      return Item === undefined ? null : publicationOf(Item);
    },
    publicationCounts: async (datasets) => {
      const states = (await getAll(client, table, datasets.map(stateKey), ['dataset', 'publications'])).map((state) =>
        Counted.parse(state),
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

function holdingOf(dataset: string, item: Record<string, unknown> | undefined): Holding {
  const { item: _item, latest: _latest, ...state } = item ?? {};
  return Holding.parse({
    publishedSeq: 0,
    lastSeq: 0,
    voided: [],
    records: 0,
    publications: 0,
    fence: 0,
    ...state,
    dataset,
  });
}

function publicationOf({ item: _item, ...publication }: Record<string, unknown>): Publication {
  return Publication.parse(publication);
}
