import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountRepository } from '../../../lib/adapters/departments/account-repository.ts';
import { departmentRepository } from '../../../lib/adapters/departments/department-repository.ts';
import { tableOf, tableServers, type TableServer } from '../dynamodb/table-servers.ts';

const departments = Array.from({ length: 60 }, (_, at) => ({
  id: `office-${at}`,
  name: `测试部门${at}`,
  kind: 'department' as const,
  aliases: [],
  toBeConfirmed: [],
}));
const account = {
  subject: 'officer-1',
  kind: 'person' as const,
  name: '测试人员',
  department: 'office-1',
  roles: ['provider' as const],
  active: true,
};

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    beforeAll(async () => {
      server = await kind.start([tableOf('departments', 'id'), tableOf('accounts', 'subject')]);
    });
    afterAll(() => server.close());

    test('sixty departments are written and read, more than one batch holds', async () => {
      const table = departmentRepository(server.tables, 'departments');
      await table.put(departments);
      await table.put(departments.slice(0, 3));
      expect((await table.departments()).map(({ id }) => id).toSorted()).toEqual(
        departments.map(({ id }) => id).toSorted(),
      );
      expect(await table.department('office-59')).toEqual(departments[59]);
      expect(await table.department('office-60')).toBeUndefined();
    });

    test('an account is found by its subject, and a later one replaces it', async () => {
      const table = accountRepository(server.tables, 'accounts');
      await table.put([account]);
      expect(await table.account('officer-1')).toEqual(account);
      await table.put([{ ...account, active: false }]);
      expect(await table.account('officer-1')).toMatchObject({ active: false });
      expect(await table.account('officer-2')).toBeUndefined();
    });
  });
});
