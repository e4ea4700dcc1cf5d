const maxSeconds = 15 * 60;

/** Seconds before a failed message is received again: doubled with each receive, at most 15 minutes. */
export function retryDelay(receiveCount: number, firstSeconds: number): number {
  return Math.ceil(Math.min(maxSeconds, firstSeconds * 2 ** (receiveCount - 1)));
}
