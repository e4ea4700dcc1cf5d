import type { Instant } from '../../../schemas/kernel/day.ts';
import { fileFailureDetails } from '../../../schemas/sharing/file-refusals.ts';
import type { GrantFile, GrantFileView } from '../../../schemas/sharing/grant-file.ts';
import { secondsAfter } from '../../kernel/instant.ts';

/** Longer than all receives of a message whose worker always dies of its time limit would be waiting for nothing. */
const preparingHours = 6;
const hourSeconds = 3_600;

/** After this, nobody works at it any more: it counts as failed, and another may be asked for. */
export function isAbandoned(file: Extract<GrantFile, { readonly state: 'preparing' }>, now: Instant): boolean {
  return now >= abandonedAt(file);
}

const abandonedAt = ({ requestedAt }: Pick<GrantFile, 'requestedAt'>) =>
  secondsAfter(requestedAt, preparingHours * hourSeconds);

/** What a reader sees at a moment. */
export function toFileView(file: GrantFile, now: Instant): GrantFileView {
  if (file.state === 'preparing') {
    const { snapshot: _snapshot, ...view } = file;
    if (!isAbandoned(file, now)) return view;
    const failure = 'file-not-made';
    return { ...view, state: 'failed', failure, failedAt: abandonedAt(file), detail: fileFailureDetails[failure] };
  }
  if (file.state === 'failed') return { ...file, detail: fileFailureDetails[file.failure] };
  if (file.state === 'fetched') {
    const { snapshot: _snapshot, object: _object, claim: _claim, ...view } = file;
    return view;
  }
  const { snapshot: _snapshot, object: _object, ...view } = file;
  return now < file.until ? view : { ...view, state: 'expired' };
}

/** Accounts that asked for files and fetched them. */
export function peopleBehind(files: readonly GrantFile[]): string[] {
  return files.flatMap((file) => (file.state === 'fetched' ? [file.requestedBy, file.fetchedBy] : [file.requestedBy]));
}
