import { sourceFaults } from '../../../../schemas/collection/sources/source-faults.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';

const defaultTries = 3;
const firstDelayMs = 500;
/** A longer `Retry-After` ends the run; the timetable retries then. */
const maxRetryAfterSeconds = 30;

export type RetryOptions = {
  readonly delay: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly tries?: number;
};

/** Retries a read on retryable faults: 3 tries, exponential backoff (0.5 s, 1 s) with full jitter. */
export async function withRetry<Result>(
  attempt: () => Promise<Result>,
  { delay, random, signal, tries = defaultTries }: RetryOptions,
): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof SourceFault) || !sourceFaults[error.code].isRetryable || tried === tries) throw error;
      const { retryAfterSeconds } = error;
      if (retryAfterSeconds !== undefined && retryAfterSeconds > maxRetryAfterSeconds) throw error;
      await delay(
        retryAfterSeconds === undefined ? random() * firstDelayMs * 2 ** (tried - 1) : retryAfterSeconds * 1000,
      );
    }
  }
}
