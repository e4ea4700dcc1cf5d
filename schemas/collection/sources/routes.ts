import { z } from 'zod';
import { DatasetId } from '../../catalogue/dataset-version.ts';
import { FieldKey } from '../../catalogue/field.ts';
import { Actors } from '../../departments/actor.ts';
import { PageQuery, pageSchema } from '../../kernel/page.ts';
import { printableLine } from '../../kernel/printable-line.ts';
import { route } from '../../kernel/route.ts';
import { DeliveryId } from '../delivery.ts';
import { collectionRefusals } from '../refusals.ts';
import { sourceRefusals } from './refusals.ts';
import { RejectedRow, RejectedRowId } from './rejected-row.ts';
import { ReplayProgress } from './replay.ts';
import { Source, SourceDeclaration, SourceChannel, SourceTest, SourceTimetable } from './source.ts';

const room = 'collection';
const ofSource = z.object({ dataset: DatasetId, channel: SourceChannel });
const none = z.object({});
const path = '/api/v1/datasets/{dataset}/sources/{channel}';
const { 'dataset-not-found': datasetNotFound, 'not-your-department': notYourDepartment } = collectionRefusals;
const { 'source-not-found': sourceNotFound, 'source-state': sourceState } = sourceRefusals;
const known = { 'dataset-not-found': datasetNotFound, 'source-not-found': sourceNotFound };
const Reason = printableLine({ min: 2, max: 500 });

/** What a department declares of a source. */
export const SourceRegistration = z
  .object({ declaration: SourceDeclaration, timetable: SourceTimetable.prefault({}) })
  .strict();

export const registerSourceRoute = route({
  operation: 'register-source',
  room,
  method: 'PUT',
  path,
  summary: '登记或修改数据源：服务接口的调用方法，或前置库的连接信息，以及时间表。登记后由市政府信息中心测试、确认。',
  callers: ['provider'],
  params: ofSource,
  query: none,
  body: SourceRegistration,
  answer: { status: 200, body: Source },
  refusals: {
    'dataset-not-found': datasetNotFound,
    'not-your-department': notYourDepartment,
    'channel-mismatch': sourceRefusals['channel-mismatch'],
    'credentials-declared': sourceRefusals['credentials-declared'],
    'fields-unknown': sourceRefusals['fields-unknown'],
    'key-not-mapped': sourceRefusals['key-not-mapped'],
    'timetable-not-valid': sourceRefusals['timetable-not-valid'],
  },
});

export const setSourceSecretRoute = route({
  operation: 'set-source-secret',
  room,
  method: 'PUT',
  path: `${path}/secret`,
  summary: '登记访问数据源的凭据（账号密码、令牌或密钥）。凭据加密保存，任何接口都不会再显示。',
  callers: ['provider', 'operator'],
  params: ofSource,
  query: none,
  body: z.object({ secret: z.record(z.string().regex(/^[A-Za-z]{1,30}$/), z.string().min(1)) }).strict(),
  answer: { status: 200, body: Source },
  refusals: { ...known, 'secret-too-long': sourceRefusals['secret-too-long'] },
});

export const testSourceRoute = route({
  operation: 'test-source',
  room,
  method: 'POST',
  path: `${path}/test`,
  summary: '测试数据源：实际读取首页，逐项核对与目录信息项的对应（未对应、缺失、类型不符），不入库。',
  callers: ['operator', 'provider'],
  params: ofSource,
  query: none,
  body: null,
  answer: { status: 200, body: SourceTest },
  refusals: known,
});

export const confirmSourceRoute = route({
  operation: 'confirm-source',
  room,
  method: 'POST',
  path: `${path}/confirm`,
  summary: '确认数据获取或推送成功：数据源开始按时间表运行，双方各得回执（信息中心）。',
  callers: ['operator'],
  params: ofSource,
  query: none,
  body: z.object({ comment: printableLine({ min: 0, max: 500 }).optional() }).strict(),
  answer: { status: 200, body: Source },
  refusals: {
    ...known,
    'source-state': sourceState,
    'not-tested': sourceRefusals['not-tested'],
    'other-channel-running': sourceRefusals['other-channel-running'],
  },
});

export const returnSourceRoute = route({
  operation: 'return-source',
  room,
  method: 'POST',
  path: `${path}/return`,
  summary: '把登记的数据源退回提供部门修改，写明原因（信息中心）。',
  callers: ['operator'],
  params: ofSource,
  query: none,
  body: z.object({ reason: Reason }).strict(),
  answer: { status: 200, body: Source },
  refusals: { ...known, 'source-state': sourceState },
});

export const SourceOperation = z.enum(['pause', 'resume', 'run-now', 'run-from', 'reconcile-now', 'retire']);
export type SourceOperation = z.infer<typeof SourceOperation>;

