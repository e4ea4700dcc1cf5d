import { z } from 'zod';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { DepartmentId } from './department.ts';
import { maxContacts, NewPerson, PeopleView } from './people.ts';
import { departmentRefusals as refusals } from './refusals.ts';

const none = z.object({});
const params = z.object({ department: DepartmentId });
const callers = ['provider', 'operator', 'supervisor'] as const;

export const listPeopleRoute = route({
  operation: 'list-people',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/people',
  summary: '逐页列出已登记的部门负责人和联系人（信息中心和督查部门）。',
  callers: ['operator', 'supervisor'],
  params: none,
  query: PageQuery,
  body: null,
  answer: { status: 200, body: pageSchema(PeopleView) },
  refusals: {},
});

export const readPeopleRoute = route({
  operation: 'read-people',
  room: 'departments',
  method: 'GET',
  path: '/api/v1/departments/{department}/people',
  summary: '查看一个部门的负责人和联系人；提供部门可以查看本部门和信息中心的。',
  callers,
  params,
  query: none,
  body: null,
  answer: { status: 200, body: PeopleView },
  refusals: { 'department-not-found': refusals['department-not-found'] },
});

export const keepPeopleRoute = route({
  operation: 'keep-people',
  room: 'departments',
  method: 'PUT',
  path: '/api/v1/departments/{department}/people',
  summary: '写出本部门的负责人和全部联系人；只能由本部门办理，同时视为确认。',
  callers,
  params,
  query: none,
  body: z
    .object({
      inCharge: NewPerson,
      contacts: z.array(NewPerson).min(1).max(maxContacts),
      /** 0 while there are none. */
      lockVersion: z.int().min(0),
    })
    .strict(),
  answer: { status: 200, body: PeopleView },
  refusals: {},
});

export const confirmPeopleRoute = route({
  operation: 'confirm-people',
  room: 'departments',
  method: 'POST',
  path: '/api/v1/departments/{department}/people/confirm',
  summary: '确认本部门的负责人和联系人没有变动，每年一次。',
  callers,
  params,
  query: none,
  body: z.object({ lockVersion: z.int().min(1) }).strict(),
  answer: { status: 200, body: PeopleView },
  refusals: { 'people-not-kept': refusals['people-not-kept'] },
});

export const peopleRoutes = [listPeopleRoute, readPeopleRoute, keepPeopleRoute, confirmPeopleRoute] as const;
