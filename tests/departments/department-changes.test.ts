import { expect, test } from 'vitest';
import { addDepartment, changeDepartment } from '../../lib/departments/department-changes.ts';
import type { DepartmentAdminPorts } from '../../lib/departments/ports.ts';
import type { Change } from '../../schemas/departments/change-entry.ts';
import type { Department } from '../../schemas/departments/department.ts';
import { callerWithRole } from '../api/invoke.ts';

const department: Department = { id: 'office-a', name: '甲局', kind: 'department', aliases: ['甲'], toBeConfirmed: [] };
const request = { caller: callerWithRole('operator', 'liu-yang'), query: {}, requestId: 'r' };

function departmentsOf(...departments: Department[]) {
  const table = new Map(departments.map((one) => [one.id, one]));
  const recorded: Change[] = [];
  const ports: DepartmentAdminPorts = {
    department: async (id) => table.get(id),
    createDepartment: async (one) => !table.has(one.id) && table.set(one.id, one).has(one.id),
    replaceDepartment: async (one) => table.has(one.id) && table.set(one.id, one).has(one.id),
    recordChange: async (change) => void recorded.push(change),
  };
  return { table, recorded, ports };
}

test('a department is added once, and recorded', async () => {
  const { table, recorded, ports } = departmentsOf();
  const input = { ...request, params: {}, body: { ...department, reason: '新设' } };
  expect(await addDepartment(input, ports)).toEqual(department);
  expect([...table.values()]).toEqual([department]);
  expect(await addDepartment(input, ports)).toMatchObject({ refused: 'department-exists' });
  expect(recorded).toMatchObject([{ what: 'department-added', target: 'office-a', by: 'liu-yang', why: '新设' }]);
});

test('a department is replaced whole, and recorded; an unknown one is refused', async () => {
  const { table, recorded, ports } = departmentsOf(department);
  const changed = { name: '甲乙局', kind: 'zone', aliases: [], toBeConfirmed: [] } as const;
  const body = { ...changed, aliases: [], toBeConfirmed: [], reason: '合并' };
  await changeDepartment({ ...request, params: { department: 'office-a' }, body }, ports);
  expect([...table.values()]).toEqual([{ id: 'office-a', ...changed }]);
  expect(await changeDepartment({ ...request, params: { department: 'office-b' }, body }, ports)).toMatchObject({
    refused: 'department-not-found',
  });
  expect(recorded).toMatchObject([{ what: 'department-changed', target: 'office-a', why: '合并' }]);
});
