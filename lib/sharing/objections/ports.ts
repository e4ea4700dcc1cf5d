import type { DatasetId, DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { Visibility } from '../../../schemas/records/dataset-state.ts';
import type { RecordValues } from '../../../schemas/records/record.ts';
import type { RecordDataUse } from '../../../schemas/sharing/data-use.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import type { ActorPorts } from '../../kernel/name-actors.ts';
import type { ClockPorts } from '../applications/ports.ts';
import type { AuditLogReader } from '../ports.ts';
import type { GrantList } from '../use/ports.ts';

/** Whose objections; `waitsFor` is `centre` or a department, `informed` a department that fetched the records. */
export type ObjectionParty =
  | { readonly consumer: string }
  | { readonly provider: string }
  | { readonly waitsFor: string }
  | { readonly informed: string }
  | { readonly all: true };

export type ObjectionSearch = {
  readonly of: ObjectionParty;
  /** Others are passed over, and leave no trace in what is found. */
  readonly accepts?: (objection: Objection) => boolean;
  /** An id; exclusive. */
  readonly before?: string | undefined;
  readonly limit: number;
};

/** That a consumer disputes a field of a record now. */
export type DisputeMark = {
  readonly dataset: DatasetId;
  readonly keyHash: string;
  readonly field: string;
  readonly consumer: string;
  readonly objection: string;
  /** The `lockVersion` with which the objection was opened, or opened again. */
  readonly opened: number;
  readonly at: Instant;
  /** The number of publications when the record was last compared; 0 before. */
  readonly compared: number;
};

export type DisputeMarks = {
  /** False when another objection of the consumer marks this field of this record. */
  readonly mark: (mark: DisputeMark) => Promise<boolean>;
  /** Removes it unless its objection was opened again: at this `lockVersion` or later, or after `at`; idempotent. */
  readonly unmark: (
    mark: Pick<DisputeMark, 'dataset' | 'keyHash' | 'field' | 'consumer' | 'objection'>,
    unless: { readonly openedFrom: number; readonly at?: Instant },
  ) => Promise<void>;
  /** Nothing happens when the mark is another one by now. */
  readonly noteCompared: (mark: DisputeMark, publications: number) => Promise<void>;
  /** All there are, those of a dataset together; eventually consistent. */
  readonly marks: () => AsyncIterable<DisputeMark>;
};

export type ObjectionRepository = {
  /** Strongly consistent. */
  readonly objection: (id: string) => Promise<Objection | undefined>;
  /** Strongly consistent, unordered; unreadable and unknown ones are left out. */
  readonly objections: (ids: readonly string[]) => Promise<readonly Objection[]>;
  /** The newest first; eventually consistent. */
  readonly listObjections: (search: ObjectionSearch) => Promise<readonly Objection[]>;
  /** Replaces that of `lockVersion - 1`, with the event of the change; false when there is another. */
  readonly saveObjection: (
    objection: Objection,
    change: { readonly event: NewEvent; readonly waitsFor: string | null },
  ) => Promise<boolean>;
  /** Lists the objection for these departments once it names them; idempotent. */
  readonly noteInformed: (id: string, departments: readonly string[]) => Promise<void>;
};

/** Fields of each record to which somebody objects now, by key hash; some seconds old. */
export type DisputedFields = (dataset: DatasetId) => Promise<ReadonlyMap<string, readonly string[]>>;

type RecordName = { readonly dataset: DatasetId; readonly keyHash: string };

export type DisputedRecords = {
  /** `null` when it is not visible. */
  readonly recordNow: (record: RecordName, visibility: Visibility) => Promise<RecordValues | null>;
  /** The version of this number; `null` when it is not kept. */
  readonly recordAt: (record: RecordName, seq: number) => Promise<RecordValues | null>;
};

export type WhoFetchedPorts = { readonly auditLog: AuditLogReader } & Pick<GrantList, 'findGrants'>;

export type SaveObjectionPorts = DisputeMarks & Pick<ObjectionRepository, 'saveObjection' | 'noteInformed'>;

export type ObjectionPorts = ClockPorts &
  ActorPorts &
  ObjectionRepository &
  SaveObjectionPorts &
  WhoFetchedPorts &
  Pick<DisputedRecords, 'recordAt'> & {
    readonly publishedVersion: (dataset: DatasetId) => Promise<DatasetVersion | null>;
    readonly recordUse: RecordDataUse;
    readonly newObjectionId: () => string;
  };
