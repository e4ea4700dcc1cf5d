import middy from '@middy/core';
import { describeError, log as logToConsole, type Log } from './log.ts';
import { memoize } from './memoize.ts';

export type ScheduleContext = {
  readonly requestId: string;
  /** Milliseconds left before the function is stopped. */ readonly remainingMs: () => number;
};

/** Logs errors once and throws them again, so that the alarm counts them. */
export function scheduled<Ports>(
  ports: () => Ports,
  useCase: (ports: Ports, facts: ScheduleContext) => Promise<void>,
  log: Log = logToConsole,
) {
  const openPorts = memoize(ports);
  return middy<unknown, void>().handler(async (_event: unknown, context): Promise<void> => {
    try {
      await useCase(openPorts(), {
        requestId: context.awsRequestId,
        remainingMs: () => context.getRemainingTimeInMillis(),
      });
    } catch (error) {
      log('error', 'scheduled-run-failed', {
        function: context.functionName,
        requestId: context.awsRequestId,
        ...describeError(error),
      });
      throw error;
    }
  });
}
