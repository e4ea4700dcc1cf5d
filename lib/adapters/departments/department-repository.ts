import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Department } from '../../../schemas/departments/department.ts';
import { batchPut } from '../dynamodb/batch-write.ts';
import { defineModel, queryEntities, readEntity } from '../dynamodb/entity-model.ts';

const departmentModel = defineModel({ id: { type: String, hashKey: true } });

/** Reads are eventually consistent and unordered. */
export function departmentRepository(client: DynamoDBDocumentClient, table: string) {
  const model = departmentModel(client, table);
  return {
    department: async (id: string): Promise<Department | undefined> => {
      const item = await readEntity(model, { id }, { consistent: false });
      return item === undefined ? undefined : Department.parse(item);
    },
    departments: async (): Promise<readonly Department[]> => {
      const all: Department[] = [];
      for await (const item of queryEntities(model.scan())) all.push(Department.parse(item));
      return all;
    },
    put: async (departments: readonly Department[]): Promise<void> => {
      const items = departments.map((department) => Department.parse(department));
      await batchPut({ client, name: table }, items);
    },
  };
}
