import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { Actors } from '../departments/actor.ts';
import { DepartmentId } from '../departments/department.ts';
import { Day, Instant } from '../kernel/day.ts';
import { decimalInteger } from '../kernel/decimal-integer.ts';
import { PageQuery, pageSchema } from '../kernel/page.ts';
import { printableLine } from '../kernel/printable-line.ts';
import { route } from '../kernel/route.ts';
import { archiveRoutes } from './archive-routes.ts';
import {
  Delivery,
  DeliveryEvent,
  DeliveryId,
  DeliveryMode,
  DeliveryReceipt,
  DeliveryStatus,
  Channel,
} from './delivery.ts';
import { Finding } from './finding.ts';
import { DatabaseSystem, FrontEndScript } from './front-end-table.ts';
import { LinkState } from './link.ts';
import { multipartRoutes } from './multipart-routes.ts';
import { QueueState } from './queue-state.ts';
import { collectionRefusals } from './refusals.ts';
import { updateSheetRoutes } from './update-sheet-routes.ts';

export const xlsxMediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const datasetParams = z.object({ dataset: DatasetId });
const deliveryParams = z.object({ delivery: DeliveryId });
const none = z.object({});
const refusals = collectionRefusals;
const {
  'delivery-not-found': deliveryNotFound,
  'dataset-not-found': datasetNotFound,
  'not-your-department': notYourDepartment,
} = refusals;

const Download = z.object({ url: z.url(), fileName: z.string(), expiresAt: Instant });

export const downloadTemplateRoute = route({
  operation: 'download-template',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/template',
  summary: '下载信息资源的 Excel 填报模板。',
  callers: ['provider', 'operator'],
  params: datasetParams,
  query: z.object({ version: decimalInteger({ min: 1 }).optional() }),
  body: null,
  answer: { status: 200, file: xlsxMediaType },
  refusals: { 'dataset-not-found': datasetNotFound, 'version-not-found': refusals['version-not-found'] },
});

export const downloadFrontEndTableRoute = route({
  operation: 'download-front-end-table',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/front-end-table',
  summary: '下载信息资源的前置库脚本：建表语句（字段、注释、审计列、索引、退回表），或最小权限的账号授权。',
  callers: ['provider', 'operator'],
  params: datasetParams,
  query: z.object({
    system: DatabaseSystem.default('postgresql'),
    script: FrontEndScript.default('table'),
    version: decimalInteger({ min: 1 }).optional(),
  }),
  body: null,
  answer: { status: 200, file: 'application/sql; charset=utf-8' },
  refusals: { 'dataset-not-found': datasetNotFound, 'version-not-found': refusals['version-not-found'] },
});

export const createDeliveryRoute = route({
  operation: 'create-delivery',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/deliveries',
  summary: '登记一次报送，得到 15 分钟内有效的一次性上传地址；文件到达后自动检查入库。',
  callers: ['provider'],
  params: datasetParams,
  query: none,
  body: z
    .object({
      mode: DeliveryMode,
      /** Ends in .xlsx; never used as a path. */
      fileName: printableLine({ min: 1, max: 200 }),
      /** Bytes; the upload must have exactly this size. */
      size: z.int().min(1),
    })
    .strict(),
  answer: {
    status: 201,
    body: z.object({
      delivery: Delivery,
      upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()), expiresAt: Instant }),
    }),
  },
  refusals: {
    'dataset-not-found': datasetNotFound,
    'not-your-department': notYourDepartment,
    'file-too-large': refusals['file-too-large'],
    'file-type-not-accepted': refusals['file-type-not-accepted'],
  },
  idempotent: true,
});

export const listDeliveriesRoute = route({
  operation: 'list-deliveries',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/deliveries',
  summary: '列出一个信息资源的报送批次，最近的在前。',
  callers: ['provider', 'operator', 'supervisor'],
  params: datasetParams,
  query: PageQuery.extend({ status: DeliveryStatus.optional() }),
  body: null,
  answer: { status: 200, body: pageSchema(Delivery) },
  refusals: { 'dataset-not-found': datasetNotFound, 'not-your-department': notYourDepartment },
});

export const listAllDeliveriesRoute = route({
  operation: 'list-all-deliveries',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/deliveries',
  summary: '逐页列出报送批次，最近的在前，可按状态、部门、信息资源、归集方式和日期筛选；提供部门只看到本部门的。',
  callers: ['provider', 'operator', 'supervisor'],
  params: none,
  query: PageQuery.extend({
    status: DeliveryStatus.optional(),
    department: DepartmentId.optional(),
    dataset: DatasetId.optional(),
    channel: Channel.optional(),
    /** In Shanghai, of the registration. */
    day: Day.optional(),
    /** Days of the registration, both included. */
    from: Day.optional(),
    to: Day.optional(),
  }),
  body: null,
  /** A page may be short, or empty, and have a next one: a page examines at most 1,000 deliveries. */
  answer: { status: 200, body: pageSchema(Delivery) },
  refusals: {},
});

export const listQueuesRoute = route({
  operation: 'list-queues',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/queues',
  summary: '查看各处理队列：等待、处理中和无法处理的消息数（信息中心）。',
  callers: ['operator'],
  params: none,
  query: none,
  body: null,
  answer: { status: 200, body: z.object({ items: z.array(QueueState) }) },
  refusals: {},
});

