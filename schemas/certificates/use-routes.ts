import { z } from 'zod';
import { Day, Instant } from '../kernel/day.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { printableLine } from '../kernel/printable-line.ts';
import { route } from '../kernel/route.ts';
import { TypeCode, TypeId } from './certificate-type.ts';
import { CertificateUse } from './certificate-use.ts';
import { CertificateView, StatusToday } from './certificate-view.ts';
import { CertificateId } from './document.ts';
import { grantRefusals, quotaRefusals } from './grant-refusals.ts';
import { HolderCode } from './holder-code.ts';
import { certificateRefusals } from './refusals.ts';
import { CertificateStatusCode } from './status.ts';

const none = z.object({});
const callers = ['provider', 'consumer', 'operator'] as const;
const text = printableLine({ min: 1, max: 200 });
const code = printableLine({ min: 1, max: 100 });
const { 'certificate-not-found': certificateNotFound, 'certificate-type-not-found': typeNotFound } =
  certificateRefusals;
const underGrant = { ...grantRefusals, ...quotaRefusals };
const codeRefusals = {
  'use-code-not-found': certificateRefusals['use-code-not-found'],
  'use-code-expired': certificateRefusals['use-code-expired'],
  'use-code-used': certificateRefusals['use-code-used'],
  'use-code-of-another': certificateRefusals['use-code-of-another'],
  'certificate-not-found': certificateNotFound,
  ...underGrant,
};

/** 32 random bytes, base64url. */
const AuthCode = z.string().regex(/^[\w-]{43}$/);

/** Standards §3.6; refusals are problem+json instead. */
const envelope = {
  ack_code: z.enum(['SUCCESS', 'FAILURE']),
  errors: z.array(z.object({ code: z.string(), message: z.string() })),
  correlation_id: z.string(),
  response_id: z.string(),
  timestamp: Instant,
};

/** Without a granted field only identifier, type and status are set. */
const LicenseSummary = z
  .object({
    license_code: CertificateId,
    name: z.string().optional(),
    license_type: z.string(),
    license_item_code: TypeCode,
    id_code: z.string().optional(),
    holder_name: z.string().optional(),
    holder_identity_type: z.string().optional(),
    holder_identity_num: z.string().optional(),
    issue_org_name: z.string().optional(),
    issue_org_code: z.string().optional(),
    /** Zones included; `division_code` is the national code above it. */
    division: z.string(),
    division_code: z.string(),
    issue_date: Day.optional(),
    begin_date: Day.optional(),
    expiry_date: Day.optional(),
    license_status: CertificateStatusCode,
    /** `license_status` does not express expiry. */
    status: StatusToday,
    trust_level: z.enum(['A', 'B']),
    data_fields: z.record(z.string(), z.string()),
    auth_code: AuthCode,
  })
  .strict();
export type LicenseSummary = z.infer<typeof LicenseSummary>;

export const officialUseRoute = route({
  operation: 'official-use',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/license/auth',
  summary:
    '依职能用证：说明经办人、单位、事项、办件和事由，取得持证主体的证照摘要和一次性用证码；填写有误时与其他接口一样以 application/problem+json 应答。',
  callers,
  params: none,
  query: none,
  body: z
    .object({
      identity_number: HolderCode,
      service_item_code: code,
      service_item_name: text.optional(),
      biz_num: code,
      use_cause: printableLine({ min: 2, max: 500 }),
      license_item_code: TypeCode.optional(),
      page_index: z.int().min(1).max(100).default(1),
      page_size: z.int().min(1).max(150).default(10),
      request_id: code.optional(),
      operator: z
        .object({
          account: code,
          name: text,
          identity_num: code.optional(),
          role: text.optional(),
          division: text.optional(),
          division_code: code.optional(),
          service_org: text,
          service_org_code: code.optional(),
        })
        .strict(),
    })
    .strict(),
  answer: {
    status: 200,
    body: z.object({ ...envelope, data: z.array(LicenseSummary), auth_codes: z.array(AuthCode) }),
  },
  refusals: { 'certificate-type-not-found': typeNotFound, ...underGrant },
  rateLimited: true,
});

export const redeemUseCodeRoute = route({
  operation: 'redeem-use-code',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/license/get-license',
  summary: '用一次性用证码取得一份证照在授权范围内的数据和今天的状态。',
  callers,
  params: none,
  query: none,
  body: z.object({ auth_code: AuthCode }).strict(),
  answer: { status: 200, body: z.object({ ...envelope, data: CertificateView }) },
  refusals: codeRefusals,
  rateLimited: true,
});

export const redeemUseFileRoute = route({
  operation: 'redeem-use-file',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/license/archive',
  summary: '用一次性用证码取得一份证照的加注件（PDF 或 OFD）：版面上注明用途、使用单位、时间和有效期，不提供原件。',
  callers,
  params: none,
  query: none,
  body: z.object({ auth_code: AuthCode, file_format: z.enum(['pdf', 'ofd']).default('pdf') }).strict(),
  answer: {
    status: 200,
    body: z.object({
      ...envelope,
      data: z
        .object({
          file_name: z.string(),
          media_type: z.string(),
          /** base64 */
          content: z.string(),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
          copy_expires: Day,
        })
        .strict(),
    }),
  },
  refusals: {
    ...codeRefusals,
    'copy-not-reducible': certificateRefusals['copy-not-reducible'],
    'certificate-not-valid-today': certificateRefusals['certificate-not-valid-today'],
  },
  rateLimited: true,
});

export const listCertificateUsesRoute = route({
  operation: 'list-certificate-uses',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificates/{identifier}/uses',
  summary: '逐页列出一份证照被谁、何时、为哪个事项使用过（颁证部门、信息中心）。',
  callers: ['provider', 'operator'],
  params: z.object({ identifier: CertificateId }),
  query: PageQuery,
  body: null,
  answer: {
    status: 200,
    body: pageSchema(CertificateUse.omit({ holder: true, operatorIdentity: true })).extend({ type: TypeId }),
  },
  refusals: {
    'certificate-not-found': certificateNotFound,
    'not-issuing-department': certificateRefusals['not-issuing-department'],
  },
});

export const useRoutes = [officialUseRoute, redeemUseCodeRoute, redeemUseFileRoute, listCertificateUsesRoute] as const;
