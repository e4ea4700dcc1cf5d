import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import { isRefused } from '../../../schemas/kernel/refusal.ts';
import type { RecordBulkUse } from '../../../schemas/sharing/data-use.ts';
import {
  FileFailure,
  type FileSnapshot,
  type GrantFile,
  type GrantFileMessage,
} from '../../../schemas/sharing/grant-file.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import { dayInShanghai, secondsAfter } from '../../kernel/instant.ts';
import type { DisputedFields } from '../objections/ports.ts';
import { judgeGrant } from '../use/open-grant.ts';
import type { GrantReader, GrantTokens, PublishedVersions } from '../use/ports.ts';
import { changeFiles } from './change-files.ts';
import { FileStopped, readFileRows, type FileTally } from './file-rows.ts';
import { isAbandoned } from './file-view.ts';
import type { FilePorts, FileStore, PublishedRecords, WrittenFile } from './ports.ts';
import { writeGrantFile } from './write-grant-file.ts';

export type MakeGrantFilePorts = GrantReader &
  FilePorts & {
    readonly publishedVersions: PublishedVersions;
    readonly published: PublishedRecords;
    readonly tokens: Pick<GrantTokens, 'token'>;
    readonly disputedFields: DisputedFields;
    readonly fileStore: FileStore;
    readonly recordBulkUse: RecordBulkUse;
    readonly newId: () => string;
  };

type Preparing = Extract<GrantFile, { readonly state: 'preparing' }>;
type Work = {
  readonly grant: Grant;
  readonly file: Preparing;
  readonly snapshot: FileSnapshot;
  /** Its labels are the header. */
  readonly version: DatasetVersion;
};

/** The queue's receives, after which a message lies among the dead letters. */
export const maxFileAttempts = 5;
const readyHours = 24;
const hourSeconds = 3_600;

/**
 * Makes a file from one publication, which is fixed first, so that work that begins anew makes the same rows. Each
 * attempt writes an object of its own, and the first to say that its file is ready decides. Whether the grant still
 * holds is asked before reading, and again before the file can be fetched; the audit entry and a mention of each
 * subject are written in between. After the last attempt the file counts as not made.
 */
export async function makeGrantFile(
  message: GrantFileMessage,
  ports: MakeGrantFilePorts,
  { receiveCount, requestId }: { readonly receiveCount: number; readonly requestId: string },
): Promise<void> {
  try {
    const work = await beginWork(message, ports);
    if (work !== null) await makeFile(work, requestId, ports);
  } catch (error) {
    if (receiveCount >= maxFileAttempts) await endWork(message, 'file-not-made', ports);
    throw error;
  }
}

/** `null` where there is nothing to do any more. */
async function beginWork(message: GrantFileMessage, ports: MakeGrantFilePorts): Promise<Work | null> {
  const grant = await ports.grant(message.grant);
  const { files } = await ports.fileRepository.files(message.grant);
  const asked = files.find(({ id }) => id === message.file);
  if (grant === null || asked?.state !== 'preparing' || isAbandoned(asked, ports.now())) return null;
  const judged = await judgeNow(grant, ports);
  if (typeof judged === 'string') {
    await endWork(message, judged, ports);
    return null;
  }
  const snapshot = asked.snapshot ?? { ...(await ports.published.inForce(grant.dataset)), version: judged.version };
  const file = await changePreparing(message, ports, (preparing) => ({
    ...preparing,
    snapshot: preparing.snapshot ?? snapshot,
  }));
  if (file?.state !== 'preparing' || file.snapshot === undefined) return null;
  return { grant, file, snapshot: file.snapshot, version: await versionOf(file.snapshot, judged, ports) };
}

async function versionOf({ version }: FileSnapshot, inForce: DatasetVersion, ports: MakeGrantFilePorts) {
  if (inForce.version === version) return inForce;
  return (await ports.publishedVersions(inForce.dataset)).find((one) => one.version === version) ?? inForce;
}

async function makeFile(work: Work, requestId: string, ports: MakeGrantFilePorts): Promise<void> {
  const { grant, file, snapshot } = work;
  const message = { grant: grant.id, file: file.id };
  const tally: FileTally = { rows: 0, subjects: new Set() };
  const object = `grant-files/${grant.id}/${file.id}/${ports.newId()}`;
  const written = await writeRows(work, { object, tally }, ports);
  if (typeof written === 'string') return await endWork(message, written, ports);
  const judged = await judgeNow(grant, ports);
  if (typeof judged === 'string') return await endWork(message, judged, ports);
  const { rows, subjects } = tally;
  const { caseNumber, matter, requestedBy } = file;
  await ports.recordBulkUse(
    {
      caller: { subject: requestedBy, department: grant.consumer },
      requestId,
      operation: 'make-grant-file',
      dataset: grant.dataset,
      provider: grant.provider,
      grant: grant.id,
      caseNumber,
      matter,
      results: rows,
    },
    subjects,
  );
  const readyAt = ports.now();
  await changePreparing(message, ports, (preparing) => ({
    ...preparing,
    state: 'ready',
    snapshot,
    object,
    ...written,
    rows,
    subjects: subjects.size,
    readyAt,
    until: secondsAfter(readyAt, readyHours * hourSeconds),
  }));
}

async function writeRows(
  { grant, file, snapshot, version }: Work,
  { object, tally }: { readonly object: string; readonly tally: FileTally },
  ports: MakeGrantFilePorts,
): Promise<WrittenFile | FileFailure> {
  try {
    const rows = readFileRows({ grant, format: file.format, snapshot, tally }, ports);
    const written = await writeGrantFile({ grant, file, snapshot, version, object, rows }, ports.fileStore);
    return written === 'too-large' ? 'file-too-large' : written;
  } catch (error) {
    if (error instanceof FileStopped) return error.code;
    throw error;
  }
}

/** Why the grant may not be used now, if so; never from a cache. */
async function judgeNow({ id }: Pick<Grant, 'id'>, ports: MakeGrantFilePorts): Promise<DatasetVersion | FileFailure> {
  const grant = await ports.grant(id);
  if (grant === null) return 'file-not-made';
  const versions = await ports.publishedVersions(grant.dataset);
  const judged = judgeGrant(grant, { way: 'file', isFollowUp: true }, { versions, day: dayInShanghai(ports.now()) });
  return isRefused(judged) ? (FileFailure.safeParse(judged.refused).data ?? 'file-not-made') : judged;
}

async function endWork(message: GrantFileMessage, failure: FileFailure, ports: MakeGrantFilePorts): Promise<void> {
  await changePreparing(message, ports, ({ snapshot: _snapshot, ...asked }) => ({
    ...asked,
    state: 'failed',
    failure,
    failedAt: ports.now(),
  }));
}

/** Changes nothing once the file is ready or has failed. */
async function changePreparing(
  { grant, file }: GrantFileMessage,
  { fileRepository }: MakeGrantFilePorts,
  change: (preparing: Preparing) => GrantFile,
): Promise<GrantFile | null> {
  return await changeFiles(grant, fileRepository, (files) => {
    const found = files.find(({ id }) => id === file);
    return found?.state === 'preparing' ? { file: change(found) } : { none: null };
  });
}
