import type { IssuingProgress } from '../../../schemas/certificates/issuing-progress.ts';
import type { Instant, Day } from '../../../schemas/kernel/day.ts';
import type { CertificateRepository, CertificateTypes, Clock, Tally } from '../ports.ts';

/** Deadlines and limits of the municipal notice. */
export type BackfillRules = {
  /** Data from a system issued since `sinceYear`, and the first round from paper, are due by this day. */
  readonly firstDay: Day;
  /** All data from a system are due by this day. */
  readonly lastDay: Day;
  readonly sinceYear: number;
  /** Paper files with at most this many rows are required completely. */
  readonly smallTotal: number;
};

/** `since` is when the row's newest state became known. */
export type SourceRow = { readonly division: string; readonly issuedYear?: number; readonly since?: Instant };

export type PendingRecord = {
  /** The tally counts the certificate so until the record is issued; `null` when there is none. */
  readonly counted: Tally | null;
  /** `null`: the record is removed. */
  readonly row: SourceRow | null;
};

/** What the tables say of a type without reading a row. */
export type FaceDataFacts = {
  readonly records: number;
  readonly confirmed: boolean;
  readonly publications: number;
  /** The last publication that is issued completely, and whether a later one is being issued. */
  readonly progress: Pick<IssuingProgress, 'publication' | 'order'>;
};

export type ListCoveragePorts = Omit<CoveragePorts, 'types' | 'faceData'> & {
  readonly types: Pick<CertificateTypes, 'all'>;
  /** Reads 100 items at once; leaves out types whose items this version cannot read. */
  readonly faceDataOf: (types: readonly string[]) => Promise<ReadonlyMap<string, FaceDataFacts>>;
};

export type CoveragePorts = {
  readonly types: Pick<CertificateTypes, 'type'>;
  readonly repository: Pick<CertificateRepository, 'tallies'>;
  readonly pending: (type: string) => AsyncIterable<PendingRecord>;
  readonly faceData: (type: string) => Promise<{ readonly records: number; readonly confirmed: boolean }>;
  readonly rules: BackfillRules;
  readonly clock: Clock;
};
