import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { Actors } from '../departments/actor.ts';
import { DepartmentId } from '../departments/department.ts';
import { Day } from '../kernel/day.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { AuditEntryView } from './audit-entry.ts';
import { limitRoutes } from './limit-routes.ts';
import { sharingRefusals } from './refusals.ts';

const AuditPage = pageSchema(AuditEntryView).extend({ actors: Actors });

/** `of-data`: the department's data was used, by whomever. `by-people`: its people used data, whosever. */
export const AuditSide = z.enum(['of-data', 'by-people']);

export const listAuditEntriesRoute = route({
  operation: 'list-audit-entries',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/audit-entries',
  summary:
    '逐页列出数据的使用记录：谁在何时用了哪个信息资源的数据、涉及多少条，最近的在前。可看本部门的数据被谁使用，' +
    '也可看本部门的人员用了谁的数据；信息中心和督查部门可看任一部门的。一页可能不满，仍有下一页。',
  callers: ['provider', 'operator', 'supervisor'],
  params: z.object({}),
  query: PageQuery.extend({
    side: AuditSide.default('of-data'),
    /** Defaults to the caller's own. */
    department: DepartmentId.optional(),
    account: z.string().min(1).max(200).optional(),
    dataset: DatasetId.optional(),
    /** Asia/Shanghai. */
    day: Day.optional(),
  }),
  body: null,
  answer: { status: 200, body: AuditPage },
  refusals: { 'department-not-yours': sharingRefusals['department-not-yours'] },
});

export const findAuditEntriesRoute = route({
  operation: 'find-audit-entries',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/audit-entries/find',
  summary:
    '按公民身份号码或统一社会信用代码查谁用过这个主体的数据，最近的在前。提供部门只看到本部门的数据被使用、' +
    '或本部门人员使用的记录。这次查询本身也留下使用记录。',
  callers: ['provider', 'operator'],
  params: z.object({}),
  query: z.object({}),
  body: z
    .object({
      subject: z.string().min(1).max(100),
      cursor: z.string().max(2000).optional(),
      limit: z.int().min(1).max(200).default(50),
    })
    .strict(),
  answer: { status: 200, body: AuditPage },
  refusals: { 'subject-not-valid': sharingRefusals['subject-not-valid'] },
});

export const sharingRoutes = [listAuditEntriesRoute, findAuditEntriesRoute, ...limitRoutes];
