import { paperExtensions, paperFormatNames, paperMediaTypes } from '../../../schemas/collection/archive-names.ts';
import type { FileFault } from '../../../schemas/collection/archive-refusals.ts';
import type { PaperFormat } from '../../../schemas/collection/archive.ts';
import { uploadSeconds } from '../../../schemas/collection/delivery.ts';
import type { Caller } from '../../../schemas/departments/caller.ts';
import { isRefused, refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import type {
  attachFileRoute,
  beginAttachmentUploadRoute,
  downloadAttachmentRoute,
  removeAttachmentRoute,
} from '../../../schemas/sharing/attachment-routes.ts';
import {
  type Attachment,
  AttachmentFormat,
  maxAttachmentBytes,
  maxAttachments,
} from '../../../schemas/sharing/attachment.ts';
import type { Auditing } from '../../../schemas/sharing/data-use.ts';
import { applicationStateNames } from '../../../schemas/sharing/names.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { writtenEvent } from './application-events.ts';
import { findApplication, viewApplication } from './find-application.ts';
import type { ApplicationPorts } from './ports.ts';
import { sidesOf } from './sides-of.ts';
import { waitsFor } from './transitions.ts';

type NamedObject = { readonly key: string; readonly mediaType: string };

export type AttachmentPorts = ApplicationPorts &
  Auditing & {
    /** A form for exactly this key and size in bytes. */
    readonly presignUpload: (
      upload: NamedObject & { readonly size: number; readonly seconds: number },
    ) => Promise<{ url: string; fields: Record<string, string> }>;
    /** `null` when nothing was uploaded; `too-large` beyond `maxAttachmentBytes`, unread. */
    readonly readUpload: (key: string) => Promise<Uint8Array | 'too-large' | null>;
    /** Repeatable; nothing replaces or removes it. */
    readonly keepPaper: (file: NamedObject & { readonly bytes: Uint8Array }) => Promise<void>;
    /** An address that lets a browser save the file as `fileName`, and never display it. */
    readonly presignDownload: (
      file: NamedObject & { readonly fileName: string; readonly seconds: number },
    ) => Promise<string>;
    readonly judgePaper: (
      bytes: Uint8Array,
    ) => Promise<{ readonly format: PaperFormat } | { readonly fault: FileFault }>;
    /** In hexadecimal. */
    readonly sha256: (bytes: Uint8Array) => string;
    readonly newAttachmentId: () => string;
  };

const limit = maxAttachmentBytes / 1024 / 1024;
const downloadSeconds = 60;
const maxAttempts = 5;
/** The store is told nothing of the content before it is judged. */
const uploadMediaType = 'application/octet-stream';

/** Uploads wait here until they are attached; the bucket's lifecycle removes those that are not. No dataset has `_`. */
const uploadKey = (application: string, attachment: string) =>
  `paper-uploads/_applications/${application}/${attachment}`;

/** The same bytes of an upload have one key, whoever repeats the attaching. */
const attachmentKey = (application: string, { id, sha256 }: Pick<Attachment, 'id' | 'sha256'>) =>
  `attachments/${application}/${id}/${sha256}`;

/** Returns an upload form of exactly this size, valid for 15 minutes. */
export async function beginAttachmentUpload(
  { caller, params, body }: Pick<RouteInput<typeof beginAttachmentUploadRoute>, 'caller' | 'params' | 'body'>,
  ports: AttachmentPorts,
) {
  const application = await findEditable(caller, params.application, ports);
  if (isRefused(application)) return application;
  if (isFull(application)) return refused('attachments-full', { limit: maxAttachments });
  if (body.size === 0) return refused('paper-empty');
  if (body.size > maxAttachmentBytes) return refused('paper-too-large', { limit });
  const attachment = ports.newAttachmentId();
  const form = await ports.presignUpload({
    key: uploadKey(application.id, attachment),
    size: body.size,
    mediaType: uploadMediaType,
    seconds: uploadSeconds,
  });
  return { attachment, upload: { ...form, expiresAt: secondsAfter(ports.now(), uploadSeconds) } };
}

/**
 * Judges an upload by its bytes, keeps a copy of what it judged, then names it in the application under its optimistic
 * lock. Repeatable, also after a failure between any two steps.
 */
export async function attachFile(
  { caller, params, body }: Pick<RouteInput<typeof attachFileRoute>, 'caller' | 'params' | 'body'>,
  ports: AttachmentPorts,
) {
  const application = await findEditable(caller, params.application, ports);
  if (isRefused(application)) return application;
  if (isAttached(application, body.attachment)) return await viewApplication(caller, application, ports);
  if (isFull(application)) return refused('attachments-full', { limit: maxAttachments });
  const judged = await judgeUpload(application.id, body, ports);
  if (isRefused(judged)) return judged;
  const { bytes, format } = judged;
  const attachment: Attachment = {
    id: body.attachment,
    name: body.fileName.replace(/\.[^.]*$/, ''),
    format,
    size: bytes.byteLength,
    sha256: ports.sha256(bytes),
    addedAt: ports.now(),
    addedBy: caller.subject,
  };
  await ports.keepPaper({
    key: attachmentKey(application.id, attachment),
    bytes,
    mediaType: paperMediaTypes[format],
  });
  const add = (attachments: readonly Attachment[]) => [...attachments, attachment];
  return await change({ caller, id: application.id, attachment: attachment.id, isAttached: true }, add, ports);
}

async function judgeUpload(
  application: string,
  { attachment, fileName }: RouteInput<typeof attachFileRoute>['body'],
  ports: Pick<AttachmentPorts, 'readUpload' | 'judgePaper'>,
) {
  const bytes = await ports.readUpload(uploadKey(application, attachment));
  if (bytes === null) return refused('paper-not-uploaded');
  if (bytes === 'too-large') return refused('paper-too-large', { limit });
  const judgement = await ports.judgePaper(bytes);
  if ('fault' in judgement) return refused(judgement.fault);
  const { data: format } = AttachmentFormat.safeParse(judgement.format);
  if (format === undefined)
    return refused('attachment-format-not-accepted', { found: paperFormatNames[judgement.format] });
  const claimed = /.\.([A-Za-z0-9]{1,8})$/.exec(fileName)?.[1]?.toLowerCase();
  const extensions: readonly string[] = paperExtensions[format];
  if (claimed === undefined || !extensions.includes(claimed))
    return refused('paper-not-as-named', { claimed: claimed ?? '（无）', found: paperFormatNames[format] });
  return { bytes, format };
}

/** Removes an attachment from an application. Its copy stays in the bucket, and nobody can download it any more. */
export async function removeAttachment(
  { caller, params }: Pick<RouteInput<typeof removeAttachmentRoute>, 'caller' | 'params'>,
  ports: AttachmentPorts,
) {
  const { application: id, attachment } = params;
  const remove = (attachments: readonly Attachment[]) => attachments.filter((one) => one.id !== attachment);
  return await change({ caller, id, attachment, isAttached: false }, remove, ports);
}

type Wanted = {
  readonly caller: Caller;
  readonly id: string;
  readonly attachment: string;
  readonly isAttached: boolean;
};

/** Whoever changes what belongs to an application has written it: nobody approves what is their own. */
async function change(
  { caller, id, attachment, isAttached: wanted }: Wanted,
  next: (attachments: readonly Attachment[]) => Attachment[],
  ports: AttachmentPorts,
) {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const application = await findEditable(caller, id, ports);
    if (isRefused(application)) return application;
    if (isAttached(application, attachment) === wanted) return await viewApplication(caller, application, ports);
    // Others attached files meanwhile; a repetition says how many there may be.
    if (wanted && isFull(application)) return refused('changed-meanwhile');
    const { attachments = [], writtenBy, lockVersion } = application;
    const changed: Application = {
      ...application,
      attachments: next(attachments),
      writtenBy: [...new Set([...writtenBy, caller.subject])],
      lockVersion: lockVersion + 1,
    };
    const event = writtenEvent(changed, { at: ports.now(), by: caller.subject });
    if (await ports.saveApplication(changed, { event, waitsFor: waitsFor(changed) }))
      return await viewApplication(caller, changed, ports);
  }
  return refused('changed-meanwhile');
}

