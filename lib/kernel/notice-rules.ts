import type { EventKind, EventRecord } from '../../schemas/kernel/event-record.ts';
import type { NoticeKind } from '../../schemas/sharing/notice.ts';

/**
 * `consumer`: whose application or objection it is. `grantees`: every department with a grant in force for the dataset.
 * `asker`: whose question it is. `informed`: departments that fetched a disputed record.
 */
export type NoticeParty = 'consumer' | 'centre' | 'provider' | 'asker' | 'grantees' | 'informed';

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
 * Which events give which notices, to whom. A new kind of event is a row here and a phrase in `notice-phrases.ts`.
 */
// prettier-ignore
export const noticeRules: readonly NoticeRule[] = [
  { event: 'application', actions: ['submit'], to: ['awaiting-approval'], notice: 'application-waits', parties: ['consumer'] },
  { event: 'application', actions: ['send-back'], notice: 'application-sent-back', parties: ['consumer'] },
  { event: 'application', actions: ['approve', 'complete'], to: ['awaiting-check'], notice: 'application-waits', parties: ['centre'] },
  { event: 'application', actions: ['pass', 'complete', 'overrule'], to: ['awaiting-decision'], notice: 'application-waits', parties: ['provider'] },
  { event: 'application', actions: ['object'], notice: 'application-waits', parties: ['centre'] },
  { event: 'application', actions: ['ask-completion'], notice: 'completion-asked', parties: ['consumer'] },
  { event: 'application', actions: ['extend'], notice: 'answer-extended', parties: ['consumer', 'provider'] },
  { event: 'application', actions: ['pass', 'decide'], to: ['granted'], notice: 'application-granted', parties: ['consumer'] },
  { event: 'application', actions: ['pass'], to: ['granted'], notice: 'own-data-granted', parties: ['provider'] },
  { event: 'application', actions: ['refuse', 'decide'], to: ['refused'], notice: 'application-refused', parties: ['consumer'] },
  { event: 'application', actions: ['uphold'], notice: 'application-closed', parties: ['consumer', 'provider'] },
  { event: 'application', actions: ['withdraw'], from: ['awaiting-decision', 'awaiting-completion'], notice: 'application-withdrawn', parties: ['provider'] },
  { event: 'application', actions: ['withdraw'], from: ['awaiting-check', 'awaiting-coordination'], notice: 'application-withdrawn', parties: ['centre', 'provider'] },
  { event: 'application', actions: ['revoke'], notice: 'grant-revoked', parties: ['consumer', 'provider'], isKnownToActor: true },
  { event: 'application', actions: ['warn'], notice: 'grant-ending', parties: ['consumer'] },
  { event: 'application', actions: ['remind'], to: ['awaiting-approval'], notice: 'application-due', parties: ['consumer'] },
  { event: 'application', actions: ['remind'], to: ['awaiting-check', 'awaiting-coordination'], notice: 'application-due', parties: ['centre'] },
  { event: 'application', actions: ['remind'], to: ['awaiting-decision'], notice: 'application-due', parties: ['provider'] },
  { event: 'application', actions: ['remind'], to: ['awaiting-completion'], notice: 'completion-due', parties: ['consumer'] },
  { event: 'application', actions: ['escalate'], to: ['awaiting-approval'], notice: 'application-overdue', parties: ['centre', 'consumer'] },
  { event: 'application', actions: ['escalate'], to: ['awaiting-check', 'awaiting-coordination'], notice: 'application-overdue', parties: ['centre'] },
  { event: 'application', actions: ['escalate'], to: ['awaiting-decision'], notice: 'application-overdue', parties: ['centre', 'provider'] },
  { event: 'application', actions: ['lapse'], notice: 'application-lapsed', parties: ['consumer', 'provider'] },
  { event: 'application', actions: ['suspend'], notice: 'grant-suspended', parties: ['centre', 'provider', 'consumer'] },
  { event: 'application', actions: ['resume'], notice: 'grant-resumed', parties: ['provider', 'consumer'] },
  { event: 'objection', actions: ['file', 'overrule'], notice: 'objection-waits', parties: ['provider'] },
  { event: 'objection', actions: ['appeal'], notice: 'objection-waits', parties: ['centre'] },
  { event: 'objection', actions: ['remind'], to: ['awaiting-verification', 'awaiting-correction'], notice: 'objection-due', parties: ['provider'] },
  { event: 'objection', actions: ['remind'], to: ['awaiting-coordination'], notice: 'objection-due', parties: ['centre'] },
  { event: 'objection', actions: ['escalate'], to: ['awaiting-verification', 'awaiting-correction'], notice: 'objection-overdue', parties: ['centre', 'provider'] },
  { event: 'objection', actions: ['escalate'], to: ['awaiting-coordination'], notice: 'objection-overdue', parties: ['centre'] },
  { event: 'objection', actions: ['accept'], notice: 'objection-accepted', parties: ['consumer'] },
  { event: 'objection', actions: ['accept'], notice: 'fetched-data-disputed', parties: ['informed'] },
  { event: 'objection', actions: ['refuse'], notice: 'objection-refused', parties: ['consumer'] },
  { event: 'objection', actions: ['uphold'], notice: 'objection-closed', parties: ['consumer', 'provider'] },
  { event: 'objection', actions: ['withdraw'], notice: 'objection-withdrawn', parties: ['provider'] },
  { event: 'objection', actions: ['correct'], notice: 'objection-corrected', parties: ['consumer', 'provider'] },
  { event: 'objection', actions: ['correct'], notice: 'fetched-data-corrected', parties: ['informed'] },
  { event: 'delivery', to: ['returned'], notice: 'delivery-returned', parties: ['provider'], daily: 'of-sources' },
  { event: 'delivery', to: ['failed'], notice: 'delivery-failed', parties: ['provider'], daily: 'of-sources' },
  { event: 'delivery', to: ['awaiting-approval'], notice: 'delivery-awaits-approval', parties: ['provider'], daily: 'of-sources' },
  { event: 'delivery', to: ['published'], counts: ['new', 'changed'], notice: 'dataset-changed', parties: ['grantees'], daily: 'always' },
  { event: 'question', actions: ['answer'], notice: 'question-answered', parties: ['asker'] },
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
