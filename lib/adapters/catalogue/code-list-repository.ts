import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CodeList } from '../../../schemas/catalogue/code-list.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import { queryEntities } from '../dynamodb/entity-model.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import { catalogueModel } from './catalogue-model.ts';

const partition = '#code-lists';

export type CodeListRepository = {
  /** Reads are strongly consistent. */
  readonly codeLists: () => Promise<ReadonlyMap<string, CodeList>>;
  readonly put: (codeLists: readonly CodeList[]) => Promise<void>;
};

/** Stores code lists in DynamoDB as JSON text. */
export function codeListRepository(client: DynamoDBDocumentClient, table: string): CodeListRepository {
  const model = catalogueModel(client, table);
  return {
    codeLists: async () => {
      const lists = new Map<string, CodeList>();
      for await (const item of queryEntities(model.query('dataset').eq(partition).consistent())) {
        const list = CodeList.parse(parseJsonAttribute(item, 'body'));
        lists.set(list.id, list);
      }
      return lists;
    },
    put: async (codeLists) => {
      const items = codeLists.map((list) => ({
        dataset: partition,
        item: list.id,
        body: JSON.stringify(CodeList.parse(list)),
      }));
      await batchPut({ client, name: table }, items);
    },
  };
}
