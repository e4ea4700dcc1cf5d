import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryId } from '../../../schemas/collection/delivery.ts';
import type { PulledPage, PullManifest } from '../../../schemas/collection/sources/pull-manifest.ts';
import type { RejectedRowRecord } from '../../../schemas/collection/sources/rejected-row.ts';
import type { SourceRecord, SourceChannel } from '../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { Messages } from '../ports.ts';
import type { ReadOptions, SourceSession } from './pull/source-session.ts';

export type SourceKey = { readonly dataset: string; readonly channel: SourceChannel };

/** A value is set, `null` removes the attribute. */
export type SourceChanges = { readonly [K in keyof SourceRecord]?: SourceRecord[K] | null } & {
  /** Written with the changes, and copied to the table of events after them. */
  readonly event?: NewEvent;
};

/** Checks the worker's lease and the optimistic lock. */
export type SourceCondition = { readonly fencingToken?: number; readonly lockVersion?: number };

/** Every change is one conditional write. */
export type SourceRepository = {
  readonly read: (key: SourceKey) => Promise<SourceRecord | null>;
  readonly list: (page: {
    readonly after?: string;
    readonly limit: number;
    readonly department?: string;
  }) => Promise<readonly SourceRecord[]>;
  /** False when the source exists. */
  readonly create: (source: SourceRecord, event: NewEvent) => Promise<boolean>;
  /** `null` when the condition does not hold. */
  readonly change: (key: SourceKey, changes: SourceChanges, when: SourceCondition) => Promise<SourceRecord | null>;
  /** Increments the fencing token; `null` while another lease lasts. */
  readonly acquireLease: (key: SourceKey, now: Instant, until: Instant) => Promise<SourceRecord | null>;
  readonly due: (now: Instant) => Promise<readonly SourceRecord[]>;
};

export type RejectedRowRepository = {
  readonly read: (key: SourceKey, id: string) => Promise<RejectedRowRecord | null>;
  readonly pending: (
    key: SourceKey,
    page: { readonly after?: string; readonly limit: number },
  ) => Promise<readonly RejectedRowRecord[]>;
  readonly countPending: (key: SourceKey) => Promise<number>;
  /** At most 100,000 ids; a row's id is its key hash. */
  readonly pendingIds: (key: SourceKey) => Promise<ReadonlySet<string>>;
  /** Sets the rows pending again; a repeated call for a delivery counts no attempt. */
  readonly recordRejection: (
    rejectedRows: readonly Omit<RejectedRowRecord, 'firstAt' | 'attempts' | 'state' | 'replay'>[],
  ) => Promise<void>;
  /** Skips rows that a delivery later than `by` rejected again. */
  readonly resolve: (key: SourceKey, ids: readonly string[], by: string) => Promise<void>;
  readonly reopen: (key: SourceKey, ids: readonly string[]) => Promise<void>;
  /** `null` when the row is not pending. */
  readonly claimForReplay: (key: SourceKey, id: string, replay: string) => Promise<RejectedRowRecord | null>;
};

/** Objects in the raw bucket, which are immutable. */
export type PullStore = {
  readonly writePage: (key: string, bytes: Uint8Array<ArrayBuffer>) => Promise<PulledPage['sha256']>;
  readonly readPage: (key: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly writeSegment: (key: string, pages: readonly PulledPage[]) => Promise<void>;
  readonly readSegment: (key: string) => Promise<readonly PulledPage[]>;
  readonly writeManifest: (key: string, manifest: PullManifest) => Promise<void>;
  readonly readManifest: (key: string) => Promise<{ readonly manifest: PullManifest; readonly hash: string }>;
};

export type SecretStore = {
  readonly read: (name: string) => Promise<Readonly<Record<string, string>> | null>;
  readonly write: (name: string, secret: Readonly<Record<string, string>>) => Promise<void>;
  readonly forget: (name: string) => Promise<void>;
};

export type AcknowledgedRow = {
  readonly key: readonly string[];
  readonly updateTime: string;
  readonly rejected?: string;
};
export type RejectedEntry = {
  readonly key: readonly string[];
  readonly code: string;
  readonly column: string | null;
  readonly detail: string;
};
export type AcknowledgementWriter = {
  /** Skips rows changed since they were read. Answers how many of the rows bear their mark now. */
  readonly acknowledge: (rows: readonly AcknowledgedRow[]) => Promise<number>;
  /** Replaces the delivery's entries, and older ones of the same records. */
  readonly reject: (delivery: DeliveryId, entries: readonly RejectedEntry[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

export type OpenSource = (
  source: SourceRecord,
  version: DatasetVersion,
  readOptions: ReadOptions,
) => Promise<SourceSession>;
export type OpenAcknowledgementWriter = (
  source: SourceRecord,
  version: DatasetVersion,
) => Promise<AcknowledgementWriter>;

/** Five-field cron in Shanghai time; `null` when no time ever matches. */
export type CronSchedule = {
  readonly isCron: (cron: string) => boolean;
  readonly afterCron: (cron: string, after: Instant) => Instant | null;
};

export type SourceMessages = Messages & {
  readonly pull: (source: SourceKey) => Promise<void>;
  /** Orders the work of a replay of all pending rows. */
  readonly replay: (source: SourceKey) => Promise<void>;
};

export type SourceSettings = {
  readonly leaseSeconds: number;
  /** Workers that may start on a run without reaching a checkpoint. */
  readonly attempts: number;
  /** Sets the unit of the exponential backoff. */
  readonly retrySeconds?: number;
};
