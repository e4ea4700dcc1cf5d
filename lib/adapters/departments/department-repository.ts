import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Department } from '../../../schemas/departments/department.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import { itemCarryingUnknown } from '../dynamodb/carry-unknown.ts';
import {
  collect,
  createEntity,
  defineModel,
  putEntity,
  queryEntities,
  readEntity,
  where,
} from '../dynamodb/entity-model.ts';
import { parseTolerantly } from '../dynamodb/parse-tolerantly.ts';
import { storedItem } from '../dynamodb/stored-item.ts';

const departmentItem = storedItem({
  name: 'department',
  key: ['id'],
  parse: (item) => parseTolerantly(Department, item),
});

const departmentModel = defineModel({ id: { type: String, hashKey: true } });

/** Reads are eventually consistent and unordered. */
export function departmentRepository(client: DynamoDBDocumentClient, table: string) {
  const model = departmentModel(client, table);
  return {
    department: async (id: string): Promise<Department | undefined> => {
      const item = await readEntity(model, { id }, { consistent: false });
      return item === undefined ? undefined : departmentItem.read(item);
    },
    departments: async (): Promise<readonly Department[]> =>
      departmentItem.readAll(await collect(queryEntities(model.scan()))),
    createDepartment: (department: Department): Promise<boolean> => createEntity(model, Department.parse(department)),
    replaceDepartment: async (department: Department): Promise<boolean> => {
      const stored = await readEntity(model, { id: department.id });
      const item = itemCarryingUnknown(Department, department, stored);
      return await putEntity(model, item, where().attribute('id').exists());
    },
    put: async (departments: readonly Department[]): Promise<void> => {
      const items = departments.map((department) => Department.parse(department));
      await batchPut({ client, name: table }, items);
    },
  };
}
