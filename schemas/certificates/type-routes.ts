import { z } from 'zod';
import { DepartmentId } from '../departments/department.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { CertificateType, IssuingLevel, IssuingMode, TypeId } from './certificate-type.ts';
import { Coverage, CoverageListing } from './coverage.ts';
import { certificateRefusals } from './refusals.ts';

const params = z.object({ type: TypeId });
const none = z.object({});
const { 'certificate-type-not-found': typeNotFound, 'coverage-not-yours': coverageNotYours } = certificateRefusals;

/** `toBeConfirmed` is a count here. */
export const CertificateTypeListing = CertificateType.omit({
  face: true,
  numberRule: true,
  definer: true,
  toBeConfirmed: true,
})
  .extend({ toBeConfirmed: z.int().min(0) })
  .strict();
export type CertificateTypeListing = z.infer<typeof CertificateTypeListing>;

export const IssuingUnit = z.object({ division: z.string(), name: z.string(), level: IssuingLevel }).strict();
export type IssuingUnit = z.infer<typeof IssuingUnit>;

export const listCertificateTypesRoute = route({
  operation: 'list-certificate-types',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificate-types',
  summary: '逐页列出证照类型，按通知附件 1 的顺序，可按颁证部门、颁证层级和制证方式筛选。',
  callers: 'signed-in',
  params: none,
  query: PageQuery.extend({
    department: DepartmentId.optional(),
    level: IssuingLevel.optional(),
    mode: IssuingMode.optional(),
  }),
  body: null,
  answer: { status: 200, body: pageSchema(CertificateTypeListing) },
  refusals: {},
});

export const readCertificateTypeRoute = route({
  operation: 'read-certificate-type',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificate-types/{type}',
  summary: '查看一个证照类型：类型代码、证面各项、编号规则、颁证单位和待确认事项。',
  callers: 'signed-in',
  params,
  query: none,
  body: null,
  answer: { status: 200, body: CertificateType.extend({ units: z.array(IssuingUnit) }).strict() },
  refusals: { 'certificate-type-not-found': typeNotFound },
});

export const readCoverageRoute = route({
  operation: 'read-coverage',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificate-types/{type}/coverage',
  summary:
    '查看一个证照类型的制证进度：各颁证单位的照面数据、已制证、未成功及原因、待制证和到期情况，并与归集数据量核对。',
  callers: ['provider', 'operator', 'supervisor'],
  params,
  query: none,
  body: null,
  answer: { status: 200, body: Coverage },
  refusals: { 'certificate-type-not-found': typeNotFound, 'coverage-not-yours': coverageNotYours },
});

export const listCoverageRoute = route({
  operation: 'list-coverage',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificate-coverage',
  summary: '逐页列出各证照类型的制证进度合计，按通知附件 1 的顺序：部门看本部门的，信息中心和督查部门看全市的。',
  callers: ['provider', 'operator', 'supervisor'],
  params: none,
  query: PageQuery,
  body: null,
  answer: { status: 200, body: pageSchema(CoverageListing) },
  refusals: {},
});

export const certificateTypeRoutes = [
  listCertificateTypesRoute,
  readCertificateTypeRoute,
  listCoverageRoute,
  readCoverageRoute,
] as const;
