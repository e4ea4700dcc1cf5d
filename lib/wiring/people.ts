import { departmentRepository } from '../adapters/departments/department-repository.ts';
import { peopleRepository } from '../adapters/departments/people-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { PeoplePorts } from '../departments/people/ports.ts';
import { logChanges } from './admin/record-change.ts';
import { now } from './clock.ts';
import { setting } from './setting.ts';

/** Opens PAPERS_TABLE, DEPARTMENTS_TABLE and CHANGES_TABLE; caches nothing. */
export function peoplePorts(): PeoplePorts {
  const client = documentClient();
  return {
    ...peopleRepository(client, setting('PAPERS_TABLE')),
    department: departmentRepository(client, setting('DEPARTMENTS_TABLE')).department,
    now,
    recordChange: logChanges(),
  };
}
