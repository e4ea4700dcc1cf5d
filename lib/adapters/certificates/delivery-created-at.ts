import { decodeTime } from 'ulid';

/** Reads the creation time from a delivery's id, a ULID. */
export function deliveryCreatedAt(delivery: string): string {
  return new Date(decodeTime(delivery)).toISOString();
}
