import {
  attachFile,
  beginAttachmentUpload,
  downloadAttachment,
  removeAttachment,
} from '../../lib/sharing/applications/attachments.ts';
import { listApplications, readApplication } from '../../lib/sharing/applications/read-applications.ts';
import { stepApplication } from '../../lib/sharing/applications/step-application.ts';
import { draftApplication, editApplication } from '../../lib/sharing/applications/write-application.ts';
import { findAuditEntries, listAuditEntries } from '../../lib/sharing/audit/list-audit-entries.ts';
import { keepLimits, readLimits } from '../../lib/sharing/limits/keep-limits.ts';
import {
  keepNoticeChannels,
  makeWebhookSecret,
  readNoticeChannels,
  testNoticeChannel,
} from '../../lib/sharing/notices/dispatch/keep-channels.ts';
import { listDispatches, replayDispatches } from '../../lib/sharing/notices/dispatch/read-dispatches.ts';
import { countUnreadNotices, listNotices, readNotices } from '../../lib/sharing/notices/read-notices.ts';
import { fileObjection } from '../../lib/sharing/objections/file-objection.ts';
import { listObjections, readObjection } from '../../lib/sharing/objections/read-objections.ts';
import { stepObjection } from '../../lib/sharing/objections/step-objection.ts';
import { resumeGrant } from '../../lib/sharing/proofs/resume-grant.ts';
import { http } from '../../lib/wiring/http.ts';
import { router } from '../../lib/wiring/router.ts';
import { applicationPorts } from '../../lib/wiring/sharing/applications.ts';
import { attachmentPorts } from '../../lib/wiring/sharing/attachments.ts';
import { findAuditEntriesPorts, listAuditEntriesPorts } from '../../lib/wiring/sharing/audit.ts';
import { channelPorts } from '../../lib/wiring/sharing/channels.ts';
import { limitsPorts } from '../../lib/wiring/sharing/limits.ts';
import { noticePorts } from '../../lib/wiring/sharing/notices.ts';
import { fileObjectionPorts, objectionPorts } from '../../lib/wiring/sharing/objections.ts';
import {
  draftApplicationRoute,
  editApplicationRoute,
  listApplicationsRoute,
  readApplicationRoute,
  takeApplicationStepRoute,
} from '../../schemas/sharing/application-routes.ts';
import {
  attachFileRoute,
  beginAttachmentUploadRoute,
  downloadAttachmentRoute,
  removeAttachmentRoute,
} from '../../schemas/sharing/attachment-routes.ts';
import { findAuditEntriesRoute, listAuditEntriesRoute } from '../../schemas/sharing/audit-routes.ts';
import {
  keepNoticeChannelsRoute,
  listDispatchesRoute,
  makeWebhookSecretRoute,
  readNoticeChannelsRoute,
  replayDispatchesRoute,
  testNoticeChannelRoute,
} from '../../schemas/sharing/dispatch-routes.ts';
import { keepSharingLimitsRoute, readSharingLimitsRoute } from '../../schemas/sharing/limit-routes.ts';
import { listNoticesRoute, readNoticesRoute } from '../../schemas/sharing/notice-routes.ts';
import {
  fileObjectionRoute,
  listObjectionsRoute,
  readObjectionRoute,
  takeObjectionStepRoute,
} from '../../schemas/sharing/objection-routes.ts';
import { resumeGrantRoute } from '../../schemas/sharing/proof-routes.ts';
import { countUnreadNoticesRoute } from '../../schemas/sharing/unread-count.ts';

export const handler = router(
  http(listApplicationsRoute, applicationPorts, listApplications),
  http(draftApplicationRoute, applicationPorts, draftApplication),
  http(readApplicationRoute, applicationPorts, readApplication),
  http(editApplicationRoute, applicationPorts, editApplication),
  http(takeApplicationStepRoute, applicationPorts, stepApplication),
  http(resumeGrantRoute, applicationPorts, resumeGrant),
  http(beginAttachmentUploadRoute, attachmentPorts, beginAttachmentUpload),
  http(attachFileRoute, attachmentPorts, attachFile),
  http(removeAttachmentRoute, attachmentPorts, removeAttachment),
  http(downloadAttachmentRoute, attachmentPorts, downloadAttachment),
  http(listObjectionsRoute, objectionPorts, listObjections),
  http(fileObjectionRoute, fileObjectionPorts, fileObjection),
  http(readObjectionRoute, objectionPorts, readObjection),
  http(takeObjectionStepRoute, objectionPorts, stepObjection),
  http(listAuditEntriesRoute, listAuditEntriesPorts, listAuditEntries),
  http(findAuditEntriesRoute, findAuditEntriesPorts, findAuditEntries),
  http(readSharingLimitsRoute, limitsPorts, readLimits),
  http(keepSharingLimitsRoute, limitsPorts, keepLimits),
  http(listNoticesRoute, noticePorts, listNotices),
  http(countUnreadNoticesRoute, noticePorts, countUnreadNotices),
  http(readNoticesRoute, noticePorts, readNotices),
  http(readNoticeChannelsRoute, channelPorts, readNoticeChannels),
  http(keepNoticeChannelsRoute, channelPorts, keepNoticeChannels),
  http(makeWebhookSecretRoute, channelPorts, makeWebhookSecret),
  http(testNoticeChannelRoute, channelPorts, testNoticeChannel),
  http(listDispatchesRoute, channelPorts, listDispatches),
  http(replayDispatchesRoute, channelPorts, replayDispatches),
);
