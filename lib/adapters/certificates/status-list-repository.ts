import { GetCommand, UpdateCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { StatusListRepository } from '../../certificates/ports.ts';
import { batchGet } from '../dynamodb/batch-get.ts';
import { ChainItem, headItem } from './chain-items.ts';
import { statusListName } from './status-list-attributes.ts';

const State = z.object({ size: z.int().default(0), changes: z.int().default(0) });
const Listed = ChainItem.extend({ statusIndex: z.int(), statusValue: z.int(), pending: z.boolean().default(false) });
type Listed = z.infer<typeof Listed>;
const Current = z.object({ certificate: z.string(), current: z.string() });

/**
 * Status lists: counters in the work table, the places that are not valid in an index of the chains.
 *
 *     list#<type>#<year> | list | size: places given, changes: how often it was touched
 */
export function statusListRepository(
  client: DynamoDBDocumentClient,
  certificatesTable: string,
  workTable: string,
): StatusListRepository {
  const keyOf = (type: string, year: number) => ({ work: `list#${statusListName(type, year)}`, item: 'list' });
  const add = async (type: string, year: number, counter: 'size' | 'changes', number: number): Promise<number> => {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: workTable,
        Key: keyOf(type, year),
        UpdateExpression: 'ADD #counter :number',
        ExpressionAttributeNames: { '#counter': counter },
        ExpressionAttributeValues: { ':number': number },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return State.parse(Attributes)[counter];
  };

  /** Without the versions that are still the current ones: their heads speak for them. */
  const superseded = async (listed: readonly Listed[]): Promise<Listed[]> => {
    const doubtful = [...new Set(listed.flatMap(({ certificate, pending }) => (pending ? [certificate] : [])))];
    if (doubtful.length === 0) return [...listed];
    const heads = await batchGet(
      client,
      certificatesTable,
      doubtful.map((certificate) => ({ certificate, item: headItem })),
      ['certificate', 'current'],
    );
    const current = new Map(heads.map((head) => Current.parse(head)).map((head) => [head.certificate, head.current]));
    return listed.filter(({ certificate, item, pending }) => !pending || current.get(certificate) !== item);
  };

  return {
    reserve: async (type, year, places) => (await add(type, year, 'size', places)) - places,
    touch: async (type, year) => {
      await add(type, year, 'changes', 1);
    },
    state: async (type, year) => {
      const { Item } = await client.send(
        new GetCommand({ TableName: workTable, Key: keyOf(type, year), ConsistentRead: true }),
      );
      return Item === undefined ? null : State.parse(Item);
    },
    entries: async function* (type, year) {
      const pages = paginateQuery(
        { client },
        {
          TableName: certificatesTable,
          IndexName: 'byStatusList',
          KeyConditionExpression: 'statusList = :list',
          ExpressionAttributeValues: { ':list': statusListName(type, year) },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const { statusIndex, statusValue } of await superseded(Items.map((item) => Listed.parse(item))))
          yield { index: statusIndex, value: statusValue };
      }
    },
  };
}
