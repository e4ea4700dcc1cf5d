import { setTimeout as delay } from 'node:timers/promises';
import { Failure } from '../../kernel/failure.ts';
import { isThrottled } from '../../kernel/is-throttled.ts';

const maxAttempts = 10;
const baseDelayMs = 25;
const maxDelayMs = 2_000;
/** A thrown attempt includes the SDK's own retries: ten of them would outlast every function. */
const maxTotalMs = 15_000;

type Timing = { readonly wait: (ms: number) => Promise<unknown>; readonly now: () => number };
const realTiming: Timing = { wait: delay, now: () => performance.now() };

/**
 * Repeats what `send` leaves unprocessed or is throttled for, after at most 2 s each, with jitter. Throws
 * `table-throttled` after 10 attempts or 15 s; what is written until then stays written.
 */
export async function sendUntilProcessed<T>(
  table: string,
  batch: readonly T[],
  send: (requests: T[]) => Promise<readonly T[]>,
  { wait, now }: Timing = realTiming,
): Promise<void> {
  const startedAt = now();
  let result: { readonly left: readonly T[]; readonly cause?: unknown } = { left: batch };
  for (let attempt = 0; result.left.length > 0; attempt += 1) {
    if (attempt === maxAttempts || now() - startedAt > maxTotalMs)
      throw new Failure('table-throttled', { table, left: result.left.length }, { cause: result.cause });
    if (attempt > 0) await wait(backoffMs(attempt));
    result = await attemptOnce(send, [...result.left]);
  }
}

async function attemptOnce<T>(send: (requests: T[]) => Promise<readonly T[]>, requests: T[]) {
  try {
    return { left: await send(requests) };
  } catch (cause) {
    if (isThrottled(cause)) return { left: requests, cause };
    throw cause;
  }
}

function backoffMs(attempt: number): number {
  return Math.min(maxDelayMs, baseDelayMs * 2 ** attempt) * (0.5 + Math.random() / 2);
}
