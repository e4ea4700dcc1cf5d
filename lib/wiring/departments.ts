import { accountRepository } from '../adapters/departments/account-repository.ts';
import { departmentRepository } from '../adapters/departments/department-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { DepartmentPorts } from '../departments/ports.ts';
import { ttlCache } from './memoize.ts';
import { setting } from './setting.ts';

export function departmentPorts(): DepartmentPorts {
  return departmentRepository(documentClient(), setting('DEPARTMENTS_TABLE'));
}

/** Maximum time until a changed or deactivated account takes effect. */
const accountCacheMs = 60_000;

export function accounts() {
  return ttlCache(accountCacheMs, accountRepository(documentClient(), setting('ACCOUNTS_TABLE')).account);
}
