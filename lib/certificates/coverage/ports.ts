import type { Instant } from '../../../schemas/kernel/day.ts';
import type { CertificateRepository, CertificateTypes, Clock, Tally } from '../ports.ts';
import type { BackfillRules } from './due-day.ts';

/** What a source row says of itself: the unit, the year of issue on the face, and since when the platform knows it. */
export type SourceRow = { readonly division: string; readonly issuedYear?: number; readonly since?: Instant };

/** A record whose newest state nobody has looked at yet. */
export type PendingRecord = {
  /** What its certificate counts as until then; `null` when it has none. */
  readonly counted: Tally | null;
  /** The newest state; `null` when the record is gone. */
  readonly row: SourceRow | null;
};

export type CoveragePorts = {
  readonly types: Pick<CertificateTypes, 'type'>;
  readonly repository: Pick<CertificateRepository, 'tallies'>;
  /** Each such record once. */
  readonly pending: (type: string) => AsyncIterable<PendingRecord>;
  /** The records that are held and whether the centre has confirmed a door, as the records room counts them. */
  readonly faceData: (type: string) => Promise<{ readonly records: number; readonly confirmed: boolean }>;
  readonly rules: BackfillRules;
  readonly clock: Clock;
};
