import { paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CodeList } from '../../../schemas/catalogue/code-list.ts';
import { Failure } from '../../kernel/failure.ts';
import { batchPut } from '../dynamodb/batch-put.ts';

/** Code lists side by side in the catalogue's table: some dozens, read together. */
const partition = '#code-lists';

export type CodeListRepository = {
  /** All of them by id, as they stand at this moment. */
  readonly codeLists: () => Promise<ReadonlyMap<string, CodeList>>;
  /** Writes over lists of the same id. */
  readonly put: (codeLists: readonly CodeList[]) => Promise<void>;
};

export function codeListRepository(client: DynamoDBDocumentClient, table: string): CodeListRepository {
  return {
    codeLists: async () => {
      const lists = new Map<string, CodeList>();
      const pages = paginateQuery(
        { client },
        {
          TableName: table,
          KeyConditionExpression: 'dataset = :partition',
          ExpressionAttributeValues: { ':partition': partition },
          ConsistentRead: true,
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) {
          const list = CodeList.parse(fromText(item['body']));
          lists.set(list.id, list);
        }
      }
      return lists;
    },
    put: async (codeLists) => {
      await batchPut(
        client,
        table,
        codeLists.map((list) => ({ dataset: partition, item: list.id, body: JSON.stringify(CodeList.parse(list)) })),
      );
    },
  };
}

function fromText(text: unknown): unknown {
  if (typeof text !== 'string') throw new Failure('code-list-without-body');
  return JSON.parse(text);
}