export const readDeliveryRoute = route({
  operation: 'read-delivery',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/deliveries/{delivery}',
  summary: '查看报送批次的状态和回执（读取 = 新增 + 变更 + 未变 + 退回），以及公开以后的变化（回退、后来的公开）。',
  callers: ['provider', 'operator', 'supervisor'],
  params: deliveryParams,
  query: none,
  body: null,
  answer: { status: 200, body: DeliveryReceipt },
  refusals: { 'delivery-not-found': deliveryNotFound },
});

/** Who may read the delivery may read them. */
export const listDeliveryEventsRoute = route({
  operation: 'list-delivery-events',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/deliveries/{delivery}/events',
  summary: '列出报送批次的经过：何时、由谁、从什么状态到什么状态、多少行，先后排列。',
  callers: ['provider', 'operator', 'supervisor'],
  params: deliveryParams,
  query: none,
  body: null,
  answer: { status: 200, body: z.object({ items: z.array(DeliveryEvent), actors: Actors }) },
  refusals: { 'delivery-not-found': deliveryNotFound },
});

export const listFindingsRoute = route({
  operation: 'list-findings',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/deliveries/{delivery}/findings',
  summary: '逐页列出报送批次中发现的问题：先错误，后提醒。一页可能不满，仍有下一页。',
  callers: ['provider', 'operator'],
  params: deliveryParams,
  query: PageQuery,
  body: null,
  answer: { status: 200, body: pageSchema(Finding).extend({ truncated: z.boolean() }) },
  refusals: {
    'delivery-not-found': deliveryNotFound,
    'findings-not-ready': refusals['findings-not-ready'],
    'findings-expired': refusals['findings-expired'],
  },
});

export const downloadAnnotatedRoute = route({
  operation: 'download-annotated',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/deliveries/{delivery}/annotated',
  summary: '取得批注文件的下载地址：报送的原文件，问题单元格着色并加批注，另加一张问题清单。',
  callers: ['provider', 'operator'],
  params: deliveryParams,
  query: z.object({ rows: z.enum(['all', 'failed']).default('all') }),
  body: null,
  /** `notice` says what the workbook leaves out of the file. */
  answer: { status: 200, body: Download.extend({ notice: z.string().optional() }) },
  refusals: {
    'delivery-not-found': deliveryNotFound,
    'nothing-to-annotate': refusals['nothing-to-annotate'],
    'annotated-not-ready': refusals['annotated-not-ready'],
    'no-annotated-workbook': refusals['no-annotated-workbook'],
  },
});

export const approveDeliveryRoute = route({
  operation: 'approve-delivery',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/deliveries/{delivery}/approve',
  summary: '放行等待确认的批次（由报送人以外的人确认确需大幅减少记录）。',
  callers: ['provider', 'operator'],
  params: deliveryParams,
  query: none,
  body: z.object({ reason: z.string().min(2).max(500) }).strict(),
  answer: { status: 200, body: Delivery },
  refusals: {
    'delivery-not-found': deliveryNotFound,
    'not-awaiting-approval': refusals['not-awaiting-approval'],
    'same-person': refusals['same-person'],
    'approver-not-a-person': refusals['approver-not-a-person'],
    'approval-by-centre': refusals['approval-by-centre'],
  },
});

export const retryDeliveryRoute = route({
  operation: 'retry-delivery',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/deliveries/{delivery}/retry',
  summary: '重新处理失败的批次。',
  callers: ['provider', 'operator'],
  params: deliveryParams,
  query: none,
  body: null,
  answer: { status: 200, body: Delivery },
  refusals: { 'delivery-not-found': deliveryNotFound, 'not-failed': refusals['not-failed'] },
});

export const discardDeliveryRoute = route({
  operation: 'discard-delivery',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/deliveries/{delivery}/discard',
  summary: '作废等待确认或失败的批次，已公开的数据不受影响。',
  callers: ['provider', 'operator'],
  params: deliveryParams,
  query: none,
  body: z.object({ reason: z.string().min(2).max(500) }).strict(),
  answer: { status: 202, body: Delivery },
  refusals: { 'delivery-not-found': deliveryNotFound, 'not-discardable': refusals['not-discardable'] },
});

export const confirmLinkRoute = route({
  operation: 'confirm-link',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/link',
  summary: '验收挂接：确认该信息资源通过某种归集方式已获取成功，生成回执（信息中心）。',
  callers: ['operator'],
  params: datasetParams,
  query: none,
  body: z.object({ channel: Channel, comment: z.string().max(500).optional() }).strict(),
  answer: { status: 200, body: LinkState },
  refusals: { 'dataset-not-found': datasetNotFound, 'nothing-on-trial': refusals['nothing-on-trial'] },
});

export const collectionRoutes = [
  downloadTemplateRoute,
  downloadFrontEndTableRoute,
  createDeliveryRoute,
  ...multipartRoutes,
  listDeliveriesRoute,
  listAllDeliveriesRoute,
  readDeliveryRoute,
  listDeliveryEventsRoute,
  listFindingsRoute,
  downloadAnnotatedRoute,
  approveDeliveryRoute,
  retryDeliveryRoute,
  discardDeliveryRoute,
  confirmLinkRoute,
  listQueuesRoute,
  ...updateSheetRoutes,
  ...archiveRoutes,
] as const;
