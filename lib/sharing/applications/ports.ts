import type { DatasetVersion } from '../../../schemas/catalogue/dataset-version.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { NewEvent } from '../../../schemas/kernel/event-record.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import type { GrantProof } from '../../../schemas/sharing/grant.ts';
import type { SharingLimits } from '../../../schemas/sharing/limits.ts';
import type { ActorPorts } from '../../kernel/name-actors.ts';
import type { SecondPersonPorts } from '../../kernel/second-person.ts';
import type { WorkingCalendar } from '../../kernel/working-days/working-calendar.ts';
import type { Canonical } from './check-filter-values.ts';

/** Whose applications; `waitsFor` is `centre` or a department. */
export type ApplicationParty =
  | { readonly consumer: string }
  | { readonly provider: string }
  | { readonly waitsFor: string }
  | { readonly all: true };

export type ApplicationSearch = {
  readonly of: ApplicationParty;
  /** Others are passed over, and leave no trace in what is found. */
  readonly accepts?: (application: Application) => boolean;
  /** An id; exclusive. */
  readonly before?: string | undefined;
  readonly limit: number;
};

export type ApplicationRepository = {
  /** Strongly consistent. */
  readonly application: (id: string) => Promise<Application | undefined>;
  /** The newest first; eventually consistent. */
  readonly listApplications: (search: ApplicationSearch) => Promise<readonly Application[]>;
  /** Replaces that of `lockVersion - 1`, with the event of the change; false when there is another. */
  readonly saveApplication: (
    application: Application,
    change: { readonly event: NewEvent; readonly waitsFor: string | null },
  ) => Promise<boolean>;
};

export type ProofRepository = {
  /**
   * Writes the proof of an application's grant, unless a step or another suspension was written since it was read. With
   * a change, which suspends or resumes, its event is part of the write; false when there is another.
   */
  readonly saveProof: (
    application: Pick<Application, 'id' | 'lockVersion'>,
    proof: GrantProof,
    change: { readonly event: NewEvent; readonly waitsFor: string | null } | null,
  ) => Promise<boolean>;
};

export type ClockPorts = {
  readonly now: () => Instant;
  readonly workingCalendar: () => Promise<WorkingCalendar>;
  readonly limits: () => Promise<SharingLimits>;
};

export type ApplicationPorts = ApplicationRepository &
  ClockPorts &
  ActorPorts &
  SecondPersonPorts & {
    readonly publishedVersion: (dataset: string) => Promise<DatasetVersion | null>;
    readonly canonical: Canonical;
    /** The fields that certificates of a type show; `null` where there is no such type. */
    readonly fieldsOfCertificates: (type: string) => Promise<ReadonlySet<string> | null>;
    readonly newApplicationId: () => string;
  };
