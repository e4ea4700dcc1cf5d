import { setTimeout as delay } from 'node:timers/promises';
import type { Signer } from '../../../certificates/ports.ts';
import { Failure } from '../../../kernel/failure.ts';
import { isThrottled } from '../../../kernel/is-throttled.ts';

/** Resolves when the next call may start. */
export type Pace = () => Promise<void>;

export type PaceClock = {
  /** Milliseconds. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<unknown>;
};

const processClock: PaceClock = { now: () => performance.now(), wait: async (ms) => await delay(ms) };

/** Spaces calls evenly, in the order of their arrival: a call after a pause never waits. */
export function pace(perSecond: number, { now, wait }: PaceClock = processClock): Pace {
  let next = 0;
  return async () => {
    const at = Math.max(now(), next);
    next = at + 1000 / perSecond;
    if (at > now()) await wait(at - now());
  };
}

const maxAttempts = 8;
const baseDelayMs = 200;
const maxDelayMs = 5_000;

/**
 * Keeps signing within the quota of KMS, which the whole account shares, and retries what KMS throttles after at most
 * 5 s each. Throws `kms-throttled` after 8 attempts, about 15 s.
 */
export function pacedSigner(signer: Signer, next: Pace, wait: PaceClock['wait'] = processClock.wait): Signer {
  return {
    ...signer,
    sign: async (bytes) => {
      for (let attempt = 1; ; attempt += 1) {
        await next();
        try {
          return await signer.sign(bytes);
        } catch (error) {
          if (!isThrottled(error)) throw error;
          if (attempt === maxAttempts) throw new Failure('kms-throttled', { attempts: maxAttempts }, { cause: error });
        }
        await wait(backoffMs(attempt));
      }
    },
  };
}

function backoffMs(attempt: number): number {
  return Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1)) * (0.5 + Math.random() / 2);
}
