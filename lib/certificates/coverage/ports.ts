import type { Instant, Day } from '../../../schemas/kernel/day.ts';
import type { CertificateRepository, CertificateTypes, Clock, Tally } from '../ports.ts';

/** Deadlines and limits of the municipal notice; deployment settings. */
export type BackfillRules = {
  /** 2020-11-30: data from a system issued since `sinceYear`, and the first round from paper. */
  readonly firstDay: Day;
  /** 2020-12-31: all data from a system. */
  readonly lastDay: Day;
  readonly sinceYear: number;
  /** Files on paper with at most this many rows are required completely. */
  readonly smallTotal: number;
};

/** `since` is when the platform first knew the row's newest state. */
export type SourceRow = { readonly division: string; readonly issuedYear?: number; readonly since?: Instant };

/** A record whose newest state is not processed yet. */
export type PendingRecord = {
  /** How its certificate is counted until then; `null` without one. */
  readonly counted: Tally | null;
  /** `null`: the record is removed. */
  readonly row: SourceRow | null;
};

export type CoveragePorts = {
  readonly types: Pick<CertificateTypes, 'type'>;
  readonly repository: Pick<CertificateRepository, 'tallies'>;
  readonly pending: (type: string) => AsyncIterable<PendingRecord>;
  /** Record count of the dataset, and whether the centre has confirmed one of its channels. */
  readonly faceData: (type: string) => Promise<{ readonly records: number; readonly confirmed: boolean }>;
  readonly rules: BackfillRules;
  readonly clock: Clock;
};
