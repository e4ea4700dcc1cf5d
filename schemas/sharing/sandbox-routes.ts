import { z } from 'zod';
import { route } from '../kernel/route.ts';
import { useRefusals } from './use-refusals.ts';
import {
  changesShape,
  consumers,
  grantParams,
  isOneAsked,
  isOneQueried,
  oneAsked,
  oneQueried,
  queryUnderGrantRoute,
  readChangesUnderGrantRoute,
  readers,
  queryShape,
  verifyShape,
  verifyUnderGrantRoute,
} from './use-routes.ts';

const none = z.object({});
const marked = { sandbox: z.literal(true) };
const synthetic =
  '沙箱：参数、脱敏、行范围、限流和提示与正式调用相同，数据全部是由授权编号生成的虚构数据，不读取任何记录；' +
  '应答中 sandbox 为 true。不须案件编号，不计用量，不留使用记录；授权尚未开始时也可调用。';

const {
  'grant-not-found': grantNotFound,
  'grant-expired': grantExpired,
  'grant-revoked': grantRevoked,
  'grant-suspended': grantSuspended,
  'grant-superseded': grantSuperseded,
  'dataset-not-shared': datasetNotShared,
  'grant-of-certificates': grantOfCertificates,
} = useRefusals;
const closed = {
  'grant-not-found': grantNotFound,
  'grant-expired': grantExpired,
  'grant-revoked': grantRevoked,
  'grant-suspended': grantSuspended,
  'grant-superseded': grantSuperseded,
  'dataset-not-shared': datasetNotShared,
  'grant-of-certificates': grantOfCertificates,
};

export const readGrantOpenapiRoute = route({
  operation: 'read-grant-openapi',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/grants/{grant}/openapi',
  summary:
    '取得一个授权的接口说明文档（OpenAPI 3.1）：只有授权的使用方式和信息项，路径中已填好授权编号，附沙箱接口、脱敏、用量和示例；只有双方和信息中心可以取得。',
  callers: readers,
  params: grantParams,
  query: none,
  body: null,
  answer: { status: 200, body: z.record(z.string(), z.unknown()) },
  refusals: closed,
});

export const readSandboxRoute = route({
  operation: 'read-sandbox',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/grants/{grant}/sandbox',
  summary: '列出一个授权的沙箱里可以查询的虚构主体和业务主键，供调试和自动测试使用。',
  callers: consumers,
  params: grantParams,
  query: none,
  body: null,
  answer: {
    status: 200,
    body: z.object({
      ...marked,
      /** Numbers that a query by subject finds; empty where the dataset has no subject. */
      subjects: z.array(z.string()),
      /** Keys that a query finds; empty where the grant does not permit queries by key. */
      keys: z.array(z.record(z.string(), z.string())),
    }),
  },
  refusals: closed,
});

export const querySandboxRoute = route({
  ...queryUnderGrantRoute,
  operation: 'query-sandbox',
  path: '/api/v1/grants/{grant}/sandbox/query',
  summary: `在沙箱中按授权查询。${synthetic}`,
  body: z.object(queryShape).strict().refine(isOneQueried, oneQueried),
  answer: { status: 200, body: queryUnderGrantRoute.answer.body.extend(marked) },
  refusals: { ...queryUnderGrantRoute.refusals, 'grant-of-certificates': grantOfCertificates },
});

export const verifySandboxRoute = route({
  ...verifyUnderGrantRoute,
  operation: 'verify-sandbox',
  path: '/api/v1/grants/{grant}/sandbox/verify',
  summary: `在沙箱中按授权核验。${synthetic}`,
  body: z.object(verifyShape).strict().refine(isOneAsked, oneAsked),
  answer: { status: 200, body: verifyUnderGrantRoute.answer.body.extend(marked) },
  refusals: { ...verifyUnderGrantRoute.refusals, 'grant-of-certificates': grantOfCertificates },
});

export const readSandboxChangesRoute = route({
  ...readChangesUnderGrantRoute,
  operation: 'read-sandbox-changes',
  path: '/api/v1/grants/{grant}/sandbox/changes',
  summary: `在沙箱中按授权读取变更：先是现有数据，再是一条修改和一条删除，此后没有变更。${synthetic}`,
  body: z.object(changesShape).strict(),
  answer: { status: 200, body: readChangesUnderGrantRoute.answer.body.extend(marked) },
  refusals: { ...readChangesUnderGrantRoute.refusals, 'grant-of-certificates': grantOfCertificates },
});

export const sandboxRoutes = [
  readGrantOpenapiRoute,
  readSandboxRoute,
  querySandboxRoute,
  verifySandboxRoute,
  readSandboxChangesRoute,
] as const;
