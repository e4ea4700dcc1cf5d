import { decodeTime } from 'ulid';

/** When a delivery was opened: its number, a ULID, holds the moment. */
export function deliveryCreatedAt(delivery: string): string {
  return new Date(decodeTime(delivery)).toISOString();
}
