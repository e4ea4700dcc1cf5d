import { z } from 'zod';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { printableLine } from '../kernel/printable-line.ts';
import { Role } from '../kernel/role.ts';
import { route } from '../kernel/route.ts';
import { Account } from './account.ts';
import { DepartmentId } from './department.ts';
import { departmentRefusals as refusals } from './refusals.ts';

const none = z.object({});
const Reason = printableLine({ min: 2, max: 500 });
/** It stands in bodies only: an issuer may give a person's login name. */
const Subject = printableLine({ min: 1, max: 200 });
const AccountName = printableLine({ min: 1, max: 100 });
const Roles = z.array(Role).min(1).max(4);

export const searchAccountsRoute = route({
  operation: 'search-accounts',
  room: 'departments',
  method: 'POST',
  path: '/api/v1/accounts/search',
  summary: '逐页列出平台登记的账号，可只看一个部门（信息中心）。',
  callers: ['operator'],
  params: none,
  query: none,
  body: z
    .object({
      department: DepartmentId.optional(),
      cursor: PageQuery.shape.cursor,
      limit: z.int().min(1).max(200).default(50),
    })
    .strict(),
  answer: { status: 200, body: pageSchema(Account) },
  refusals: {},
});

export const addAccountRoute = route({
  operation: 'add-account',
  room: 'departments',
  method: 'POST',
  path: '/api/v1/accounts',
  summary: '登记一个账号：人员或系统，所属部门和角色（信息中心）。',
  callers: ['operator'],
  params: none,
  query: none,
  body: z
    .object({
      subject: Subject,
      kind: Account.shape.kind,
      name: AccountName,
      department: DepartmentId,
      roles: Roles,
      responsible: Subject.optional(),
      reason: Reason,
    })
    .strict(),
  answer: { status: 201, body: Account },
  refusals: {
    'account-exists': refusals['account-exists'],
    'account-is-citizen-id': refusals['account-is-citizen-id'],
    'responsible-not-a-person': refusals['responsible-not-a-person'],
    'department-not-found': refusals['department-not-found'],
  },
  idempotent: true,
});

export const changeAccountRoute = route({
  operation: 'change-account',
  room: 'departments',
  method: 'POST',
  path: '/api/v1/accounts/change',
  summary: '修改账号的名称、所属部门或角色，或恢复已停用的账号（信息中心）。',
  callers: ['operator'],
  params: none,
  query: none,
  body: z
    .object({
      subject: Subject,
      name: AccountName.optional(),
      department: DepartmentId.optional(),
      roles: Roles.optional(),
      responsible: Subject.optional(),
      active: z.literal(true).optional(),
      reason: Reason,
    })
    .strict(),
  answer: { status: 200, body: Account },
  refusals: {
    'account-not-found': refusals['account-not-found'],
    'responsible-not-a-person': refusals['responsible-not-a-person'],
    'department-not-found': refusals['department-not-found'],
    'own-account': refusals['own-account'],
    'last-centre-account': refusals['last-centre-account'],
  },
});

export const deactivateAccountRoute = route({
  operation: 'deactivate-account',
  room: 'departments',
  method: 'POST',
  path: '/api/v1/accounts/deactivate',
  summary: '停用一个账号，一分钟内生效；账号和留痕保留（信息中心）。',
  callers: ['operator'],
  params: none,
  query: none,
  body: z.object({ subject: Subject, reason: Reason }).strict(),
  answer: { status: 200, body: Account },
  refusals: {
    'account-not-found': refusals['account-not-found'],
    'own-account': refusals['own-account'],
    'last-centre-account': refusals['last-centre-account'],
  },
});

export const accountRoutes = [
  searchAccountsRoute,
  addAccountRoute,
  changeAccountRoute,
  deactivateAccountRoute,
] as const;
