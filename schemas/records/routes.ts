import { z } from 'zod';
import { DatasetId, UpdateCycle } from '../catalogue/dataset-version.ts';
import { FieldKey } from '../catalogue/field.ts';
import { LinkState } from '../collection/link.ts';
import { SheetState } from '../collection/update-sheet.ts';
import { Actors } from '../departments/actor.ts';
import { Day, Instant } from '../kernel/day.ts';
import { pageSchema } from '../kernel/page.ts';
import { printableLine } from '../kernel/printable-line.ts';
import { route } from '../kernel/route.ts';
import { PublicationView } from './dataset-state.ts';
import { RecordChange, RecordHistoryEntry, RecordView, SubjectHolding } from './record.ts';
import { recordRefusals } from './refusals.ts';

const params = z.object({ dataset: DatasetId });
const keyValues = z.record(FieldKey, z.string().min(1).max(200));
const none = z.object({});

/** Items of one page of `read-changes`: an audit entry holds the subjects of so many. */
export const maxChangesAtOnce = 200;

/** Datasets of one request of `list-dataset-states`. */
export const maxStatesAtOnce = 50;

/** Record versions that one request of `find-subject-holdings` looks at. */
export const maxHoldingVersions = 2_000;

const {
  'dataset-not-found': datasetNotFound,
  'not-your-department': notYourDepartment,
  'key-not-complete': keyNotComplete,
  'key-not-valid': keyNotValid,
} = recordRefusals;

export const readDatasetStateRoute = route({
  operation: 'read-dataset-state',
  room: 'records',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/state',
  summary: '查看一个信息资源已归集的数据量、挂接状态和发布记录。',
  callers: ['provider', 'operator', 'supervisor'],
  params,
  query: none,
  body: null,
  answer: {
    status: 200,
    body: z.object({
      dataset: DatasetId,
      records: z.int(),
      publishedSeq: z.int(),
      links: z.array(LinkState),
      /** The newest first, at most 50. */
      publications: z.array(PublicationView),
      actors: Actors,
    }),
  },
  refusals: { 'dataset-not-found': datasetNotFound, 'not-your-department': notYourDepartment },
});

/** Of several datasets at once, for lists; the others of the caller's are left out without a word. */
export const listDatasetStatesRoute = route({
  operation: 'list-dataset-states',
  room: 'records',
  method: 'GET',
  path: '/api/v1/dataset-states',
  summary: '一次查看几个信息资源的归集情况：记录数、挂接状态、最近一次入库；无权查看的不列出。',
  callers: ['provider', 'operator', 'supervisor'],
  params: none,
  query: z.object({
    /** Separated by commas. */
    datasets: z
      .string()
      .max(4000)
      .transform((text) => text.split(','))
      .pipe(z.array(DatasetId).min(1).max(maxStatesAtOnce)),
  }),
  body: null,
  answer: {
    status: 200,
    body: z.object({
      items: z.array(
        z
          .object({
            dataset: DatasetId,
            records: z.int().min(0),
            links: z.array(LinkState),
            lastPublishedAt: Instant.optional(),
            /** By the cycle of the sheet in force, or of the catalogue; irregular datasets have none. */
            nextUpdate: z
              .object({ due: Day, daysLeft: z.int(), state: z.enum(['overdue', 'soon', 'later']) })
              .strict()
              .optional(),
            /** Of the update sheet; absent while no data has arrived. */
            updateSheet: SheetState.optional(),
            /** Of the sheet in force. */
            agreedCycle: UpdateCycle.optional(),
          })
          .strict(),
      ),
    }),
  },
  refusals: {},
});

