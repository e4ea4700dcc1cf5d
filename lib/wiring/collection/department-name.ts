import { departmentRepository } from '../../adapters/departments/department-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { setting } from '../setting.ts';

/** The id stands for an unknown department. */
export function departmentNames(): { readonly departmentName: (id: string) => Promise<string> } {
  const departments = departmentRepository(documentClient(), setting('DEPARTMENTS_TABLE'));
  return { departmentName: async (id) => (await departments.department(id))?.name ?? id };
}
