import { whoAmI } from '../../lib/departments/who-am-i.ts';
import { departmentPorts } from '../../lib/wiring/departments.ts';
import { http } from '../../lib/wiring/http.ts';
import { whoAmIRoute } from '../../schemas/departments/routes.ts';

export const handler = http(whoAmIRoute, departmentPorts, whoAmI);
