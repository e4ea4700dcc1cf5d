import type { whoAmIRoute } from '../../schemas/departments/routes.ts';
import type { RouteInput, RouteOutput } from '../../schemas/kernel/route.ts';
import { Failure } from '../kernel/failure.ts';
import type { DepartmentPorts } from './ports.ts';

/** Throws `department-of-account-missing`. */
export async function whoAmI(
  { caller }: Pick<RouteInput<typeof whoAmIRoute>, 'caller'>,
  ports: Pick<DepartmentPorts, 'department'>,
): Promise<RouteOutput<typeof whoAmIRoute>> {
  const department = await ports.department(caller.department);
  if (department === undefined) throw new Failure('department-of-account-missing', { department: caller.department });
  return { ...caller, department };
}
