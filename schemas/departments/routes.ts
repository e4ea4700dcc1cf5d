import { z } from 'zod';
import { decimalInteger } from '../kernel/decimal-integer.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { printableLine } from '../kernel/printable-line.ts';
import { route } from '../kernel/route.ts';
import { accountRoutes } from './account-routes.ts';
import { Caller } from './caller.ts';
import { Department, DepartmentId, UnitKind } from './department.ts';
import { listEventsRoute } from './event-routes.ts';
import { holidayRoutes } from './holiday-routes.ts';
import { peopleRoutes } from './people-routes.ts';
import { readPortalSettingsRoute } from './portal-settings.ts';
import { Progress } from './progress.ts';
import { questionRoutes } from './question-routes.ts';
import { departmentRefusals } from './refusals.ts';
import { TaskGroup } from './task.ts';

const noParams = z.object({});
/** What is written anew is refused with invisible characters; what is stored is shown without them. */
const departmentNames = {
  name: printableLine({ min: 2, max: 100 }),
  aliases: z.array(printableLine({ min: 1, max: 100 })).default([]),
};

export const whoAmIRoute = route({
  operation: 'who-am-i',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/me',
  summary: '查看当前令牌对应的账号、所属部门和角色。',
  callers: 'signed-in',
  params: noParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: Caller.extend({ department: Department }).strict() },
  refusals: {},
});

/** Consumers have no tasks: their list is empty. */
export const listTasksRoute = route({
  operation: 'list-tasks',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/tasks',
  summary: '列出当前账号需要办理的事项：每类多少、为什么、从何时起、何时到期、在哪里办理，最紧急的在前。',
  callers: 'signed-in',
  params: noParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: z.object({ items: z.array(TaskGroup) }) },
  refusals: {},
});

/** The coverage of certificates is read by `list-coverage`. */
export const readProgressRoute = route({
  operation: 'read-progress',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/progress',
  summary:
    '查看三批部门对照通知期限的挂接进度：每个部门已挂接、待验收、未挂接和更新超期的信息资源数（信息中心、督查部门）。',
  callers: ['operator', 'supervisor'],
  params: noParams,
  query: noParams,
  body: null,
  answer: { status: 200, body: Progress },
  refusals: {},
});

export const listDepartmentsRoute = route({
  operation: 'list-departments',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/departments',
  summary: '逐页列出参加归集的部门、县区和功能区，按批次和类别排列，可只看一个批次或一类。',
  callers: 'signed-in',
  params: noParams,
  query: PageQuery.extend({ batch: decimalInteger({ min: 1, max: 3 }).optional(), kind: UnitKind.optional() }),
  body: null,
  answer: { status: 200, body: pageSchema(Department) },
  refusals: {},
});

const Reason = printableLine({ min: 2, max: 500 });

export const addDepartmentRoute = route({
  operation: 'add-department',
  room: 'departments',
  method: 'POST',
  path: '/api/v1/departments',
  summary: '登记一个参加归集的部门（信息中心）。',
  callers: ['operator'],
  params: noParams,
  query: noParams,
  body: Department.extend({ ...departmentNames, reason: Reason }).strict(),
  answer: { status: 201, body: Department },
  refusals: { 'department-exists': departmentRefusals['department-exists'] },
  idempotent: true,
});

export const changeDepartmentRoute = route({
  operation: 'change-department',
  room: 'departments',
  method: 'PUT',
  path: '/api/v1/departments/{department}',
  summary: '修改部门的名称、批次、挂接期限等，须写出全部内容（信息中心）。',
  callers: ['operator'],
  params: z.object({ department: DepartmentId }),
  query: noParams,
  body: Department.omit({ id: true })
    .extend({ ...departmentNames, reason: Reason })
    .strict(),
  answer: { status: 200, body: Department },
  refusals: { 'department-not-found': departmentRefusals['department-not-found'] },
});

export const departmentRoutes = [
  whoAmIRoute,
  listTasksRoute,
  listEventsRoute,
  readProgressRoute,
  listDepartmentsRoute,
  addDepartmentRoute,
  changeDepartmentRoute,
  ...peopleRoutes,
  ...holidayRoutes,
  ...questionRoutes,
  ...accountRoutes,
  readPortalSettingsRoute,
] as const;
