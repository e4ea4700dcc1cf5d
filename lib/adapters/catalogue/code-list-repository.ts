import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CodeList } from '../../../schemas/catalogue/code-list.ts';
import type { CodeListAdminPorts } from '../../catalogue/ports.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import { jsonCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import { collect, createEntity, putEntity, queryEntities, readEntity, where } from '../dynamodb/entity-model.ts';
import { parseJsonAttribute } from '../dynamodb/parse-json-attribute.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import { catalogueModel } from './catalogue-model.ts';

const partition = '#code-lists';

const codeListItem = storedItem({
  name: 'code-list',
  key: ['item'],
  parse: (item) => parseTolerantly(CodeList, parseJsonAttribute(item, 'body')),
});

export type CodeListRepository = Pick<CodeListAdminPorts, 'createCodeList' | 'replaceCodeList'> & {
  /** Reads are strongly consistent. */
  readonly codeLists: () => Promise<ReadonlyMap<string, CodeList>>;
  readonly put: (codeLists: readonly CodeList[]) => Promise<void>;
};

/** Stores code lists in DynamoDB as JSON text. */
export function codeListRepository(client: DynamoDBDocumentClient, table: string): CodeListRepository {
  const model = catalogueModel(client, table);
  return {
    codeLists: async () => {
      const items = await collect(queryEntities(model.query('dataset').eq(partition).consistent()));
      return new Map(codeListItem.readAll(items).map((list) => [list.id, list]));
    },
    createCodeList: (codeList) => createEntity(model, toItem(codeList)),
    replaceCodeList: async (codeList, before) => {
      const key = { dataset: partition, item: codeList.id };
      const stored = await readEntity(model, key);
      if (stored === undefined || toItem(codeListItem.read(stored)).body !== toItem(before).body) return false;
      const body = jsonCarryingUnknown(CodeList, codeList, { stored, attribute: 'body' });
      return await putEntity(model, { ...stored, body }, where().attribute('body').eq(stored['body']));
    },
    put: async (codeLists) => await batchPut({ client, name: table }, codeLists.map(toItem)),
  };
}

function toItem(codeList: CodeList) {
  return { dataset: partition, item: codeList.id, body: JSON.stringify(CodeList.parse(codeList)) };
}
