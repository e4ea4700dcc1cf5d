import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangeEntry } from '../../../schemas/departments/change-entry.ts';
import { Failure } from '../../kernel/failure.ts';
import { collect, createEntity, defineModel, queryEntities } from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const changeItem = storedItem({
  name: 'change',
  key: ['day', 'id'],
  parse: (item) => parseTolerantly(ChangeEntry, item),
});

/**
 *     day         id (ULID)  | attributes
 *     2026-11-29  01M83…     | at, by, via, what, target, why, detail
 */
const changeModel = defineModel({ day: { type: String, hashKey: true }, id: { type: String, rangeKey: true } });

/** Entries are only added. `append` throws `change-not-recorded` when the id is taken. */
export function changeLog(client: DynamoDBDocumentClient, table: string) {
  const model = changeModel(client, table);
  return {
    append: async (entry: ChangeEntry): Promise<void> => {
      if (!(await createEntity(model, ChangeEntry.parse(entry)))) throw new Failure('change-not-recorded');
    },
    /** The oldest first. */
    entriesOf: async (day: string): Promise<readonly ChangeEntry[]> => {
      return changeItem.readAll(await collect(queryEntities(model.query('day').eq(day).consistent())));
    },
  };
}
