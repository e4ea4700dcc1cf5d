import { addAccount, changeAccount, deactivateAccount } from '../../lib/departments/accounts/account-changes.ts';
import { searchAccounts } from '../../lib/departments/accounts/search-accounts.ts';
import { addDepartment, changeDepartment } from '../../lib/departments/department-changes.ts';
import { accountAdminPorts, departmentAdminPorts } from '../../lib/wiring/departments-admin.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import {
  addAccountRoute,
  changeAccountRoute,
  deactivateAccountRoute,
  searchAccountsRoute,
} from '../../schemas/departments/account-routes.ts';
import { addDepartmentRoute, changeDepartmentRoute } from '../../schemas/departments/routes.ts';

export const handler = router(
  http(addDepartmentRoute, departmentAdminPorts, addDepartment),
  http(changeDepartmentRoute, departmentAdminPorts, changeDepartment),
  http(searchAccountsRoute, accountAdminPorts, searchAccounts),
  http(addAccountRoute, accountAdminPorts, addAccount),
  http(changeAccountRoute, accountAdminPorts, changeAccount),
  http(deactivateAccountRoute, accountAdminPorts, deactivateAccount),
);
