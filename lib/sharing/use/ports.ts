import type { DatasetId, DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Day, Instant } from '../../../schemas/kernel/day.ts';
import type { Refused } from '../../../schemas/kernel/refusal.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { RecordDataUse } from '../../../schemas/sharing/data-use.ts';
import type { DayUsage } from '../../../schemas/sharing/grant-use.ts';
import type { Grant } from '../../../schemas/sharing/grant.ts';

export type GrantReader = {
  /** Eventually consistent, and as old as a cache makes it. */
  readonly grant: (id: string) => Promise<Grant | null>;
};

export type GrantList = {
  /** The newest application first; `before` is a grant's id, exclusive. Leaves out unreadable ones. */
  readonly findGrants: (side: 'consumer' | 'provider', department: string, before?: string) => AsyncIterable<Grant>;
};

/** One record as it is published, whatever a grant shows of it. */
export type FoundRecord = {
  readonly keyHash: string;
  /** Of the version that is published. */
  readonly seq: number;
  readonly values: RecordValues;
  /** A keyed hash. */
  readonly subject?: string;
};

type Accepts = (values: RecordValues) => boolean;

/** What is published now, up to some seconds old. */
export type RecordFinder = {
  readonly byKey: (
    version: DatasetVersion,
    key: RecordValues,
  ) => Promise<FoundRecord | null | Refused<'key-not-complete' | 'key-not-valid'>>;
  /** Only those that are accepted; others leave no trace in what is found. */
  readonly bySubject: (
    version: DatasetVersion,
    text: string,
    accepts: Accepts,
  ) => Promise<
    | { readonly subject: string; readonly records: readonly FoundRecord[] }
    | Refused<'subject-not-valid' | 'too-many-records'>
  >;
  /** `null` when the value does not fit the field's format. */
  readonly canonical: (version: DatasetVersion, field: string, text: string) => Promise<string | null>;
};

export type RecordChange = {
  readonly publication: number;
  readonly of: 'state' | 'changes';
  readonly keyHash: string;
  /** A keyed hash. */
  readonly subject?: string;
  readonly before?: RecordValues;
  /** Absent when the record is removed. */
  readonly after?: RecordValues;
};

export type RecordChanges = (
  dataset: DatasetId,
  page: { readonly cursor?: string | undefined; readonly limit: number },
) => Promise<
  | { readonly changes: readonly RecordChange[]; readonly next: string; readonly more: boolean }
  | Refused<'cursor-not-valid' | 'changes-not-kept'>
>;

/** Published versions of a catalogue entry, the oldest first; empty once it is withdrawn. */
export type PublishedVersions = (dataset: DatasetId) => Promise<readonly DatasetVersion[]>;

/** The counters of a grant on one day. */
export type Usage = {
  readonly calls: number;
  readonly rows: number;
  /** At least as many as there are: one that two processes count as new is in it twice, until it is corrected. */
  readonly subjectBound: number;
  /** Minutes since 1970 of the last counted call; 0 before the first. */
  readonly minute: number;
  readonly minuteCalls: number;
};

/** What a counted call is told of the counters. */
export type CallCounts = Pick<Usage, 'calls' | 'minute' | 'minuteCalls'>;

/** One call to count, if the counters are not above these bounds. */
export type UsageAttempt = {
  readonly minute: number;
  /** No call was counted in this minute, as far as the caller knows. */
  readonly opensMinute: boolean;
  readonly rows: number;
  /** Shortened keyed hashes that were not counted today, as far as the caller knows. */
  readonly newSubjects: readonly string[];
  readonly atMost: {
    readonly calls: number;
    readonly rows: number;
    readonly subjectBound: number;
    readonly minuteCalls: number;
  };
};

export type UsageCounter = {
  /** One conditional write; `null` when a bound or the minute does not hold. Its answer does not grow with the day. */
  readonly add: (grant: string, day: Day, attempt: UsageAttempt) => Promise<CallCounts | null>;
  /** Strongly consistent. */
  readonly read: (grant: string, day: Day) => Promise<Usage>;
  /** Reads the day's subjects, strongly consistent, and corrects the bound unless another process has just counted. */
  readonly correctSubjects: (grant: string, day: Day) => Promise<ReadonlySet<string>>;
  /** From a day on, the newest first. */
  readonly days: (grant: string, from: Day) => Promise<readonly DayUsage[]>;
};

export type GrantTokens = {
  /** Stable under one grant, and different under each other. */
  readonly token: (grant: string, text: string) => string;
  /** Hides a position, as its number would count records that the grant does not show. */
  readonly seal: (grant: string, text: string) => string;
  /** `null` for what was not sealed for this grant. */
  readonly open: (grant: string, sealed: string) => string | null;
};

export type OpenGrantPorts = GrantReader & {
  readonly publishedVersions: PublishedVersions;
  readonly recordUse: RecordDataUse;
  readonly now: () => Instant;
};
