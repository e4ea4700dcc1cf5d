import type { Instant } from '../../../schemas/kernel/day.ts';
import { isRefused, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { prepareGrantFileRoute } from '../../../schemas/sharing/file-routes.ts';
import {
  type FileFormat,
  type GrantFile,
  maxFileRecords,
  maxFileRows,
  maxFilesPerDay,
} from '../../../schemas/sharing/grant-file.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { secondsAfter } from '../../kernel/instant.ts';
import { refuseUse } from '../use/answer-use.ts';
import { openGrant } from '../use/open-grant.ts';
import type { OpenGrantPorts } from '../use/ports.ts';
import { changeFiles } from './change-files.ts';
import { isAbandoned, toFileView } from './file-view.ts';
import type { FilePorts, FileQueue, PublishedRecords } from './ports.ts';

export type PrepareGrantFilePorts = OpenGrantPorts &
  FilePorts & {
    readonly fileQueue: FileQueue;
    readonly published: Pick<PublishedRecords, 'inForce'>;
    readonly newId: () => string;
  };

const daySeconds = 86_400;

/**
 * Orders a file of what a grant shows now. While one of the same format is being prepared, that one is answered and
 * ordered again, in case its message was lost. Refuses as a query does, then by the number of files, then by a size that
 * is known beforehand. Leaves an audit entry of a refusal; nothing was seen otherwise.
 */
export async function prepareGrantFile(
  { caller, params, body, requestId }: RouteInput<typeof prepareGrantFileRoute>,
  ports: PrepareGrantFilePorts,
) {
  const { format, caseNumber, matter } = body;
  const call = { caller, requestId, operation: 'prepare-grant-file', grant: params.grant, caseNumber, matter } as const;
  const opened = await openGrant({ ...call, way: 'file' }, ports);
  if (isRefused(opened)) return opened;
  const { grant } = opened;
  const now = ports.now();
  const size = judgeSize(grant, format, await ports.published.inForce(grant.dataset));
  const file: GrantFile = {
    id: ports.newId(),
    state: 'preparing',
    format,
    caseNumber,
    matter: grant.matter,
    requestedAt: now,
    requestedBy: caller.subject,
  };
  const answered = await changeFiles(grant.id, ports.fileRepository, (files) => {
    const preparing = files.find((one) => one.state === 'preparing' && one.format === format && !isAbandoned(one, now));
    const none = preparing ?? judgeCount(files, now) ?? size;
    return none === null ? { file } : { none };
  });
  if (isRefused(answered)) {
    await refuseUse(opened, answered.refused, ports);
    return answered;
  }
  await ports.fileQueue.ordered({ grant: grant.id, file: answered.id });
  return toFileView(answered, now);
}

/** The list holds a day's files, so that none is forgotten while it can be fetched. */
function judgeCount(files: readonly GrantFile[], now: Instant): Refused<'too-many-files'> | null {
  const since = secondsAfter(now, -daySeconds);
  const ofDay = files.filter(({ requestedAt }) => requestedAt > since);
  return ofDay.length < maxFilesPerDay ? null : refused('too-many-files', { limit: maxFilesPerDay });
}

/** With row filters the number of rows is known only when all records were read. */
function judgeSize(
  { filters, quota }: Pick<Grant, 'filters' | 'quota'>,
  format: FileFormat,
  { records }: { readonly records: number },
): Refused<'file-too-large' | 'file-above-quota'> | null {
  if (records > maxFileRecords) return refused('file-too-large', { rows: records, limit: maxFileRecords });
  if (filters.length > 0) return null;
  const limit = maxFileRows[format];
  if (records > limit) return refused('file-too-large', { rows: records, limit });
  return records > quota.rows ? refused('file-above-quota', { rows: records, limit: quota.rows }) : null;
}
