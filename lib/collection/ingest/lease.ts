import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';

/** A worker's lease of a dataset: nobody else ingests into it until the lease is released or expires. */
export type Lease = {
  readonly delivery: DeliveryRecord;
  /** The dataset when the lease was acquired, the fencing token included. */
  readonly datasetState: DatasetState;
  /** Where this worker stages; an overtaken worker stages elsewhere. */
  readonly prefix: string;
  /** Renews the lease in good time; throws the Failure `lease-lost` when another worker has it. */
  readonly renew: () => Promise<void>;
  /** Also voids the sequence number that an earlier worker reserved before it died: nothing was loaded under it. */
  readonly release: () => Promise<void>;
  /** Releases the lease and voids a sequence number that was reserved for loading. */
  readonly abandon: (seq: number) => Promise<void>;
};
