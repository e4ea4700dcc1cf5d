import type { Account } from '../../schemas/departments/account.ts';
import type { Department } from '../../schemas/departments/department.ts';
import { accountRepository } from '../adapters/departments/account-repository.ts';
import { departmentRepository } from '../adapters/departments/department-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import { setting } from './setting.ts';

/** Overwrites departments by id and accounts by subject. */
export async function seedDepartments(departments: readonly Department[], accounts: readonly Account[]): Promise<void> {
  const tables = documentClient();
  await departmentRepository(tables, setting('DEPARTMENTS_TABLE')).put(departments);
  await accountRepository(tables, setting('ACCOUNTS_TABLE')).put(accounts);
}
