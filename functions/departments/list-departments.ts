import { listDepartments } from '../../lib/departments/list-departments.ts';
import { departmentPorts } from '../../lib/wiring/departments.ts';
import { http } from '../../lib/wiring/http.ts';
import { listDepartmentsRoute } from '../../schemas/departments/routes.ts';

export const handler = http(listDepartmentsRoute, departmentPorts, listDepartments);
