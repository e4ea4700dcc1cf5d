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

/** A visible state of a record of face data. `content` is the hash of its values; `fault` is why no certificate can be made of them. */
export type RecordState = {
  readonly source: CertificateSource;
  readonly content: string;
  readonly number: string;
  readonly division: string;
  readonly issuedYear?: number;
  readonly issueFailure?: IssueFailureCode;
};

/** What a record's state means for its chain. */
export type ChainAction =
  | { readonly kind: 'nothing' }
  /** Only the head moves on: what was looked at, why there is no certificate of it, that the record is gone. */
  | { readonly kind: 'update-head'; readonly head: CertificateHead }
  /** The standing certificate ends with the record. */
  | { readonly kind: 'end'; readonly head: CertificateHead; readonly ended: CertificateVersion }
  /** A certificate is to be issued: the first of its generation, or in place of `supersedes`. */
  | {
      readonly kind: 'issue';
      readonly head: Omit<CertificateHead, 'current' | 'previous'>;
      readonly generation: number;
      readonly version: number;
      readonly status: CertificateStatusCode;
      readonly supersedes?: CertificateVersion;
    };

/** The platform itself, where face data and no person changed a standing. */
export const platform = 'guiji';
const maxVersion = 999;
const removalReason = '照面数据已减少，不再报送这份证照。';

const endStatuses: ReadonlySet<CertificateStatusCode> = new Set(['03', '04', '05', '07']);

/**
 * What becomes of a chain when its record has come to a new state; `null` is a record that is gone. New: version 001. Changed: the next version in the
 * place of the one before, whose standing goes over. Gone: annulled. Come again after that: a new certificate of the same number, the next generation.
 * What a person has ended stays ended: no face data bring it back.
 */
export function nextChainAction(
  certificate: string,
  type: string,
  head: CertificateHead | null,
  state: RecordState | null,
  source: CertificateSource | null,
  at: Instant,
): ChainAction {
  return state === null
    ? actionForRemovedRecord(head, source, at)
    : actionForRecord(certificate, type, head, state, at);
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

function actionForRecord(
  certificate: string,
  type: string,
  head: CertificateHead | null,
  state: RecordState,
  at: Instant,
): ChainAction {
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
  const kept = current === undefined ? {} : { current };
  const failed = (code: IssueFailureCode): ChainAction => {
    const known = head?.failure?.code === code && head.source.seq === source.seq && head.present;
    return known
      ? { kind: 'nothing' }
      : { kind: 'update-head', head: { ...nextHead, ...kept, failure: { code, since: at } } };
  };
  if (issueFailure !== undefined) return failed(issueFailure);
  if (current === undefined) return { kind: 'issue', head: nextHead, generation: 1, version: 1, status: '01' };

  const same = current.contentHash === content;
  if (endStatuses.has(current.status)) {
    const reappeared = head?.present === false;
    if (same && !reappeared) return headUpdate(head, { ...nextHead, ...kept });
    if (!reappeared || !endedByPlatform(current)) return failed('certificate-ended');
    return current.generation === maxVersion
      ? failed('versions-used-up')
      : {
          kind: 'issue',
          head: nextHead,
          generation: current.generation + 1,
          version: 1,
          status: '01',
          supersedes: current,
        };
  }
  if (same) return headUpdate(head, { ...nextHead, ...kept });
  if (current.version === maxVersion) return failed('versions-used-up');
  return {
    kind: 'issue',
    head: nextHead,
    generation: current.generation,
    version: current.version + 1,
    status: current.status,
    supersedes: current,
  };
}

/** The head as it would be, unless nothing of it is new. */
function headUpdate(head: CertificateHead | null | undefined, next: CertificateHead): ChainAction {
  const nothing = head?.source.seq === next.source.seq && head.present && head.failure === undefined;
  return nothing ? { kind: 'nothing' } : { kind: 'update-head', head: next };
}

function endedByPlatform({ events }: CertificateVersion): boolean {
  return events.at(-1)?.by === platform;
}
