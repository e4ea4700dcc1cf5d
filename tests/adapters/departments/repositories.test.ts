import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { updateSheetRepository } from '../../../lib/adapters/deliveries/update-sheet-repository.ts';
import { accountRepository } from '../../../lib/adapters/departments/account-repository.ts';
import { departmentRepository } from '../../../lib/adapters/departments/department-repository.ts';
import { holidayRepository } from '../../../lib/adapters/departments/holiday-repository.ts';
import { peopleRepository } from '../../../lib/adapters/departments/people-repository.ts';
import { limitsRepository } from '../../../lib/adapters/sharing/limits-repository.ts';
import { defaultSharingLimits } from '../../../schemas/sharing/limits.ts';
import { confirmedSheet } from '../../collection/update-sheets/sample-sheet.ts';
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

const papersTable = {
  TableName: 'papers',
  AttributeDefinitions: [
    { AttributeName: 'owner', AttributeType: 'S' as const },
    { AttributeName: 'item', AttributeType: 'S' as const },
  ],
  KeySchema: [
    { AttributeName: 'owner', KeyType: 'HASH' as const },
    { AttributeName: 'item', KeyType: 'RANGE' as const },
  ],
};

describe.each(tableServers.map((kind) => [kind.name, kind] as const))('on %s', (_, kind) => {
  describe.skipIf(!kind.found)('', () => {
    let server: TableServer;
    beforeAll(async () => {
      server = await kind.start([tableOf('departments', 'id'), tableOf('accounts', 'subject'), papersTable]);
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

    test('people are saved over the version that was read, and listed by department', async () => {
      const { people, savePeople, listPeople } = peopleRepository(server.tables, 'papers');
      const step = { at: '2020-12-01T02:00:00.000Z', by: 'officer-1', name: '测试人员' };
      const person = { name: '测试人员', duty: '测试', phone: '0395-3177000' };
      const kept = (department: string, lockVersion: number) => ({
        department,
        inCharge: person,
        contacts: [person],
        lockVersion,
        changed: step,
        confirmed: step,
      });
      expect(await people('office-1')).toBeUndefined();
      for (const id of ['office-2', 'office-1', 'office-3']) expect(await savePeople(kept(id, 1))).toBe(true);
      expect(await savePeople(kept('office-1', 1))).toBe(false);
      expect(await savePeople(kept('office-1', 3))).toBe(false);
      expect(await savePeople(kept('office-1', 2))).toBe(true);
      expect(await people('office-1')).toEqual(kept('office-1', 2));
      const idsOf = async (after: string | undefined, limit: number) =>
        (await listPeople({ after, limit })).map(({ department }) => department);
      expect(await idsOf(undefined, 2)).toEqual(['office-1', 'office-2']);
      expect(await idsOf('office-2', 2)).toEqual(['office-3']);
    });

    test('holidays are saved over the version that was read, and listed by year', async () => {
      const { holidayTables, saveHolidays } = holidayRepository(server.tables, 'papers');
      const tableOfYear = (year: number, lockVersion: number) => ({
        year,
        holidays: [`${year}-01-01`],
        makeUpDays: [],
        lockVersion,
        ...(lockVersion === 1
          ? {}
          : { changed: { at: '2026-12-01T02:00:00.000Z', by: 'officer-1', name: '测试人员' } }),
      });
      expect(await holidayTables()).toEqual([]);
      for (const year of [2027, 2026]) expect(await saveHolidays(tableOfYear(year, 1))).toBe(true);
      expect(await saveHolidays(tableOfYear(2026, 1))).toBe(false);
      expect(await saveHolidays(tableOfYear(2026, 3))).toBe(false);
      expect(await saveHolidays(tableOfYear(2028, 2))).toBe(false);
      expect(await saveHolidays(tableOfYear(2026, 2))).toBe(true);
      expect(await holidayTables()).toEqual([tableOfYear(2026, 2), tableOfYear(2027, 1)]);
    });

    test('limits of sharing are saved over the version that was read', async () => {
      const { keptLimits, saveLimits } = limitsRepository(server.tables, 'papers');
      const limits = (lockVersion: number) => ({ ...defaultSharingLimits, remindWorkingDaysBefore: [5], lockVersion });
      expect(await keptLimits()).toBeUndefined();
      expect(await saveLimits(limits(2))).toBe(false);
      expect(await saveLimits(limits(1))).toBe(true);
      expect(await saveLimits(limits(1))).toBe(false);
      expect(await saveLimits(limits(3))).toBe(false);
      expect(await saveLimits(limits(2))).toBe(true);
      expect(await keptLimits()).toEqual(limits(2));
    });

    test('update sheets are saved over the version that was read, and earlier ones are listed newest first', async () => {
      const { sheetsOf, sheetsOfMany, saveSheets, keepEarlier } = updateSheetRepository(server.tables, 'papers');
      const dataset = 'vehicles';
      expect(await sheetsOf(dataset)).toEqual({ sheets: undefined, earlier: [] });
      const { confirmed: _confirmed, receipt: _receipt, ...open } = confirmedSheet();
      expect(await saveSheets({ dataset, lockVersion: 1, open })).toBe(true);
      expect(await saveSheets({ dataset, lockVersion: 1, open })).toBe(false);
      expect(await saveSheets({ dataset, lockVersion: 3, open })).toBe(false);
      for (const number of [1, 2, 3]) await keepEarlier(dataset, confirmedSheet({ number }));
      await keepEarlier(dataset, confirmedSheet({ number: 2, receipt: 'GX-other' }));
      const inForce = { dataset, lockVersion: 2, inForce: confirmedSheet({ number: 3 }) };
      expect(await saveSheets(inForce)).toBe(true);
      expect(await sheetsOf(dataset)).toEqual({
        sheets: inForce,
        earlier: [confirmedSheet({ number: 2 }), confirmedSheet({ number: 1 })],
      });
      expect(await saveSheets({ dataset: 'other-set', lockVersion: 1, open })).toBe(true);
      const asked = ['unknown', dataset, ...Array.from({ length: 100 }, (_, at) => `set-${at}`), 'other-set'];
      expect([...(await sheetsOfMany(asked)).keys()].toSorted()).toEqual(['other-set', dataset]);
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
