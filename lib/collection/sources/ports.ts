import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { DeliveryId } from '../../../schemas/collection/delivery.ts';
import type { PulledPage, PullManifest } from '../../../schemas/collection/sources/pull-manifest.ts';
import type { RejectedRowRecord } from '../../../schemas/collection/sources/rejected-row.ts';
import type { SourceRecord, SourceChannel } from '../../../schemas/collection/sources/source.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Messages } from '../ports.ts';
import type { ReadOptions, SourceSession } from './pull/source-session.ts';

export type SourceKey = { readonly dataset: string; readonly channel: SourceChannel };

/** What changes of a source: a value is set, `null` takes the attribute away. */
export type SourceChanges = { readonly [K in keyof SourceRecord]?: SourceRecord[K] | null };

/** What must be so for a change to be made: the worker's fence, the version that was seen. */
export type SourceCondition = { readonly fencingToken?: number; readonly lockVersion?: number };

/** The sources, wherever they are kept. Every change is one conditional write. */
export type SourceRepository = {
  readonly read: (key: SourceKey) => Promise<SourceRecord | null>;
  /** By dataset; those of one department where one is named. May lag behind by a moment. */
  readonly list: (page: {
    readonly after?: string;
    readonly limit: number;
    readonly department?: string;
  }) => Promise<readonly SourceRecord[]>;
  /** False when there is one already. */
  readonly create: (source: SourceRecord) => Promise<boolean>;
  /** `null` when the condition does not hold. */
  readonly change: (key: SourceKey, changes: SourceChanges, when: SourceCondition) => Promise<SourceRecord | null>;
  /** Gives a worker its turn under a higher fence, unless another's lasts; else `null`. */
  readonly acquireLease: (key: SourceKey, now: Instant, until: Instant) => Promise<SourceRecord | null>;
  /** Those whose moment has come, 100 at the most. */
  readonly due: (now: Instant) => Promise<readonly SourceRecord[]>;
};

/** What was rejected and waits. */
export type RejectedRowRepository = {
  readonly read: (key: SourceKey, id: string) => Promise<RejectedRowRecord | null>;
  /** Those that wait or are being replayed, by id. */
  readonly pending: (
    key: SourceKey,
    page: { readonly after?: string; readonly limit: number },
  ) => Promise<readonly RejectedRowRecord[]>;
  readonly countPending: (key: SourceKey) => Promise<number>;
  /** Their ids, 100,000 at the most: for rows these are key hashes. */
  readonly pendingIds: (key: SourceKey) => Promise<ReadonlySet<string>>;
  /** A row or page came and was rejected. The same news twice counts once; it then waits again. */
  readonly recordRejection: (
    rejectedRows: readonly Omit<RejectedRowRecord, 'firstAt' | 'attempts' | 'state' | 'replay'>[],
  ) => Promise<void>;
  /** They are done with, as this delivery shows; one that came again with a later delivery stays. */
  readonly resolve: (key: SourceKey, ids: readonly string[], by: string) => Promise<void>;
  /** A replay was given up: they wait again. */
  readonly reopen: (key: SourceKey, ids: readonly string[]) => Promise<void>;
  /** Takes the letter into a replay; `null` when it does not wait. */
  readonly claimForReplay: (key: SourceKey, id: string, replay: string) => Promise<RejectedRowRecord | null>;
};

/** Pages, segments and manifests in the raw bucket: written once and never changed. */
export type PullStore = {
  readonly writePage: (key: string, bytes: Uint8Array<ArrayBuffer>) => Promise<PulledPage['sha256']>;
  readonly readPage: (key: string) => Promise<Uint8Array<ArrayBuffer>>;
  readonly writeSegment: (key: string, pages: readonly PulledPage[]) => Promise<void>;
  readonly readSegment: (key: string) => Promise<readonly PulledPage[]>;
  readonly writeManifest: (key: string, manifest: PullManifest) => Promise<void>;
  readonly readManifest: (key: string) => Promise<{ readonly manifest: PullManifest; readonly hash: string }>;
};

/** Passwords and keys, by a name. */
export type SecretStore = {
  readonly read: (name: string) => Promise<Readonly<Record<string, string>> | null>;
  readonly write: (name: string, secret: Readonly<Record<string, string>>) => Promise<void>;
  readonly forget: (name: string) => Promise<void>;
};

/** What the platform writes back into a front-end table. */
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
  /** Marks rows as taken or not, where they are still as they were read. */
  readonly acknowledge: (rows: readonly AcknowledgedRow[]) => Promise<void>;
  /** Puts what one delivery rejected into the `_rejected` table, in place of what the same delivery wrote there before; entries about records that came in good order go. */
  readonly reject: (delivery: DeliveryId, entries: readonly RejectedEntry[]) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Opens a source's own session; what goes wrong is thrown as a SourceFault. */
export type OpenSource = (
  source: SourceRecord,
  version: DatasetVersion,
  readOptions: ReadOptions,
) => Promise<SourceSession>;
export type OpenAcknowledgementWriter = (
  source: SourceRecord,
  version: DatasetVersion,
) => Promise<AcknowledgementWriter>;

/** When a source is due next, after a moment. `null`: never by itself. */
export type CronSchedule = {
  readonly isCron: (cron: string) => boolean;
  readonly afterCron: (cron: string, after: Instant) => Instant | null;
};

export type SourceMessages = Messages & { readonly pull: (source: SourceKey) => Promise<void> };

export type SourceSettings = {
  /** How long a worker may be silent before another takes over, seconds. */
  readonly leaseSeconds: number;
  /** How often a run is taken up without getting any further. */
  readonly attempts: number;
  /** The first pause after a failed run, seconds; the others are multiples of it. */
  readonly retrySeconds?: number;
};