export const queryRecordsRoute = route({
  operation: 'query-records',
  room: 'records',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/query',
  summary: '查询归集数据：按业务主键、按主体，或逐页列出；可指定历史时点。',
  callers: ['provider', 'operator'],
  params,
  query: none,
  body: z
    .object({
      key: keyValues.optional(),
      /** An id number or an organization's code. */
      subject: z.string().min(1).max(100).optional(),
      /** Defaults to now. */
      asOf: Instant.optional(),
      cursor: z.string().max(2000).optional(),
      limit: z.int().min(1).max(200).default(50),
    })
    .strict()
    .refine((body) => body.key === undefined || body.subject === undefined, { message: 'key 和 subject 只能给出一个' }),
  answer: { status: 200, body: pageSchema(RecordView).extend({ total: z.int().optional() }) },
  refusals: {
    'dataset-not-found': datasetNotFound,
    'not-your-department': notYourDepartment,
    'key-not-complete': keyNotComplete,
    'key-not-valid': keyNotValid,
    'no-subject': recordRefusals['no-subject'],
    'as-of-too-early': recordRefusals['as-of-too-early'],
  },
});

export const readHistoryRoute = route({
  operation: 'read-history',
  room: 'records',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/history',
  summary: '查看一条记录的全部版本和来源：批次、原始文件校验值、工作表和行号、报送人、时间。',
  callers: ['provider', 'operator'],
  params,
  query: none,
  body: z.object({ key: keyValues }).strict(),
  answer: { status: 200, body: z.object({ versions: z.array(RecordHistoryEntry), actors: Actors }) },
  refusals: {
    'dataset-not-found': datasetNotFound,
    'not-your-department': notYourDepartment,
    'key-not-complete': keyNotComplete,
    'key-not-valid': keyNotValid,
    'record-not-found': recordRefusals['record-not-found'],
  },
});

/** At least once: the answer to a repeated cursor is the same page, or the same items and later ones. */
export const readChangesRoute = route({
  operation: 'read-changes',
  room: 'records',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/changes',
  summary: '按发布顺序读取变更，含删除：先给出现有的全部数据，再给出以后每次发布的变更；可随时中断，凭 cursor 继续。',
  callers: ['provider', 'operator'],
  params,
  query: none,
  body: z
    .object({
      cursor: z.string().max(2000).optional(),
      limit: z.int().min(1).max(maxChangesAtOnce).default(100),
    })
    .strict(),
  answer: { status: 200, body: z.object({ items: z.array(RecordChange), next: z.string(), more: z.boolean() }) },
  refusals: {
    'dataset-not-found': datasetNotFound,
    'not-your-department': notYourDepartment,
    'changes-not-kept': recordRefusals['changes-not-kept'],
  },
});

export const findSubjectHoldingsRoute = route({
  operation: 'find-subject-holdings',
  room: 'records',
  method: 'POST',
  path: '/api/v1/subject-holdings',
  summary:
    '按公民身份号码或统一社会信用代码，查哪些信息资源现有这个主体的记录、各有几条，不给出数据（信息中心、督查部门）。' +
    `一次最多查看 ${maxHoldingVersions} 个记录版本。这次查询本身也留下使用记录。`,
  callers: ['operator', 'supervisor'],
  params: none,
  query: none,
  body: z
    .object({
      subject: z.string().min(1).max(100),
      caseNumber: printableLine({ min: 1, max: 100 }).optional(),
      reason: printableLine({ min: 2, max: 200 }),
    })
    .strict(),
  answer: {
    status: 200,
    body: z.object({ items: z.array(SubjectHolding).max(maxHoldingVersions), complete: z.boolean() }),
  },
  refusals: { 'subject-not-valid': recordRefusals['subject-not-valid'] },
});

export const rollBackRoute = route({
  operation: 'roll-back',
  room: 'records',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/roll-back',
  summary: '把一个信息资源的公开数据回退到以前的发布点（信息中心）。',
  callers: ['operator'],
  params,
  query: none,
  body: z.object({ publication: z.int().min(1), reason: z.string().min(2).max(500) }).strict(),
  answer: { status: 200, body: PublicationView },
  refusals: {
    'dataset-not-found': datasetNotFound,
    'publication-not-found': recordRefusals['publication-not-found'],
    'already-there': recordRefusals['already-there'],
    'dataset-busy': recordRefusals['dataset-busy'],
  },
});

export const recordRoutes = [
  readDatasetStateRoute,
  listDatasetStatesRoute,
  queryRecordsRoute,
  readHistoryRoute,
  readChangesRoute,
  findSubjectHoldingsRoute,
  rollBackRoute,
] as const;
