import type { addDepartmentRoute, changeDepartmentRoute } from '../../schemas/departments/routes.ts';
import { refused } from '../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../schemas/kernel/route.ts';
import type { DepartmentAdminPorts } from './ports.ts';

/** Registers a department; the change is recorded first. */
export async function addDepartment(
  { caller, body }: RouteInput<typeof addDepartmentRoute>,
  ports: DepartmentAdminPorts,
) {
  const { reason, ...department } = body;
  const { id } = department;
  if ((await ports.department(id)) !== undefined) return refused('department-exists', { department: id });
  const author = { by: caller.subject, via: 'api', why: reason } as const;
  await ports.recordChange({ ...author, what: 'department-added', target: id, detail: JSON.stringify(department) });
  return (await ports.createDepartment(department)) ? department : refused('department-exists', { department: id });
}

/** Replaces all but the id; the change is recorded first. Search shows a new name after the next publication. */
export async function changeDepartment(
  { caller, params, body }: RouteInput<typeof changeDepartmentRoute>,
  ports: DepartmentAdminPorts,
) {
  const { reason, ...changes } = body;
  const id = params.department;
  if ((await ports.department(id)) === undefined) return refused('department-not-found', { department: id });
  const department = { id, ...changes };
  const author = { by: caller.subject, via: 'api', why: reason } as const;
  await ports.recordChange({ ...author, what: 'department-changed', target: id, detail: JSON.stringify(changes) });
  return (await ports.replaceDepartment(department)) ? department : refused('department-not-found', { department: id });
}
