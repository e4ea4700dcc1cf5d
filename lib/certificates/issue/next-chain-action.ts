import type {
  CertificateEvent,
  CertificateHead,
  CertificateSource,
  CertificateVersion,
  IssueFailureCode,
} from '../../../schemas/certificates/certificate.ts';
import { operations, type CertificateStatusCode } from '../../../schemas/certificates/status.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import { definedOnly } from '../../kernel/defined-only.ts';

/** `content` and `number` are hashes (hex). */
export type RecordState = {
  readonly source: CertificateSource;
  readonly content: string;
  readonly number: string;
  readonly division: string;
  readonly issuedYear?: number;
  readonly issueFailure?: IssueFailureCode;
};

export type ChainInput = {
  /** `type#hash`, the id of the chain. */
  readonly certificate: string;
  readonly type: string;
  /** `null`: the record is removed, or none of its versions is visible. */
  readonly state: RecordState | null;
  /** `null`: none of the record's versions is visible. */
  readonly source: CertificateSource | null;
};

export type ChainAction =
  | { readonly kind: 'nothing' }
  /** Writes the head only. */
  | { readonly kind: 'update-head'; readonly head: CertificateHead }
  /** Annuls the current certificate. */
  | { readonly kind: 'end'; readonly head: CertificateHead; readonly ended: CertificateVersion }
  /** Issues the first certificate of a generation, or one that replaces `supersedes`. */
  | {
      readonly kind: 'issue';
      readonly head: Omit<CertificateHead, 'current' | 'previous'>;
      readonly generation: number;
      readonly version: number;
      readonly status: CertificateStatusCode;
      readonly supersedes?: CertificateVersion;
    };

/** Events that face data caused name this author. */
export const platform = 'guiji';
const maxVersion = 999;
const removalReason = '照面数据已减少，不再报送这份证照。';

const endStatuses: ReadonlySet<CertificateStatusCode> = new Set(['03', '04', '05', '07']);

/**
 * Decides what a record's state means for its certificate chain.
 *
 *   record        chain                              action
 *   new           none                               issue version 001
 *   changed       current certificate                issue the next version, with the same status
 *   removed       current certificate                end it: annulled by the platform
 *   back again    annulled by the platform           issue version 001 of the next generation
 *   changed, back ended by a person                  record the failure `certificate-ended`
 */
export function nextChainAction(
  head: CertificateHead | null,
  { certificate, type, state, source }: ChainInput,
  at: Instant,
): ChainAction {
  return state === null
    ? actionForRemovedRecord(head, source, at)
    : actionForRecord({ certificate, type, head, state, at });
}

function actionForRemovedRecord(
  head: CertificateHead | null,
  source: CertificateSource | null,
  at: Instant,
): ChainAction {
  if (head === null || (!head.present && (source === null || source.seq === head.source.seq)))
    return { kind: 'nothing' };
  const { failure: _failure, ...rest } = head;
  const next: CertificateHead = {
    ...rest,
    lockVersion: head.lockVersion + 1,
    source: source ?? head.source,
    present: false,
  };
  const { current } = head;
  if (current === undefined || endStatuses.has(current.status)) return { kind: 'update-head', head: next };
  const event: CertificateEvent = {
    operation: 'annul',
    from: current.status,
    to: operations.annul.to,
    at,
    by: platform,
    reason: removalReason,
  };
  const ended: CertificateVersion = { ...current, status: operations.annul.to, events: [...current.events, event] };
  return { kind: 'end', head: { ...next, current: ended }, ended };
}

type PresentRecord = {
  readonly certificate: string;
  readonly type: string;
  readonly head: CertificateHead | null;
  readonly state: RecordState;
  readonly at: Instant;
};

function actionForRecord({ certificate, type, head, state, at }: PresentRecord): ChainAction {
  const { source, content, number, division, issuedYear, issueFailure } = state;
  const current = head?.current;
  const nextHead = {
    certificate,
    type,
    lockVersion: (head?.lockVersion ?? 0) + 1,
    number,
    division,
    source,
    present: true,
    ...definedOnly({ issuedYear }),
  };
  const withCurrent: CertificateHead = { ...nextHead, ...definedOnly({ current }) };
  if (issueFailure !== undefined) return recordFailure(head, withCurrent, { code: issueFailure, since: at });
  if (current === undefined) return { kind: 'issue', head: nextHead, generation: 1, version: 1, status: '01' };

  const next = nextVersion(current, content, head?.present === false);
  if (next === 'unchanged') return updateHead(head, withCurrent);
  if (typeof next === 'string') return recordFailure(head, withCurrent, { code: next, since: at });
  return { kind: 'issue', head: nextHead, ...next, supersedes: current };
}

type NextVersion = {
  readonly generation: number;
  readonly version: number;
  readonly status: CertificateStatusCode;
};

function nextVersion(
  current: CertificateVersion,
  contentHash: string,
  reappeared: boolean,
): NextVersion | 'unchanged' | Extract<IssueFailureCode, 'certificate-ended' | 'versions-used-up'> {
  const { generation, version, status } = current;
  const unchanged = current.contentHash === contentHash;
  if (!endStatuses.has(status)) {
    if (unchanged) return 'unchanged';
    return version === maxVersion ? 'versions-used-up' : { generation, version: version + 1, status };
  }
  if (unchanged && !reappeared) return 'unchanged';
  if (!reappeared || !endedByPlatform(current)) return 'certificate-ended';
  return generation === maxVersion ? 'versions-used-up' : { generation: generation + 1, version: 1, status: '01' };
}

/** Does nothing when the head has the failure already for this record version. */
function recordFailure(
  head: CertificateHead | null,
  next: CertificateHead,
  failure: NonNullable<CertificateHead['failure']>,
): ChainAction {
  const known = head?.failure?.code === failure.code && head.source.seq === next.source.seq && head.present;
  return known ? { kind: 'nothing' } : { kind: 'update-head', head: { ...next, failure } };
}

function updateHead(head: CertificateHead | null, next: CertificateHead): ChainAction {
  const unchanged = head?.source.seq === next.source.seq && head.present && head.failure === undefined;
  return unchanged ? { kind: 'nothing' } : { kind: 'update-head', head: next };
}

function endedByPlatform({ events }: CertificateVersion): boolean {
  return events.at(-1)?.by === platform;
}
