import { NotReachable } from './api-errors.ts';

/** Throws NotReachable on every network error, and after the timeout. */
export async function fetchWithTimeout(address: string, init: RequestInit, milliseconds: number): Promise<Response> {
  try {
    return await fetch(address, { ...init, signal: AbortSignal.timeout(milliseconds) });
  } catch (error) {
    throw new NotReachable(getOrigin(address), { cause: error });
  }
}

/** Leaves out path and query; returns an address that is no URL unchanged. */
export function getOrigin(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
