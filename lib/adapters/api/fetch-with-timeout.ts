import { NotReachable } from './api-errors.ts';

/** `fetch` with a timeout in milliseconds; throws NotReachable on every network error. */
export async function fetchWithTimeout(address: string, init: RequestInit, milliseconds: number): Promise<Response> {
  try {
    return await fetch(address, { ...init, signal: AbortSignal.timeout(milliseconds) });
  } catch (error) {
    throw new NotReachable(getOrigin(address), { cause: error });
  }
}

export function getOrigin(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
