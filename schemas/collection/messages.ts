import { z } from 'zod';
import { DatasetId } from '../catalogue/dataset-version.ts';
import { DeliveryId } from './delivery.ts';
import { SourceChannel } from './sources/source.ts';

export const DeliveryMessage = z.object({ delivery: DeliveryId });

export const PartMessage = DeliveryMessage.extend({ part: z.int().min(1) });

export const SourceMessage = z.object({ dataset: DatasetId, channel: SourceChannel });
