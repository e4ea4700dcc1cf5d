import { z } from 'zod';
import { Actors } from '../departments/actor.ts';
import { DepartmentId } from '../departments/department.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { printableLine } from '../kernel/printable-line.ts';
import { route } from '../kernel/route.ts';
import {
  CatalogueStanding,
  DayUsage,
  GrantedChange,
  GrantedRecord,
  GrantView,
  KeyValues,
  maxAskedAtOnce,
  maxGrantsAtOnce,
  maxRowsAtOnce,
  SubjectViewEntry,
} from './grant-use.ts';
import { Quota } from './grant.ts';
import { sharingRefusals } from './refusals.ts';
import { useRefusals } from './use-refusals.ts';

export const grantParams = z.object({ grant: z.ulid() });
const params = grantParams;
const none = z.object({});
const subject = z.string().min(1).max(100);
const caseNumber = printableLine({ min: 1, max: 100 });
const matter = printableLine({ min: 1, max: 200 }).optional();

/** Everybody who uses a department's grants, whatever else they do. Who may see what is itself a secret. */
export const consumers = ['consumer', 'provider'] as const;
export const readers = ['consumer', 'provider', 'operator'] as const;

const counting = '计量规则：每次给出应答的调用计一次，给出几条计几条，查询或给出的主体每日各计一个；被拒绝的调用不计。';

const {
  'grant-not-found': grantNotFound,
  'key-not-granted': keyNotGranted,
  'key-not-complete': keyNotComplete,
  'key-not-valid': keyNotValid,
  'no-subject': noSubject,
  'subject-not-valid': subjectNotValid,
  'too-many-records': tooManyRecords,
  'changes-not-kept': changesNotKept,
  'field-not-granted': fieldNotGranted,
  ...ofEachUse
} = useRefusals;
const everyUse = { 'grant-not-found': grantNotFound, ...ofEachUse };
const finding = {
  'key-not-granted': keyNotGranted,
  'key-not-complete': keyNotComplete,
  'key-not-valid': keyNotValid,
  'no-subject': noSubject,
  'subject-not-valid': subjectNotValid,
  'too-many-records': tooManyRecords,
};

const given = (values: readonly unknown[]) => values.filter((value) => value !== undefined).length;

/** Of bodies, which the sandbox takes too. */
export const queryShape = {
  key: KeyValues.optional(),
  /** An id number or an organization's code. */
  subject: subject.optional(),
  keys: z.array(KeyValues).min(1).max(maxAskedAtOnce).optional(),
  subjects: z.array(subject).min(1).max(maxAskedAtOnce).optional(),
  /** May be left out where the grant does not require it. */
  caseNumber: caseNumber.optional(),
  matter,
};
type QueryBody = Readonly<Record<'key' | 'subject' | 'keys' | 'subjects', unknown>>;
export const isOneQueried = (body: Partial<QueryBody>) =>
  given([body.key, body.subject, body.keys, body.subjects]) === 1;
export const oneQueried = { message: 'key、subject、keys、subjects 须给出其中一项，并且只给出一项' };

export const verifyShape = {
  key: KeyValues.optional(),
  subject: subject.optional(),
  /** Values that one record must have, all of them. */
  fields: KeyValues.optional(),
  /** May be left out where the grant does not require it. */
  caseNumber: caseNumber.optional(),
  matter,
};
export const isOneAsked = (body: Partial<Pick<QueryBody, 'key' | 'subject'>>) => given([body.key, body.subject]) === 1;
export const oneAsked = { message: 'key 和 subject 须给出其中一项' };

export const changesShape = {
  cursor: z.string().max(4000).optional(),
  limit: z.int().min(1).max(maxRowsAtOnce).default(100),
  /** A feed serves many cases: it may be left out. */
  caseNumber: caseNumber.optional(),
  matter,
};

export const queryUnderGrantRoute = route({
  operation: 'query-under-grant',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/grants/{grant}/query',
  summary:
    `按授权查询：给出业务主键或主体，一次最多 ${maxAskedAtOnce} 个，得到授权的信息项，按授权脱敏；` +
    `授权范围以外的记录，与没有的一样不给出。${counting}`,
  callers: consumers,
  params,
  query: none,
  body: z.object(queryShape).strict().refine(isOneQueried, oneQueried),
  answer: { status: 200, body: z.object({ items: z.array(GrantedRecord).max(maxRowsAtOnce), more: z.boolean() }) },
  refusals: { ...everyUse, ...finding },
  rateLimited: true,
});

