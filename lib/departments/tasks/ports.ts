import type { DatasetId } from '../../../schemas/catalogue/dataset-version.ts';
import type { CatalogueEntry } from '../../../schemas/catalogue/entry.ts';
import type { DatasetListing } from '../../../schemas/catalogue/views.ts';
import type { Batch } from '../../../schemas/certificates/batch.ts';
import type { CertificateType } from '../../../schemas/certificates/certificate-type.ts';
import type { QuarantinedRecord } from '../../../schemas/certificates/quarantine.ts';
import type { Archive } from '../../../schemas/collection/archive.ts';
import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DeliveryStatus } from '../../../schemas/collection/delivery.ts';
import type { LinkState } from '../../../schemas/collection/link.ts';
import type { SourceRecord } from '../../../schemas/collection/sources/source.ts';
import type { UpdateSheets } from '../../../schemas/collection/update-sheet.ts';
import type { Department } from '../../../schemas/departments/department.ts';
import type { DepartmentPeople } from '../../../schemas/departments/people.ts';
import type { Question } from '../../../schemas/departments/question.ts';
import type { Instant } from '../../../schemas/kernel/day.ts';
import type { Application } from '../../../schemas/sharing/application.ts';
import type { CaseClock } from '../../../schemas/sharing/case-clock.ts';
import type { Objection } from '../../../schemas/sharing/objection.ts';
import type { SecondPersonPorts } from '../../kernel/second-person.ts';

/** A list over things that only one department, or every department, has. */
type OfDepartment<T> = (department: string | undefined) => Promise<readonly T[]>;

/** A draft has no clock. */
export type WaitingApplication = { readonly application: Application; readonly clock?: CaseClock };
export type WaitingObjection = { readonly objection: Objection; readonly clock?: CaseClock };

export type TaskPorts = SecondPersonPorts & {
  readonly now: () => Instant;
  readonly departments: () => Promise<readonly Department[]>;
  readonly people: (department: string) => Promise<DepartmentPeople | undefined>;
  /** Eventually consistent, like all lists here. */
  readonly listings: OfDepartment<DatasetListing>;
  readonly entry: (dataset: DatasetId) => Promise<CatalogueEntry | null>;
  /** Links of these datasets, unordered. */
  readonly linksOf: (datasets: readonly string[]) => Promise<readonly LinkState[]>;
  /** When the publication in force of each dataset was made; those without one are left out. */
  readonly lastPublished: (datasets: readonly string[]) => Promise<ReadonlyMap<string, Instant>>;
  /** The update sheets of these datasets, by dataset; those without any are left out. */
  readonly updateSheets: (datasets: readonly string[]) => Promise<ReadonlyMap<string, UpdateSheets>>;
  /** The archives of these datasets, by dataset; those without any are left out. */
  readonly archives: (datasets: readonly string[]) => Promise<ReadonlyMap<string, Archive>>;
  readonly sources: OfDepartment<SourceRecord>;
  /** The newest 20 of a dataset, the newest first. */
  readonly newestDeliveries: (dataset: DatasetId) => Promise<readonly DeliveryRecord[]>;
  /** Of all departments, at most one more than are counted. */
  readonly deliveriesIn: (status: DeliveryStatus) => Promise<readonly DeliveryRecord[]>;
  /** The newest 200 batches: undecided ones expire after some days. */
  readonly newestBatches: OfDepartment<Batch>;
  readonly certificateTypes: () => Promise<readonly CertificateType[]>;
  /** Applications that wait for `centre` or a department, the newest first, at most one more than are counted. */
  readonly waitingApplications: (waitsFor: string) => Promise<readonly WaitingApplication[]>;
  /** Objections that wait for `centre` or a department, likewise. */
  readonly waitingObjections: (waitsFor: string) => Promise<readonly WaitingObjection[]>;
  /** Those of a consumer that have a grant or follow on one, the newest 200 first. */
  readonly ownApplications: (consumer: string) => Promise<readonly Application[]>;
  /** Of all units, at most one more than are counted. */
  readonly openQuestions: () => Promise<readonly Question[]>;
  /** The newest 50 of a unit. */
  readonly newestQuestions: (department: string) => Promise<readonly Question[]>;
  /** Records of a type that issuing has given up, at most one more than are counted. */
  readonly notIssued: (type: string) => Promise<readonly QuarantinedRecord[]>;
};
