import type { DeliveryRecord } from '../../../schemas/collection/delivery-record.ts';
import type { DatasetState } from '../../../schemas/records/dataset-state.ts';

/** Nobody else ingests into the dataset until it is released or expires. */
export type Lease = {
  readonly delivery: DeliveryRecord;
  readonly datasetState: DatasetState;
  /** Each fencing token has its own prefix: an overtaken worker stages elsewhere. */
  readonly prefix: string;
  /** Throws the Failure `lease-lost` when another worker has it. */
  readonly renew: () => Promise<void>;
  /** Also voids a number that a dead worker reserved: nothing was loaded under it. */
  readonly release: () => Promise<void>;
  readonly abandon: (seq: number) => Promise<void>;
};
