import { z } from 'zod';
import { Actors } from '../departments/actor.ts';
import { Instant } from '../kernel/day.ts';
import { pageSchema } from '../kernel/page.ts';
import { printableLine } from '../kernel/printable-line.ts';
import { route } from '../kernel/route.ts';
import { Lineage } from '../records/record.ts';
import { TypeId } from './certificate-type.ts';
import { RedactedDocument, CertificateView, StatusToday } from './certificate-view.ts';
import { CertificateEvent } from './certificate.ts';
import { CertificateId } from './document.ts';
import { grantRefusals, quotaRefusals } from './grant-refusals.ts';
import { HolderCode } from './holder-code.ts';
import { certificateRefusals } from './refusals.ts';

const params = z.object({ identifier: CertificateId });
const none = z.object({});
const callers = ['provider', 'consumer', 'operator'] as const;
const { 'certificate-not-found': certificateNotFound, 'certificate-type-not-found': typeNotFound } =
  certificateRefusals;
const underGrant = { ...grantRefusals, ...quotaRefusals };

/** What data under a grant is for; issuers need not say it. */
const purpose = {
  /** May be left out where the grant does not require it. */
  caseNumber: printableLine({ min: 1, max: 100 }).optional(),
  /** The grant's stands for it when it is left out. */
  matter: printableLine({ min: 1, max: 200 }).optional(),
};

export const readCertificateRoute = route({
  operation: 'read-certificate',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificates/{identifier}',
  summary: '按证照标识查看一份证照：授权范围内的照面信息和今天的状态。',
  callers,
  params,
  query: z.object(purpose),
  body: null,
  answer: { status: 200, body: CertificateView },
  refusals: { 'certificate-not-found': certificateNotFound, ...underGrant },
  rateLimited: true,
});

export const findCertificatesRoute = route({
  operation: 'find-certificates',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/certificates/find',
  summary: '按证照类型和证照编号查询证照，返回授权范围内的照面信息和今天的状态。',
  callers,
  params: none,
  query: none,
  body: z.object({ type: TypeId, number: z.string().min(1).max(200), ...purpose }).strict(),
  answer: { status: 200, body: z.object({ items: z.array(CertificateView) }) },
  refusals: { 'certificate-type-not-found': typeNotFound, ...underGrant },
  rateLimited: true,
});

export const findByHolderRoute = route({
  operation: 'find-by-holder',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/certificates/by-holder',
  summary: '按持证主体查询其名下的证照，可限定证照类型，可只看今天有效的。',
  callers,
  params: none,
  query: none,
  body: z
    .object({
      /** The body carries the code, since URLs are logged. */
      holder: HolderCode,
      types: z.array(TypeId).min(1).max(200).optional(),
      status: z.enum(['valid', 'any']).default('any'),
      cursor: z.string().max(2000).optional(),
      limit: z.int().min(1).max(100).default(50),
      ...purpose,
    })
    .strict(),
  answer: { status: 200, body: pageSchema(CertificateView) },
  refusals: { 'certificate-type-not-found': typeNotFound, ...underGrant },
  rateLimited: true,
});

export const readCertificatesRoute = route({
  operation: 'read-certificates',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/certificates/batch',
  summary: '一次按最多 100 个证照标识查看证照，逐个回答：查到、没有查到或未获授权。',
  callers,
  params: none,
  query: none,
  body: z.object({ identifiers: z.array(CertificateId).min(1).max(100), ...purpose }).strict(),
  answer: {
    status: 200,
    body: z.object({
      /** Items are in the order requested. */
      items: z.array(
        z.discriminatedUnion('outcome', [
          z.object({ identifier: CertificateId, outcome: z.literal('found'), certificate: CertificateView }),
          z.object({ identifier: CertificateId, outcome: z.literal('not-found') }),
          /** `code` is that of the refusal of a single one. */
          z.object({ identifier: CertificateId, outcome: z.literal('not-allowed'), code: z.string() }),
        ]),
      ),
    }),
  },
  refusals: quotaRefusals,
  rateLimited: true,
});

export const readCertificateHistoryRoute = route({
  operation: 'read-certificate-history',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificates/{identifier}/history',
  summary: '查看一份证照的全部版本：每次变更由谁、何时、因何作出，照面数据来自哪个批次哪一行（颁证部门、信息中心）。',
  callers: ['provider', 'operator'],
  params,
  query: none,
  body: null,
  answer: {
    status: 200,
    body: z.object({
      type: TypeId,
      actors: Actors,
      /** Newest first, at most 100. */
      versions: z.array(
        z.object({
          identifier: CertificateId,
          generation: z.int().min(1),
          version: z.int().min(1),
          signedAt: Instant,
          status: StatusToday,
          document: RedactedDocument,
          events: z.array(CertificateEvent),
          source: Lineage.extend({ seq: z.int().min(1) }),
        }),
      ),
    }),
  },
  refusals: {
    'certificate-not-found': certificateNotFound,
    'not-issuing-department': certificateRefusals['not-issuing-department'],
  },
});

export const lookupRoutes = [
  findCertificatesRoute,
  findByHolderRoute,
  readCertificatesRoute,
  readCertificateRoute,
  readCertificateHistoryRoute,
] as const;
