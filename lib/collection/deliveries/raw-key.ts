import { DeliveryId } from '../../../schemas/collection/delivery.ts';

/** Where a delivery's workbook lies in the raw bucket. The officer's file name is not part of it: it may name a person. */
export function buildRawKey(delivery: string): string {
  return `deliveries/${delivery}/workbook.xlsx`;
}

/** The delivery that an object in the raw bucket belongs to; `null` for a key that no address was given for. */
export function parseRawKey(key: string): string | null {
  const id = DeliveryId.safeParse(/^deliveries\/([^/]+)\/workbook\.xlsx$/.exec(key)?.[1]);
  return id.success ? id.data : null;
}
