import { z } from 'zod';
import { DeliveryId } from '../collection/delivery.ts';

/** The records that one part of a published delivery has touched want their certificates. */
export const IssueMessage = z.object({ delivery: DeliveryId, part: z.int().min(1) });

/** A piece of an approved batch wants doing. */
export const BatchMessage = z.object({ batch: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/), piece: z.int().min(1) });
