import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { Instant } from '../kernel/day.ts';
import { printableLine } from '../kernel/printable-line.ts';
import { route } from '../kernel/route.ts';
import { archiveRefusals, fileFaults } from './archive-refusals.ts';
import { ArchiveView, PaperId, PaperKind, PaperTitle, PaperVersion } from './archive.ts';
import { Channel } from './delivery.ts';
import { collectionRefusals } from './refusals.ts';

const none = z.object({});
const params = z.object({ dataset: DatasetId });
const paperParams = z.object({ dataset: DatasetId, paper: PaperId });
const ofDataset = {
  'dataset-not-found': collectionRefusals['dataset-not-found'],
  'not-your-department': collectionRefusals['not-your-department'],
} as const;
/** The address names no title; `fileName` is what to save it as. */
const Download = z.object({ url: z.url(), fileName: z.string(), expiresAt: Instant });
const paperNotFound = { 'paper-not-found': archiveRefusals['paper-not-found'] } as const;

export const listPapersRoute = route({
  operation: 'list-papers',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/papers',
  summary: '列出一个信息资源存档的资料，最近的在前，包括各个版本、已撤回的，以及平台生成的更新表、回执和脚本。',
  callers: ['provider', 'operator', 'supervisor'],
  params,
  query: none,
  body: null,
  answer: { status: 200, body: ArchiveView },
  refusals: ofDataset,
});

export const beginPaperUploadRoute = route({
  operation: 'begin-paper-upload',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/paper-uploads',
  summary: '开始上传一份资料，得到 15 分钟内有效的上传地址；传完以后须再存档，两天内不存档的文件会清除。',
  callers: ['provider', 'operator'],
  params,
  query: none,
  /** Bytes; the upload must have exactly this size. */
  body: z.object({ size: z.int().min(0) }).strict(),
  answer: {
    status: 200,
    body: z.object({
      paper: PaperId,
      upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()), expiresAt: Instant }),
    }),
  },
  refusals: {
    ...ofDataset,
    'paper-empty': fileFaults['paper-empty'],
    'paper-too-large': archiveRefusals['paper-too-large'],
  },
});

/** Repeatable: the same upload is archived once. */
export const archivePaperRoute = route({
  operation: 'archive-paper',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/papers',
  summary: '按内容检查已经上传的文件，存为一份资料；种类和名称与已有的相同，就是它的新版本。',
  callers: ['provider', 'operator'],
  params,
  query: none,
  body: z
    .object({
      paper: PaperId,
      kind: PaperKind,
      title: PaperTitle,
      /** Its extension is compared with the content; it is not kept. */
      fileName: printableLine({ min: 1, max: 200 }),
    })
    .strict(),
  answer: { status: 200, body: PaperVersion },
  refusals: {
    ...ofDataset,
    ...fileFaults,
    'paper-too-large': archiveRefusals['paper-too-large'],
    'paper-not-as-named': archiveRefusals['paper-not-as-named'],
    'paper-not-uploaded': archiveRefusals['paper-not-uploaded'],
    'archive-full': archiveRefusals['archive-full'],
  },
});

export const withdrawPaperRoute = route({
  operation: 'withdraw-paper',
  room: 'collection',
  method: 'POST',
  path: '/api/v1/datasets/{dataset}/papers/{paper}/withdraw',
  summary: '撤回资料的一个版本并写明原因；撤回的版本仍然保存，只是不再作为现行版本。',
  callers: ['provider', 'operator'],
  params: paperParams,
  query: none,
  body: z.object({ reason: printableLine({ min: 2, max: 500 }) }).strict(),
  answer: { status: 200, body: PaperVersion },
  refusals: { ...ofDataset, ...paperNotFound, 'paper-withdrawn': archiveRefusals['paper-withdrawn'] },
});

export const downloadPaperRoute = route({
  operation: 'download-paper',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/papers/{paper}',
  summary: '取得资料一个版本的下载地址，五分钟内有效。',
  callers: ['provider', 'operator', 'supervisor'],
  params: paperParams,
  query: none,
  body: null,
  answer: { status: 200, body: Download },
  refusals: { ...ofDataset, ...paperNotFound },
});

export const downloadArchiveRoute = route({
  operation: 'download-archive',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/archive',
  summary: '把一个信息资源的全部资料打成一个压缩包，目录在最前面，取得五分钟内有效的下载地址。',
  callers: ['provider', 'operator', 'supervisor'],
  params,
  query: none,
  body: null,
  answer: { status: 200, body: Download },
  refusals: {
    ...ofDataset,
    'archive-empty': archiveRefusals['archive-empty'],
    'archive-too-large': archiveRefusals['archive-too-large'],
  },
});

export const downloadReceiptRoute = route({
  operation: 'download-receipt',
  room: 'collection',
  method: 'GET',
  path: '/api/v1/datasets/{dataset}/links/{channel}/receipt.pdf',
  summary: '下载一种归集方式的挂接验收回执的 PDF 文件，可以打印盖章。',
  callers: ['provider', 'operator', 'supervisor'],
  params: z.object({ dataset: DatasetId, channel: Channel }),
  query: none,
  body: null,
  answer: { status: 200, file: 'application/pdf' },
  refusals: { ...ofDataset, 'link-not-confirmed': archiveRefusals['link-not-confirmed'] },
});

export const archiveRoutes = [
  listPapersRoute,
  beginPaperUploadRoute,
  archivePaperRoute,
  withdrawPaperRoute,
  downloadPaperRoute,
  downloadArchiveRoute,
  downloadReceiptRoute,
] as const;
