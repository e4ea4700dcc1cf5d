import { z } from 'zod';
import { archiveRefusals, fileFaults } from '../collection/archive-refusals.ts';
import { Instant } from '../kernel/day.ts';
import { route } from '../kernel/route.ts';
import { ApplicationView } from './application-routes.ts';
import { AttachedFileName, AttachmentId } from './attachment.ts';
import { sharingRefusals as refusals } from './refusals.ts';

const none = z.object({});
const params = z.object({ application: z.ulid() });
const attachmentParams = z.object({ application: z.ulid(), attachment: AttachmentId });
const notFound = { 'application-not-found': refusals['application-not-found'] };
const attachmentNotFound = { 'attachment-not-found': refusals['attachment-not-found'] };
const editing = { ...notFound, 'not-editable': refusals['not-editable'] };

export const beginAttachmentUploadRoute = route({
  operation: 'begin-attachment-upload',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/applications/{application}/attachment-uploads',
  summary:
    '开始上传共享申请的一个附件（申请部门，草稿或待补正时），得到 15 分钟内有效的上传地址；传完以后须再附上，两天内不附上的文件会清除。',
  callers: 'signed-in',
  params,
  query: none,
  /** Bytes; the upload must have exactly this size. */
  body: z.object({ size: z.int().min(0) }).strict(),
  answer: {
    status: 200,
    body: z.object({
      attachment: AttachmentId,
      upload: z.object({ url: z.url(), fields: z.record(z.string(), z.string()), expiresAt: Instant }),
    }),
  },
  refusals: {
    ...editing,
    'attachments-full': refusals['attachments-full'],
    'paper-empty': fileFaults['paper-empty'],
    'paper-too-large': archiveRefusals['paper-too-large'],
  },
});

/** Repeatable: the same upload is attached once. */
export const attachFileRoute = route({
  operation: 'attach-file',
  room: 'sharing',
  method: 'POST',
  path: '/api/v1/applications/{application}/attachments',
  summary:
    '按内容检查已经上传的文件，附在共享申请上（申请部门，草稿或待补正时）：PDF、PNG、JPEG、Excel（.xlsx）或 Word（.docx）。',
  callers: 'signed-in',
  params,
  query: none,
  body: z.object({ attachment: AttachmentId, fileName: AttachedFileName }).strict(),
  answer: { status: 200, body: ApplicationView },
  refusals: {
    ...editing,
    ...fileFaults,
    'attachments-full': refusals['attachments-full'],
    'attachment-format-not-accepted': refusals['attachment-format-not-accepted'],
    'paper-too-large': archiveRefusals['paper-too-large'],
    'paper-not-as-named': archiveRefusals['paper-not-as-named'],
    'paper-not-uploaded': archiveRefusals['paper-not-uploaded'],
  },
});

/** Repeatable: what is not attached any more is passed over. */
export const removeAttachmentRoute = route({
  operation: 'remove-attachment',
  room: 'sharing',
  method: 'DELETE',
  path: '/api/v1/applications/{application}/attachments/{attachment}',
  summary: '从共享申请上移除一个附件（申请部门，草稿或待补正时）；提交以后不能再改动。',
  callers: 'signed-in',
  params: attachmentParams,
  query: none,
  body: null,
  answer: { status: 200, body: ApplicationView },
  refusals: editing,
});

export const downloadAttachmentRoute = route({
  operation: 'download-attachment',
  room: 'sharing',
  method: 'GET',
  path: '/api/v1/applications/{application}/attachments/{attachment}',
  summary: '取得共享申请一个附件的下载地址，一分钟内有效；可以查看申请的人员才能取得，并留下记录。',
  callers: 'signed-in',
  params: attachmentParams,
  query: none,
  body: null,
  /** The address names no title; `fileName` is what to save it as. */
  answer: { status: 200, body: z.object({ url: z.url(), fileName: z.string(), expiresAt: Instant }) },
  refusals: { ...notFound, ...attachmentNotFound },
});

export const attachmentRoutes = [
  beginAttachmentUploadRoute,
  attachFileRoute,
  removeAttachmentRoute,
  downloadAttachmentRoute,
];
