import { z } from 'zod';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { route } from '../kernel/route.ts';
import { TypeId } from './certificate-type.ts';
import { QuarantineReason, QuarantinedRecord } from './quarantine.ts';
import { certificateRefusals } from './refusals.ts';

const params = z.object({ type: TypeId });
const { 'certificate-type-not-found': typeNotFound, 'coverage-not-yours': coverageNotYours } = certificateRefusals;

export const QuarantineEntry = QuarantinedRecord.pick({ record: true, attempts: true, at: true, source: true }).extend({
  reason: z.object({ code: QuarantineReason, detail: z.string() }),
});
export type QuarantineEntry = z.infer<typeof QuarantineEntry>;

export const listQuarantineRoute = route({
  operation: 'list-quarantine',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificate-types/{type}/quarantine',
  summary: '逐页列出一个证照类型中多次未能制证、已暂停处理的照面数据：来源行、原因和处理办法。',
  callers: ['provider', 'operator'],
  params,
  query: PageQuery,
  body: null,
  answer: { status: 200, body: pageSchema(QuarantineEntry) },
  refusals: { 'certificate-type-not-found': typeNotFound, 'coverage-not-yours': coverageNotYours },
});

export const retryQuarantineRoute = route({
  operation: 'retry-quarantine',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/certificate-types/{type}/quarantine/retry',
  summary: '对一个证照类型中已暂停处理的照面数据重新制证，一次最多 1,000 条；仍未成功的留在清单中。',
  callers: ['operator'],
  params,
  query: z.object({}),
  body: null,
  answer: { status: 200, body: z.object({ records: z.int().min(0) }).strict() },
  refusals: { 'certificate-type-not-found': typeNotFound },
});

export const quarantineRoutes = [listQuarantineRoute, retryQuarantineRoute] as const;
