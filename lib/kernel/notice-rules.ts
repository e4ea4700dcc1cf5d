import type { EventKind, EventRecord } from '../../schemas/kernel/event-record.ts';
import type { NoticeKind } from '../../schemas/sharing/notice.ts';

/** `grantees`: every department with a grant in force for the dataset. */
export type NoticeParty = 'applicant' | 'centre' | 'provider' | 'grantees';

export type NoticeRule = {
  readonly event: EventKind;
  /** Absent: any. */
  readonly actions?: readonly string[];
  readonly from?: readonly string[];
  readonly to?: readonly string[];
  /** The event's counts of which one must be above zero. */
  readonly counts?: readonly string[];
  readonly notice: NoticeKind;
  readonly parties: readonly NoticeParty[];
  /** Leaves out the department that did it. */
  readonly isKnownToActor?: true;
  /** At most one a day of a dataset and a channel, for each recipient: sources are read every few minutes. */
  readonly daily?: 'always' | 'of-sources';
};

/**
 * Which events give which notices, to whom. A new kind of event is a row here and a phrase in `notice-phrases.ts`. The
 * end of a grant and objections have no events yet: their rows follow when they have.
 */
// prettier-ignore
export const noticeRules: readonly NoticeRule[] = [
  { event: 'application', actions: ['submit'], to: ['awaiting-approval'], notice: 'application-waits', parties: ['applicant'] },
  { event: 'application', actions: ['send-back'], notice: 'application-sent-back', parties: ['applicant'] },
  { event: 'application', actions: ['approve', 'complete'], to: ['awaiting-check'], notice: 'application-waits', parties: ['centre'] },
  { event: 'application', actions: ['pass', 'complete', 'overrule'], to: ['awaiting-decision'], notice: 'application-waits', parties: ['provider'] },
  { event: 'application', actions: ['object'], notice: 'application-waits', parties: ['centre'] },
  { event: 'application', actions: ['ask-completion'], notice: 'completion-asked', parties: ['applicant'] },
  { event: 'application', actions: ['extend'], notice: 'answer-extended', parties: ['applicant', 'provider'] },
  { event: 'application', actions: ['pass', 'decide'], to: ['granted'], notice: 'application-granted', parties: ['applicant'] },
  { event: 'application', actions: ['pass'], to: ['granted'], notice: 'own-data-granted', parties: ['provider'] },
  { event: 'application', actions: ['refuse', 'decide'], to: ['refused'], notice: 'application-refused', parties: ['applicant'] },
  { event: 'application', actions: ['uphold'], notice: 'application-closed', parties: ['applicant', 'provider'] },
  { event: 'application', actions: ['withdraw'], from: ['awaiting-decision', 'awaiting-completion'], notice: 'application-withdrawn', parties: ['provider'] },
  { event: 'application', actions: ['withdraw'], from: ['awaiting-check', 'awaiting-coordination'], notice: 'application-withdrawn', parties: ['centre', 'provider'] },
  { event: 'application', actions: ['revoke'], notice: 'grant-revoked', parties: ['applicant', 'provider'], isKnownToActor: true },
  { event: 'delivery', to: ['returned'], notice: 'delivery-returned', parties: ['provider'], daily: 'of-sources' },
  { event: 'delivery', to: ['failed'], notice: 'delivery-failed', parties: ['provider'], daily: 'of-sources' },
  { event: 'delivery', to: ['awaiting-approval'], notice: 'delivery-awaits-approval', parties: ['provider'], daily: 'of-sources' },
  { event: 'delivery', to: ['published'], counts: ['new', 'changed'], notice: 'dataset-changed', parties: ['grantees'], daily: 'always' },
  { event: 'source', actions: ['failing'], notice: 'source-failing', parties: ['provider'] },
];

/** The rules that an event fits; none for most. */
export function rulesFor(
  event: Pick<EventRecord, 'kind' | 'action' | 'from' | 'to' | 'counts'>,
): readonly NoticeRule[] {
  const fits = (allowed: readonly string[] | undefined, value: string | undefined): boolean =>
    allowed === undefined || (value !== undefined && allowed.includes(value));
  return noticeRules.filter(
    (rule) =>
      rule.event === event.kind &&
      fits(rule.actions, event.action) &&
      fits(rule.from, event.from) &&
      fits(rule.to, event.to) &&
      (rule.counts === undefined || rule.counts.some((name) => (event.counts?.[name] ?? 0) > 0)),
  );
}
