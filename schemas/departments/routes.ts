import { z } from 'zod';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { Caller } from './caller.ts';
import { Department } from './department.ts';

const noParams = z.object({});

export const whoAmIRoute = route({
  function: 'who-am-i',
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

export const listDepartmentsRoute = route({
  function: 'list-departments',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/departments',
  summary: '逐页列出参加归集的部门，按批次排列，可只看一个批次。',
  callers: 'signed-in',
  params: noParams,
  query: PageQuery.extend({ batch: z.coerce.number().int().min(1).max(3).optional() }),
  body: null,
  answer: { status: 200, body: pageSchema(Department) },
  refusals: {},
});

export const departmentRoutes = [whoAmIRoute, listDepartmentsRoute] as const;
