import { sourceFaults } from '../../../../schemas/collection/sources/source-faults.ts';
import { SourceFault } from '../../../kernel/source-fault.ts';

const usualTries = 3;
const firstMilliseconds = 500;
/** Who asks for a longer wait than this has it from the timetable: a run doesn't sit it out. */
const maxRetryAfterSeconds = 30;

export type RetryOptions = {
  readonly delay: (milliseconds: number) => Promise<void>;
  readonly random: () => number;
  readonly signal: AbortSignal;
  readonly tries?: number;
};

/**
 * Three tries where trying again may help, for reads may be repeated, POST or not. Between them up to 0.5 s and up to 1 s, by chance, so that
 * many who were turned away together don't come back together; or as long as the source asked for.
 */
export async function withRetry<Result>(
  attempt: () => Promise<Result>,
  { delay, random, signal, tries = usualTries }: RetryOptions,
): Promise<Result> {
  for (let made = 1; ; made += 1) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof SourceFault) || !sourceFaults[error.code].again || made === tries) throw error;
      const { retryAfterSeconds } = error;
      if (retryAfterSeconds !== undefined && retryAfterSeconds > maxRetryAfterSeconds) throw error;
      await delay(
        retryAfterSeconds === undefined ? random() * firstMilliseconds * 2 ** (made - 1) : retryAfterSeconds * 1000,
      );
    }
  }
}
