import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { maxContacts } from '../departments/people.ts';
import { Day } from '../kernel/day.ts';
import { decimalInteger } from '../kernel/decimal-integer.ts';
import { route } from '../kernel/route.ts';
import { Channel } from './delivery.ts';
import { collectionRefusals } from './refusals.ts';
import { UpdateSheetView } from './update-sheet.ts';

const none = z.object({});
const params = z.object({ dataset: DatasetId });
const lockVersion = z.int().min(0);
const answer = { status: 200, body: UpdateSheetView } as const;
const {
  'dataset-not-found': datasetNotFound,
  'not-your-department': notYourDepartment,
  'sheet-not-waiting': sheetNotWaiting,
} = collectionRefusals;

export const readUpdateSheetRoute = route({
  operation: 'read-update-sheet',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/update-sheet',
  summary: '查看一个信息资源的数据维护更新表：应当签订的内容、待确认的、有效的和以前的。',
  callers: ['provider', 'operator', 'supervisor'],
  params,
  query: none,
  body: null,
  answer,
  refusals: { 'dataset-not-found': datasetNotFound, 'not-your-department': notYourDepartment },
});

export const signUpdateSheetRoute = route({
  operation: 'sign-update-sheet',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/update-sheet/sign',
  summary: '由提供部门确认数据维护更新表，送信息中心；更新周期取自目录，负责人和联系人取自部门登记。',
  callers: ['provider'],
  params,
  query: none,
  body: z
    .object({
      /** Of the sheets; 0 before the first one. */
      lockVersion,
      channel: Channel,
      start: Day,
      /** `lockVersion` of the department's people. */
      peopleVersion: z.int().min(1),
      /** The place of the contact in the department's list, from 0. */
      contact: z
        .int()
        .min(0)
        .max(maxContacts - 1),
    })
    .strict(),
  answer,
  refusals: {
    'dataset-not-found': datasetNotFound,
    'not-your-department': notYourDepartment,
    'nothing-linked': collectionRefusals['nothing-linked'],
    'channel-not-linked': collectionRefusals['channel-not-linked'],
    'no-contacts': collectionRefusals['no-contacts'],
    'start-not-possible': collectionRefusals['start-not-possible'],
  },
});

export const confirmUpdateSheetRoute = route({
  operation: 'confirm-update-sheet',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/update-sheet/confirm',
  summary: '由信息中心确认部门送来的数据维护更新表，双方得到回执；此后的更新期限按此表计算（信息中心）。',
  callers: ['operator'],
  params,
  query: none,
  body: z.object({ lockVersion }).strict(),
  answer,
  refusals: {
    'dataset-not-found': datasetNotFound,
    'sheet-not-waiting': sheetNotWaiting,
    'one-person-for-both-sides': collectionRefusals['one-person-for-both-sides'],
    'approver-not-a-person': collectionRefusals['approver-not-a-person'],
  },
});

export const returnUpdateSheetRoute = route({
  operation: 'return-update-sheet',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/update-sheet/return',
  summary: '把部门送来的数据维护更新表退回修改（信息中心）。',
  callers: ['operator'],
  params,
  query: none,
  body: z.object({ lockVersion, reason: z.string().trim().min(2).max(500) }).strict(),
  answer,
  refusals: { 'dataset-not-found': datasetNotFound, 'sheet-not-waiting': sheetNotWaiting },
});

const sheetParams = z.object({ dataset: DatasetId, number: decimalInteger({ min: 1 }) });
const printRefusals = {
  'dataset-not-found': datasetNotFound,
  'not-your-department': notYourDepartment,
  'sheet-not-found': collectionRefusals['sheet-not-found'],
} as const;

export const downloadSheetDocumentRoute = route({
  operation: 'download-sheet-document',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/update-sheets/{number}/sheet.docx',
  summary: '下载一张数据维护更新表的 Word 文件，可以打印盖章。',
  callers: ['provider', 'operator', 'supervisor'],
  params: sheetParams,
  query: none,
  body: null,
  answer: { status: 200, file: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' },
  refusals: printRefusals,
});

export const downloadSheetPdfRoute = route({
  operation: 'download-sheet-pdf',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/update-sheets/{number}/sheet.pdf',
  summary: '下载一张数据维护更新表的 PDF 文件，可以打印盖章。',
  callers: ['provider', 'operator', 'supervisor'],
  params: sheetParams,
  query: none,
  body: null,
  answer: { status: 200, file: 'application/pdf' },
  refusals: printRefusals,
});

export const updateSheetRoutes = [
  readUpdateSheetRoute,
  signUpdateSheetRoute,
  confirmUpdateSheetRoute,
  returnUpdateSheetRoute,
  downloadSheetDocumentRoute,
  downloadSheetPdfRoute,
] as const;
