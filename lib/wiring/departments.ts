import { accountRepository } from '../adapters/departments/account-repository.ts';
import { departmentRepository } from '../adapters/departments/department-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { DepartmentPorts } from '../departments/ports.ts';
import { cacheMs, ttlCache } from './memoize.ts';
import { setting } from './setting.ts';

/** Opens DEPARTMENTS_TABLE without a cache; reads are eventually consistent. */
export function departmentPorts(): DepartmentPorts {
  return departmentRepository(documentClient(), setting('DEPARTMENTS_TABLE'));
}

/** Opens ACCOUNTS_TABLE; caches known accounts for `cacheMs`, unknown ones not at all. */
export function accounts() {
  return ttlCache(cacheMs, accountRepository(documentClient(), setting('ACCOUNTS_TABLE')).account);
}