export const viewSubjectRoute = route({
  operation: 'view-subject',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/subject-view',
  summary:
    '主体数据：按给本部门的、现在有效的每一个可以查询的授权，查询同一个主体，分授权给出结果；' +
    `一次最多 ${maxGrantsAtOnce} 个授权，凭 cursor 继续。每个授权都与单独查询一样计量、留存使用记录；一个授权被拒绝，不影响其他授权。` +
    '没有授权的信息资源，与没有数据一样，不出现在结果中。',
  callers: consumers,
  params: none,
  query: none,
  body: z
    .object({
      subject,
      caseNumber,
      /** Only grants for this matter are asked. */
      matter,
      cursor: z.string().max(2000).optional(),
      limit: z.int().min(1).max(maxGrantsAtOnce).default(10),
    })
    .strict(),
  answer: {
    status: 200,
    body: z.object({ items: z.array(SubjectViewEntry).max(maxGrantsAtOnce), next: z.string().optional() }),
  },
  refusals: {},
});

export const verifyUnderGrantRoute = route({
  operation: 'verify-under-grant',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/grants/{grant}/verify',
  summary:
    '按授权核验：有没有这样的记录，以及给出的值与记录是否一致，只答 yes、no 或 not-found，不给出数据；' +
    `只能核对以原值授权的信息项。${counting}`,
  callers: consumers,
  params,
  query: none,
  body: z.object(verifyShape).strict().refine(isOneAsked, oneAsked),
  answer: { status: 200, body: z.object({ result: z.enum(['yes', 'no', 'not-found']) }) },
  refusals: { ...everyUse, ...finding, 'field-not-granted': fieldNotGranted },
  rateLimited: true,
});

/** At least once: the answer to a repeated cursor has the same items under the same ids, and perhaps later ones. */
export const readChangesUnderGrantRoute = route({
  operation: 'read-changes-under-grant',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/grants/{grant}/changes',
  summary:
    '按授权读取变更：先给出授权范围内现有的全部数据，再按发布顺序给出以后的变更；不再属于授权范围的记录作为删除给出。' +
    `可随时中断，凭 cursor 继续；一次可能不满，仍有下一次。${counting}`,
  callers: consumers,
  params,
  query: none,
  body: z.object(changesShape).strict(),
  answer: { status: 200, body: z.object({ items: z.array(GrantedChange), next: z.string(), more: z.boolean() }) },
  refusals: { ...everyUse, 'changes-not-kept': changesNotKept },
  rateLimited: true,
});

export const listGrantsRoute = route({
  operation: 'list-grants',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/grants',
  summary:
    '逐页列出授权：给本部门的，或本部门给出的，最近申请的在前；信息中心可看任一部门的。一页可能不满，仍有下一页。',
  callers: readers,
  params: none,
  query: PageQuery.extend({
    side: z.enum(['consumer', 'provider']).default('consumer'),
    /** Defaults to the caller's own. */
    department: DepartmentId.optional(),
  }),
  body: null,
  answer: { status: 200, body: pageSchema(GrantView).extend({ actors: Actors }) },
  refusals: { 'grants-not-yours': sharingRefusals['grants-not-yours'] },
});

export const readGrantRoute = route({
  operation: 'read-grant',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/grants/{grant}',
  summary: '查看一个授权：信息项、脱敏、范围、使用方式、事项、用量、期限和状态；只有双方和信息中心可以查看。',
  callers: readers,
  params,
  query: none,
  body: null,
  answer: { status: 200, body: z.object({ grant: GrantView, catalogue: CatalogueStanding, actors: Actors }) },
  refusals: { 'grant-not-found': grantNotFound },
});

export const readGrantUsageRoute = route({
  operation: 'read-grant-usage',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/grants/{grant}/usage',
  summary: `查看一个授权今天和最近 30 天的用量，双方看到的相同。${counting}`,
  callers: readers,
  params,
  query: none,
  body: null,
  answer: {
    status: 200,
    body: z.object({
      quota: Quota,
      today: DayUsage,
      /** The newest first, without today; days on which nothing was used are left out. */
      days: z.array(DayUsage).max(30),
    }),
  },
  refusals: { 'grant-not-found': grantNotFound },
});

export const grantRoutes = [
  listGrantsRoute,
  readGrantRoute,
  readGrantUsageRoute,
  queryUnderGrantRoute,
  viewSubjectRoute,
  verifyUnderGrantRoute,
  readChangesUnderGrantRoute,
] as const;
