import { accountRepository } from '../adapters/departments/account-repository.ts';
import { departmentRepository } from '../adapters/departments/department-repository.ts';
import { documentClient } from '../adapters/dynamodb/document-client.ts';
import type { AccountAdminPorts, DepartmentAdminPorts, RecordChange } from '../departments/ports.ts';
import { logChanges } from './admin/record-change.ts';
import { setting } from './setting.ts';

/** Opens ACCOUNTS_TABLE, DEPARTMENTS_TABLE and CHANGES_TABLE; caches nothing. */
export function accountAdminPorts(record: RecordChange = logChanges()): AccountAdminPorts {
  const client = documentClient();
  return {
    ...accountRepository(client, setting('ACCOUNTS_TABLE')),
    department: departmentRepository(client, setting('DEPARTMENTS_TABLE')).department,
    recordChange: record,
  };
}

/** The same checks for a dry run: nothing is recorded or written. */
export function dryRunAccountPorts(): AccountAdminPorts {
  const ports = accountAdminPorts(async () => undefined);
  return {
    ...ports,
    createAccount: async () => true,
    updateAccount: async (subject) => (await ports.readAccount(subject)) ?? null,
  };
}

/** Opens DEPARTMENTS_TABLE and CHANGES_TABLE. */
export function departmentAdminPorts(): DepartmentAdminPorts {
  return {
    ...departmentRepository(documentClient(), setting('DEPARTMENTS_TABLE')),
    recordChange: logChanges(),
  };
}
