import { GetCommand, paginateScan, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Department } from '../../../schemas/departments/department.ts';
import { batchPut } from '../dynamodb/batch-put.ts';

/** Departments by id. */
export function departmentRepository(tables: DynamoDBDocumentClient, tableName: string) {
  return {
    department: async (id: string): Promise<Department | undefined> => {
      const { Item } = await tables.send(new GetCommand({ TableName: tableName, Key: { id } }));
      return Item === undefined ? undefined : Department.parse(Item);
    },
    departments: async (): Promise<readonly Department[]> => {
      const all: Department[] = [];
      for await (const { Items = [] } of paginateScan({ client: tables }, { TableName: tableName }))
        all.push(...Items.map((item) => Department.parse(item)));
      return all;
    },
    /** Writes over departments of the same id. */
    put: async (departments: readonly Department[]): Promise<void> =>
      await batchPut(
        tables,
        tableName,
        departments.map((department) => Department.parse(department)),
      ),
  };
}
