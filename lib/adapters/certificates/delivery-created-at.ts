import { decodeTime } from 'ulid';

/** When a delivery was created: its id is a ULID, which holds the time. */
export function deliveryCreatedAt(delivery: string): string {
  return new Date(decodeTime(delivery)).toISOString();
}
