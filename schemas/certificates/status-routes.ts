import { z } from 'zod';
import { Actors } from '../departments/actor.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { approverNotAPerson } from '../kernel/refusal.ts';
import { route } from '../kernel/route.ts';
import { Batch, BatchEntry, BatchId, BatchOperation, BatchStatus } from './batch.ts';
import { TypeId } from './certificate-type.ts';
import { CertificateEvent } from './certificate.ts';
import { CertificateId } from './document.ts';
import { certificateRefusals } from './refusals.ts';
import { statusRefusals } from './status-refusals.ts';
import { PersonalOperation } from './status.ts';

const none = z.object({});
const callers = ['provider', 'operator'] as const;
const reason = z.string().trim().min(2).max(500);
const batchParams = z.object({ batch: BatchId });
const {
  'batch-not-found': batchNotFound,
  'batch-not-open': batchNotOpen,
  'maker-is-checker': makerIsChecker,
} = statusRefusals;

/** The most identifiers that fit into a request body. */
export const maxBatchLines = 2000;

export const changeCertificateStatusRoute = route({
  operation: 'change-certificate-status',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/certificates/{identifier}/operations',
  summary: '办理一份证照的状态变更：暂扣、发还、注销、撤销、吊销、失效、转出等，须写明原因（颁证部门、信息中心）。',
  callers,
  params: z.object({ identifier: CertificateId }),
  query: none,
  body: z.object({ operation: PersonalOperation, reason }).strict(),
  answer: { status: 201, body: z.object({ identifier: CertificateId, event: CertificateEvent }) },
  refusals: {
    'certificate-not-found': certificateRefusals['certificate-not-found'],
    'not-your-certificate': statusRefusals['not-your-certificate'],
    'operation-not-possible': statusRefusals['operation-not-possible'],
    'certificate-superseded': statusRefusals['certificate-superseded'],
  },
  idempotent: true,
});

export const prepareBatchRoute = route({
  operation: 'prepare-batch',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/certificate-batches',
  summary: '按清单批量办理注销、暂扣等：先试算每一行能否办理，不改变任何证照；由另一位经办人复核后才办理。',
  callers,
  params: none,
  query: none,
  body: z
    .object({
      operation: BatchOperation,
      reason,
      identifiers: z.array(CertificateId).min(1).max(maxBatchLines).optional(),
      type: TypeId.optional(),
      numbers: z.array(z.string().trim().min(1).max(200)).min(1).max(maxBatchLines).optional(),
    })
    .strict()
    .refine(
      ({ identifiers, type, numbers }) =>
        (identifiers === undefined) === (type !== undefined && numbers !== undefined) &&
        (type === undefined) === (numbers === undefined),
      {
        message: '请给出证照标识 identifiers，或者同时给出证照类型 type 和证照编号 numbers',
      },
    ),
  answer: { status: 201, body: Batch },
  refusals: { 'certificate-type-not-found': certificateRefusals['certificate-type-not-found'] },
  idempotent: true,
});

export const listBatchesRoute = route({
  operation: 'list-batches',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificate-batches',
  summary: '逐页列出本部门的批量办理单，最新的在前；信息中心可看全部部门的。',
  callers,
  params: none,
  query: PageQuery.extend({ status: BatchStatus.optional() }),
  body: null,
  answer: { status: 200, body: pageSchema(Batch).extend({ actors: Actors }) },
  refusals: {},
});

export const readBatchRoute = route({
  operation: 'read-batch',
  room: 'certificates',
  method: 'GET',
  path: '/api/v1/certificate-batches/{batch}',
  summary: '查看一个批量办理单：试算或办理的结果逐行列出，可只列不能办理的，办理后即为回执。',
  callers,
  params: batchParams,
  query: PageQuery.extend({ lines: z.enum(['all', 'impossible']).default('all') }),
  body: null,
  answer: { status: 200, body: pageSchema(BatchEntry).extend({ batch: Batch, actors: Actors }) },
  refusals: { 'batch-not-found': batchNotFound },
});

export const approveBatchRoute = route({
  operation: 'approve-batch',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/certificate-batches/{batch}/approve',
  summary: '复核通过一个批量办理单，开始办理；制单人本人不能复核。',
  callers,
  params: batchParams,
  query: none,
  body: null,
  answer: { status: 200, body: Batch },
  refusals: {
    'batch-not-found': batchNotFound,
    'batch-not-open': batchNotOpen,
    'maker-is-checker': makerIsChecker,
    'approver-not-a-person': approverNotAPerson,
    'batch-approval-by-centre': statusRefusals['batch-approval-by-centre'],
    'nothing-possible': statusRefusals['nothing-possible'],
  },
});

export const rejectBatchRoute = route({
  operation: 'reject-batch',
  room: 'certificates',
  method: 'POST',
  path: '/api/v1/certificate-batches/{batch}/reject',
  summary: '退回一个批量办理单，不办理其中任何一份证照；制单人也可以自己撤回。',
  callers,
  params: batchParams,
  query: none,
  body: z.object({ reason }).strict(),
  answer: { status: 200, body: Batch },
  refusals: { 'batch-not-found': batchNotFound, 'batch-not-open': batchNotOpen },
});

export const statusRoutes = [
  changeCertificateStatusRoute,
  prepareBatchRoute,
  listBatchesRoute,
  readBatchRoute,
  approveBatchRoute,
  rejectBatchRoute,
] as const;
