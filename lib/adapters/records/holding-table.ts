import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { DynamoDBDocumentClient, UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import { Holding, Publication } from '../../../schemas/records/holding.ts';
import type { HoldingBook } from '../../collection/ports.ts';
import type { Holdings } from '../../records/ports.ts';

/**
 * Pointer, turn and publications of each dataset:
 *
 *     dataset            | item               |
 *     resident-id-cards  | publication#000001 | …            one for each move of the pointer
 *     resident-id-cards  | state              | publishedSeq, lastSeq, voided, loading, lease, fence, …
 */
export function holdingTable(client: DynamoDBDocumentClient, table: string): HoldingBook & Holdings {
  const stateKey = (dataset: string) => ({ dataset, item: 'state' });
  const publicationKey = (dataset: string, number: number) => ({ dataset, item: `publication#${`${number}`.padStart(6, '0')}` });

  const update = async (dataset: string, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>): Promise<Holding | null> => {
    try {
      const { Attributes } = await client.send(new UpdateCommand({ TableName: table, Key: stateKey(dataset), ReturnValues: 'ALL_NEW', ...input }));
      return holdingOf(dataset, Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  };

  const read = async (dataset: string): Promise<Holding> => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: stateKey(dataset), ConsistentRead: true }));
    return holdingOf(dataset, Item);
  };

  const writePublication = (publication: Publication) =>
    client.send(new PutCommand({ TableName: table, Item: { ...publication, ...publicationKey(publication.dataset, publication.number) } }));

  const publications = async (dataset: string, limit: number, before?: string): Promise<Publication[]> => {
    const { Items } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: '#dataset = :dataset AND begins_with(#item, :publication)',
        ...(before === undefined ? {} : { FilterExpression: '#at <= :before' }),
        ExpressionAttributeNames: { '#dataset': 'dataset', '#item': 'item', ...(before === undefined ? {} : { '#at': 'at' }) },
        ExpressionAttributeValues: { ':dataset': dataset, ':publication': 'publication#', ...(before === undefined ? {} : { ':before': before }) },
        ScanIndexForward: false,
        ConsistentRead: true,
        ...(before === undefined ? { Limit: limit } : {}),
      }),
    );
    return (Items ?? []).map(publicationOf);
  };

  return {
    read,
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
        ExpressionAttributeValues: { ':loading': { delivery, seq }, ':seq': seq, ':delivery': delivery, ':fence': fence },
      })) !== null,
    endWork: async (dataset, delivery) => {
      await update(dataset, {
        UpdateExpression: 'REMOVE lease',
        ConditionExpression: 'lease.delivery = :delivery AND attribute_not_exists(#loading)',
        ExpressionAttributeNames: { '#loading': 'loading' },
        ExpressionAttributeValues: { ':delivery': delivery },
      });
    },
    publish: async (publication, delivery) => {
      await writePublication(publication);
      const moved = await update(publication.dataset, movePointer(publication, '#loading.delivery = :delivery', { ':delivery': delivery }));
      return moved !== null;
    },
    abandonLoading: async (dataset, delivery, voided) => {
      await update(dataset, {
        UpdateExpression: 'SET voided = :voided REMOVE #loading, lease',
        ConditionExpression: '#loading.delivery = :delivery',
        ExpressionAttributeNames: { '#loading': 'loading' },
        ExpressionAttributeValues: { ':voided': voided, ':delivery': delivery },
      });
    },
    publications: (dataset, limit) => publications(dataset, limit),
    publication: async (dataset, number) => {
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: publicationKey(dataset, number), ConsistentRead: true }));
      return Item === undefined ? null : publicationOf(Item);
    },
    publicationAt: async (dataset, at) => {
      const [holding, found] = await Promise.all([read(dataset), publications(dataset, 1, at)]);
      return found.find(({ number }) => number <= holding.publications) ?? null;
    },
    rollBack: async (publication, now) => {
      await writePublication(publication);
      const nobodyWorks = 'publications = :before AND attribute_not_exists(#loading) AND (attribute_not_exists(lease) OR lease.#until <= :now)';
      const moved = await update(publication.dataset, movePointer(publication, nobodyWorks, { ':before': publication.number - 1, ':now': now }));
      return moved !== null;
    },
  };
}

/** The pointer, all that goes with it and the end of the turn, in one write. */
function movePointer({ seq, voided, records, number, index }: Publication, condition: string, values: Record<string, unknown>): Omit<UpdateCommandInput, 'TableName' | 'Key'> {
  const names = { '#loading': 'loading', '#index': 'index', '#until': 'until' };
  const used = Object.entries(names).filter(([name]) => name !== '#until' || condition.includes(name));
  return {
    UpdateExpression: `SET publishedSeq = :seq, voided = :voided, records = :records, publications = :number${index === undefined ? '' : ', #index = :index'} REMOVE #loading, lease${index === undefined ? ', #index' : ''}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(used),
    ExpressionAttributeValues: { ':seq': seq, ':voided': voided, ':records': records, ':number': number, ...(index === undefined ? {} : { ':index': index }), ...values },
  };
}

function holdingOf(dataset: string, item: Record<string, unknown> | undefined): Holding {
  const { item: _item, ...state } = item ?? {};
  return Holding.parse({ publishedSeq: 0, lastSeq: 0, voided: [], records: 0, publications: 0, fence: 0, ...state, dataset });
}

function publicationOf({ item: _item, ...publication }: Record<string, unknown>): Publication {
  return Publication.parse(publication);
}
