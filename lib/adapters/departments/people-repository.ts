import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DepartmentPeople } from '../../../schemas/departments/people.ts';
import type { PeopleRepository } from '../../departments/people/ports.ts';
import { itemCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import { createEntity, defineModel, putEntity, queryEntityPage, readEntity, where } from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';
import type { Item } from '../dynamodb/table.ts';

const peopleItem = storedItem({ name: 'people', key: ['owner', 'item'], parse: fromItem });

const peopleModel = defineModel({ owner: { type: String, hashKey: true }, item: { type: String, rangeKey: true } });

const owner = 'people';
const StoredPeople = DepartmentPeople.extend({
  owner: DepartmentPeople.shape.department,
  item: DepartmentPeople.shape.department,
});

/**
 * Stores each unit's people in one partition, so that the centre lists them by one query:
 *
 *     owner   item (department)  |
 *     people  public-security    | inCharge, contacts, lockVersion, changed, confirmed
 *
 * No index and no log shows names or phones.
 */
export function peopleRepository(client: DynamoDBDocumentClient, table: string): PeopleRepository {
  const model = peopleModel(client, table);
  return {
    people: async (department) => {
      const item = await readEntity(model, { owner, item: department });
      return item === undefined ? undefined : peopleItem.read(item);
    },
    listPeople: async ({ after, limit }) => {
      const partition = model.query('owner').eq(owner);
      const { items } = await queryEntityPage(
        (after === undefined ? partition : partition.where('item').gt(after)).limit(limit),
      );
      return peopleItem.readAll(items);
    },
    savePeople: async (people) => {
      const item = { ...people, owner, item: people.department };
      if (people.lockVersion === 1) return await createEntity(model, StoredPeople.parse(item));
      const stored = await readEntity(model, { owner, item: people.department });
      return await putEntity(
        model,
        itemCarryingUnknown(StoredPeople, item, stored),
        where()
          .attribute('lockVersion')
          .eq(people.lockVersion - 1),
      );
    },
  };
}

function fromItem({ owner: _owner, item: _item, ...people }: Item): DepartmentPeople {
  return parseTolerantly(DepartmentPeople, people);
}
