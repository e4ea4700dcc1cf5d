import { decodeTime } from 'ulid';

/** Reads the time from a ULID. */
export function deliveryCreatedAt(delivery: string): string {
  return new Date(decodeTime(delivery)).toISOString();
}
