import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from './delivery.ts';
import { SourceChannel } from './sources/source.ts';

/** Orders the next step of a delivery: ingest, publish or annotate. */
export const DeliveryMessage = z.object({ delivery: DeliveryId });

/** Orders the loading of a staged part. */
export const PartMessage = DeliveryMessage.extend({ part: z.int().min(1) });

/** Wakes a source: it is due, or its delivery has settled. */
export const SourceMessage = z.object({ dataset: DatasetId, channel: SourceChannel });