export const operateSourceRoute = route({
  operation: 'operate-source',
  room,
  method: 'POST',
  path: `${path}/operations`,
  summary: '操作数据源：暂停、恢复、立即读取、从指定位置读取、立即核对、停用；每次操作留痕（信息中心）。',
  callers: ['operator'],
  params: ofSource,
  query: none,
  body: z
    .object({
      operation: SourceOperation,
      reason: Reason,
      /** For `run-from`: an update time, Shanghai time by default, or a cursor. */
      from: z.string().max(500).optional(),
    })
    .strict(),
  answer: { status: 200, body: Source },
  refusals: {
    ...known,
    'source-state': sourceState,
    'from-missing': sourceRefusals['from-missing'],
    'from-not-valid': sourceRefusals['from-not-valid'],
  },
});

/** With whose the accounts are that it names. */
export const SourceView = Source.extend({ actors: Actors }).strict();
export type SourceView = z.infer<typeof SourceView>;

export const readSourceRoute = route({
  operation: 'read-source',
  room,
  method: 'GET',
  path,
  summary: '查看数据源：登记内容（不含凭据）、测试、回执、运行状况和留痕。',
  callers: ['provider', 'operator', 'supervisor'],
  params: ofSource,
  query: none,
  body: null,
  answer: { status: 200, body: SourceView },
  refusals: known,
});

export const listSourcesRoute = route({
  operation: 'list-sources',
  room,
  method: 'GET',
  path: '/api/v1/sources',
  summary: '列出数据源和运行状况；部门只见本部门的。',
  callers: ['provider', 'operator', 'supervisor'],
  params: none,
  query: PageQuery,
  body: null,
  answer: { status: 200, body: pageSchema(Source) },
  refusals: {},
});

export const downloadConnectionSheetRoute = route({
  operation: 'download-connection-sheet',
  room,
  method: 'GET',
  path: `${path}/connection-sheet`,
  summary: '下载数据源对接单：表名、账号、各列含义和操作步骤，不含密码。',
  callers: ['provider', 'operator'],
  params: ofSource,
  query: none,
  body: null,
  answer: { status: 200, file: 'text/plain; charset=utf-8' },
  refusals: known,
});

export const listRejectedRowsRoute = route({
  operation: 'list-rejected-rows',
  room,
  method: 'GET',
  path: `${path}/rejected-rows`,
  summary: '列出待处理的退回行和无法识别的页：原因、次数、所在批次和位置。',
  callers: ['provider', 'operator'],
  params: ofSource,
  query: PageQuery,
  body: null,
  answer: { status: 200, body: pageSchema(RejectedRow) },
  refusals: known,
});

export const readRejectedRowRoute = route({
  operation: 'read-rejected-row',
  room,
  method: 'GET',
  path: `${path}/rejected-rows/{rejectedRow}`,
  summary: '查看一条退回行的原始内容（或无法识别的页的开头）。',
  callers: ['provider', 'operator'],
  params: ofSource.extend({ rejectedRow: RejectedRowId }),
  query: none,
  body: null,
  answer: {
    status: 200,
    body: z.object({
      rejectedRow: RejectedRow,
      values: z.record(FieldKey, z.string()),
      text: z.string().optional(),
    }),
  },
  refusals: { ...known, 'rejected-row-not-found': sourceRefusals['rejected-row-not-found'] },
});

export const replayRejectedRowsRoute = route({
  operation: 'replay-rejected-rows',
  room,
  method: 'POST',
  path: `${path}/rejected-rows/replay`,
  summary:
    '重放退回行：一条、多条或全部，可以同时改正其中的值；重复重放没有影响。重放全部在后台进行，查看数据源可以看到进度和结果。含无法识别的页时立即重新读取。',
  callers: ['provider', 'operator'],
  params: ofSource,
  query: none,
  body: z
    .object({
      /** Defaults to all rejected rows that wait. */
      rejectedRows: z
        .array(
          z.object({ id: RejectedRowId, correction: z.record(FieldKey, z.string().max(4_000)).optional() }).strict(),
        )
        .min(1)
        .max(500)
        .optional(),
      reason: Reason,
    })
    .strict(),
  answer: {
    status: 202,
    body: z.object({
      /** Counts named rows. */
      replayed: z.int(),
      deliveries: z.array(DeliveryId),
      rereading: z.boolean(),
      /** Of all pending rows: the source shows how far it is. */
      replay: ReplayProgress.optional(),
    }),
  },
  refusals: {
    ...known,
    'fields-unknown': sourceRefusals['fields-unknown'],
    'run-in-progress': sourceRefusals['run-in-progress'],
    'source-changed': {
      status: 409,
      title: '数据源已被他人更新',
      detail: '在您操作期间，这个数据源已被更新，没有重放。请刷新后重试。',
    },
  },
});

export const sourceRoutes = [
  registerSourceRoute,
  setSourceSecretRoute,
  testSourceRoute,
  returnSourceRoute,
  confirmSourceRoute,
  operateSourceRoute,
  readSourceRoute,
  listSourcesRoute,
  downloadConnectionSheetRoute,
  listRejectedRowsRoute,
  readRejectedRowRoute,
  replayRejectedRowsRoute,
] as const;
