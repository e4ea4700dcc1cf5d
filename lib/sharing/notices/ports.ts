import type { Instant } from '../../../schemas/kernel/day.ts';
import type { EventRecord } from '../../../schemas/kernel/event-record.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';
import type { Notice } from '../../../schemas/sharing/notice.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import type { ClockPorts } from '../applications/ports.ts';

/** Events that give notices, until these are written. */
export type UnnoticedEvents = {
  /** At most 100, the oldest first; eventually consistent. An unreadable one is reported, and postponed by an hour. */
  readonly oldestUnnoticed: (now: Instant) => Promise<readonly EventRecord[]>;
  readonly noticed: (event: EventRecord) => Promise<void>;
  /** By five minutes. */
  readonly postponeNotices: (event: EventRecord, now: Instant) => Promise<void>;
};

/** A notice with the accounts that have read it. */
export type StoredNotice = Notice & { readonly readBy: ReadonlySet<string> };

export type NoticeSearch = {
  readonly department: string;
  /** An id; exclusive. */
  readonly before?: string | undefined;
};

export type NoticeRepository = {
  /** Repeatable: a notice that is there stays as it is. */
  readonly putNotice: (notice: Notice) => Promise<void>;
  readonly notice: (department: string, id: string) => Promise<StoredNotice | undefined>;
  /** The newest first; strongly consistent. Callers stop when they have enough. */
  readonly notices: (search: NoticeSearch) => AsyncIterable<StoredNotice>;
  /** Does nothing if the department has no such notice. */
  readonly markRead: (notice: Pick<Notice, 'id' | 'department'>, account: string) => Promise<void>;
};

/** What the recipients of a notice follow from. */
export type RecipientPorts = ClockPorts & {
  readonly application: (id: string) => Promise<Application | undefined>;
  readonly objection: (id: string) => Promise<Objection | undefined>;
  /** Those of a provider's datasets, revoked and ended ones, too. */
  readonly findGrants: (provider: string) => AsyncIterable<Grant>;
  readonly datasetName: (dataset: string) => Promise<string | undefined>;
  /** Departments whose officers run the platform. */
  readonly centres: () => Promise<readonly string[]>;
  /** SHA-256 in hex. */
  readonly hash: (text: string) => string;
};
