import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../kernel/failure.ts';

const maxAttempts = 10;
const baseDelayMs = 25;
const maxDelayMs = 2_000;

const throttlingErrors = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/** Retries what `send` leaves unprocessed, after at most 2 s each; throws `table-throttled` after 10 attempts. */
export async function sendUntilProcessed<T>(
  table: string,
  batch: readonly T[],
  send: (requests: T[]) => Promise<readonly T[]>,
  wait: (ms: number) => Promise<unknown> = delay,
): Promise<void> {
  let left = batch;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === maxAttempts) throw new Failure('table-throttled', { table, left: left.length });
    if (attempt > 0) await wait(backoffMs(attempt));
    left = await leftAfter(send, [...left]);
  }
}

async function leftAfter<T>(send: (requests: T[]) => Promise<readonly T[]>, requests: T[]): Promise<readonly T[]> {
  try {
    return await send(requests);
  } catch (error) {
    if (error instanceof Error && throttlingErrors.has(error.name)) return requests;
    throw error;
  }
}

function backoffMs(attempt: number): number {
  return Math.min(maxDelayMs, baseDelayMs * 2 ** attempt) * (0.5 + Math.random() / 2);
}
