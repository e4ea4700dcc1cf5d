import { DeliveryId } from '../../../schemas/collection/delivery.ts';

/** The key of a delivery's workbook in the raw bucket. The file name is left out: it may name a person. */
export function buildRawKey(delivery: string): string {
  return `deliveries/${delivery}/workbook.xlsx`;
}

/** The delivery that an object in the raw bucket belongs to; `null` for any other key. */
export function parseRawKey(key: string): string | null {
  const id = DeliveryId.safeParse(/^deliveries\/([^/]+)\/workbook\.xlsx$/.exec(key)?.[1]);
  return id.success ? id.data : null;
}