/**
 * Returns an address, valid for a minute, to whoever may see the application, and leaves an audit entry. The entry names
 * no provider, which may not know of the application yet; the name stays out of the address, which proxies log.
 */
export async function downloadAttachment(
  { caller, params, requestId }: Pick<RouteInput<typeof downloadAttachmentRoute>, 'caller' | 'params' | 'requestId'>,
  ports: AttachmentPorts,
) {
  const application = await findApplication(caller, params.application, ports);
  if (isRefused(application)) return application;
  const attachment = application.attachments?.find(({ id }) => id === params.attachment);
  if (attachment === undefined) return refused('attachment-not-found');
  const { id, name, format } = attachment;
  const [extension] = paperExtensions[format];
  const url = await ports.presignDownload({
    key: attachmentKey(application.id, attachment),
    fileName: `attachment-${id}.${extension}`,
    mediaType: paperMediaTypes[format],
    seconds: downloadSeconds,
  });
  await ports.recordUse({ caller, requestId, operation: 'download-attachment', results: 1 });
  return { url, fileName: `${name}.${extension}`, expiresAt: secondsAfter(ports.now(), downloadSeconds) };
}

async function findEditable(caller: Caller, id: string, ports: Pick<ApplicationPorts, 'application'>) {
  const application = await findApplication(caller, id, ports);
  if (isRefused(application)) return application;
  const { state } = application;
  const isOpen = state === 'draft' || state === 'awaiting-completion';
  return isOpen && sidesOf(caller, application).includes('applicant')
    ? application
    : refused('not-editable', { state: applicationStateNames[state] });
}

const isFull = ({ attachments = [] }: Application): boolean => attachments.length >= maxAttachments;
const isAttached = ({ attachments = [] }: Application, attachment: string): boolean =>
  attachments.some(({ id }) => id === attachment);
