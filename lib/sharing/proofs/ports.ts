import type { DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { RecordDataUse } from '../../../schemas/sharing/data-use.ts';
import type { ApplicationRepository, ProofRepository } from '../applications/ports.ts';
import type { FoundRecord, GrantReader, PublishedVersions, RecordChanges } from '../use/ports.ts';
import type { QueryUnderGrantPorts } from '../use/query-under-grant.ts';
import type { ReadChangesUnderGrantPorts } from '../use/read-changes-under-grant.ts';

/** Records of one publication, as they are stored. */
export type RecordSample = {
  /** The number of the publication; 0 before the first. */
  readonly publication: number;
  /** The newest of some part of the dataset that chance decides, again and again; ends after some parts. */
  readonly parts: AsyncIterable<readonly FoundRecord[]>;
};

/** What each use under a grant needs, but for the quota and the audit log: a proof is no use of the consumer. */
export type ProvenUse = Omit<QueryUnderGrantPorts & ReadChangesUnderGrantPorts, 'count' | 'recordUse' | 'grant'> &
  GrantReader & { readonly recordChanges: RecordChanges };

export type ProveGrantPorts = GrantReader & {
  /** By which the answers are made: the code and the repositories that callers have. */
  readonly use: ProvenUse;
  readonly publishedVersions: PublishedVersions;
  readonly sample: (dataset: DatasetId) => Promise<RecordSample>;
  readonly publicationOf: (dataset: DatasetId) => Promise<number>;
  readonly wait: (ms: number) => Promise<void>;
  readonly now: () => Instant;
};

export type ProveGrantsPorts = Pick<ApplicationRepository, 'application' | 'listApplications'> &
  ProofRepository &
  ProveGrantPorts & {
    readonly recordUse: RecordDataUse;
    /** Departments whose officers run the platform: the use of data by a proof is theirs. */
    readonly centres: () => Promise<readonly string[]>;
    /** Alarms: a grant was suspended. */
    readonly noteSuspension: (grant: string) => void;
  };
