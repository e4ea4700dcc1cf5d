import { z } from 'zod';
import { DeliveryId } from './delivery.ts';

/** A delivery wants the next step: taking in, settling, marking up. */
export const DeliveryMessage = z.object({ delivery: DeliveryId });

/** A staged part wants loading. */
export const PartMessage = DeliveryMessage.extend({ part: z.int().min(1) });
