import { departmentRepository } from '../adapters/departments/department-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { ActorPorts } from '../kernel/name-actors.ts';
import { accounts } from './departments.ts';
import { cacheMs, ttlCache } from './memoize.ts';
import { setting } from './setting.ts';

/** Opens ACCOUNTS_TABLE and DEPARTMENTS_TABLE; caches names for `cacheMs`. */
export function actorPorts(): ActorPorts {
  const { department } = departmentRepository(documentClient(), setting('DEPARTMENTS_TABLE'));
  const known = ttlCache(cacheMs, department);
  return { account: accounts(), departmentName: async (id) => (await known(id))?.name ?? id };
}
