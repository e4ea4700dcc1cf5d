import { accountRepository } from '../adapters/departments/account-repository.ts';
import { departmentRepository } from '../adapters/departments/department-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { DepartmentPorts } from '../departments/ports.ts';
import { ttlCache } from './memoize.ts';
import { setting } from './setting.ts';

/** The departments room's ports in the cloud. */
export function departmentPorts(): DepartmentPorts {
  return departmentRepository(documentClient(), setting('DEPARTMENTS_TABLE'));
}

/** Milliseconds after which a changed or stopped account takes effect everywhere. */
const accountCacheMs = 60_000;

/** Looks accounts up, keeping each for a minute. */
export function accounts() {
  return ttlCache(accountCacheMs, accountRepository(documentClient(), setting('ACCOUNTS_TABLE')).account);
}
