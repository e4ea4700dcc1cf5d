import type { Instant } from '../../../schemas/kernel/day.ts';
import { isRefused, refused, type Refused } from '../../../schemas/kernel/refusal.ts';
import type { RouteInput } from '../../../schemas/kernel/route.ts';
import type { fetchGrantFileRoute } from '../../../schemas/sharing/file-routes.ts';
import type { GrantFile } from '../../../schemas/sharing/grant-file.ts';
import { dayInShanghai, secondsAfter } from '../../kernel/instant.ts';
import { answerUse, refuseUse, type AnswerUsePorts } from '../use/answer-use.ts';
import { openGrant } from '../use/open-grant.ts';
import type { OpenGrantPorts } from '../use/ports.ts';
import { changeFiles } from './change-files.ts';
import { toFileView } from './file-view.ts';
import type { FileAddress, FilePorts } from './ports.ts';

export type FetchGrantFilePorts = OpenGrantPorts &
  AnswerUsePorts &
  FilePorts & {
    readonly fileAddress: FileAddress;
    readonly newId: () => string;
  };

type Fetched = Extract<GrantFile, { readonly state: 'fetched' }>;

const addressSeconds = 60;

/**
 * Answers the address of a file, once: of parallel calls one claims the file by a conditional write. The claim is given
 * back when the quota refuses, or when counting or recording fails; so nobody loses a file that was not handed out. A
 * worker that dies after the claim has handed out nothing, and another file can be prepared. Counts the call with the
 * rows of the file, and leaves an audit entry before the address goes out; the subjects have theirs from when it was made.
 */
export async function fetchGrantFile(
  { caller, params, requestId }: RouteInput<typeof fetchGrantFileRoute>,
  ports: FetchGrantFilePorts,
) {
  const call = { caller, requestId, operation: 'fetch-grant-file', grant: params.grant, way: 'file' } as const;
  const opened = await openGrant({ ...call, isFollowUp: true }, ports);
  if (isRefused(opened)) return opened;
  const { grant, use, version } = opened;
  const now = ports.now();
  const claim = ports.newId();
  const claimed = await changeFiles(grant.id, ports.fileRepository, (files) => {
    const file = files.find(({ id }) => id === params.file);
    const judged = judgeFile(file, now);
    if (isRefused(judged)) return { none: judged };
    return { file: { ...judged, state: 'fetched', fetchedAt: now, fetchedBy: caller.subject, claim } };
  });
  if (isRefused(claimed)) return await refuseUse(opened, claimed.refused, ports);
  if (claimed.state !== 'fetched') return refused('file-not-found');
  try {
    const { object, format, rows, caseNumber, requestedAt } = claimed;
    const fileName = `${version.content.metadata.name}-${dayInShanghai(requestedAt)}.${format}`;
    const url = await ports.fileAddress({ object, fileName, format, seconds: addressSeconds });
    const answer = { url, validUntil: secondsAfter(now, addressSeconds), file: toFileView(claimed, now) };
    const answered = await answerUse({ ...opened, use: { ...use, caseNumber } }, { answer, rows, subjects: [] }, ports);
    if (isRefused(answered.answer)) await giveBack(grant.id, claimed, ports);
    return answered;
  } catch (error) {
    await giveBack(grant.id, claimed, ports);
    throw error;
  }
}

type FileRefusal = Refused<'file-not-found' | 'file-not-ready' | 'file-failed' | 'file-expired' | 'file-fetched'>;

function judgeFile(file: GrantFile | undefined, now: Instant): Extract<GrantFile, { state: 'ready' }> | FileRefusal {
  if (file === undefined) return refused('file-not-found');
  const { state } = toFileView(file, now);
  if (file.state === 'ready' && state === 'ready') return file;
  if (state === 'preparing') return refused('file-not-ready');
  if (state === 'failed') return refused('file-failed');
  return refused(state === 'fetched' ? 'file-fetched' : 'file-expired');
}

async function giveBack(grant: string, { claim }: Fetched, { fileRepository }: FilePorts): Promise<void> {
  await changeFiles(grant, fileRepository, (files) => {
    const file = files.find((one) => one.state === 'fetched' && one.claim === claim);
    if (file?.state !== 'fetched') return { none: null };
    const { fetchedAt: _at, fetchedBy: _by, claim: _claim, ...ready } = file;
    return { file: { ...ready, state: 'ready' } };
  });
}
