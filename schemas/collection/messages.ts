import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from './delivery.ts';
import { SourceChannel } from './sources/source.ts';

/** A delivery wants the next step: taking in, settling, marking up. */
export const DeliveryMessage = z.object({ delivery: DeliveryId });

/** A staged part wants loading. */
export const PartMessage = DeliveryMessage.extend({ part: z.int().min(1) });

/** A source wants moving on: it is due, or its delivery has settled. */
export const SourceMessage = z.object({ dataset: DatasetId, channel: SourceChannel });
