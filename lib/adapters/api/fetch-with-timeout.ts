import { NotReachable } from './api-errors.ts';

/** `fetch` within so many milliseconds; whatever keeps the answer from coming is NotReachable. */
export async function reach(address: string, init: RequestInit, milliseconds: number): Promise<Response> {
  try {
    return await fetch(address, { ...init, signal: AbortSignal.timeout(milliseconds) });
  } catch (error) {
    throw new NotReachable(hostOf(address), { cause: error });
  }
}

export function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : address;
}
