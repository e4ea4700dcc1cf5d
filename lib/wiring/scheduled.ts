import middy from '@middy/core';
import { describeError, log as logToConsole, type Log } from './log.ts';
import { memoizeAsync } from './memoize.ts';
import { addMetric, flushInvocationMetrics } from './metrics.ts';
import { startFunction } from './start-function.ts';

export type ScheduleContext = {
  readonly requestId: string;
  /** Milliseconds left before the function is stopped. */ readonly remainingMs: () => number;
};

/** Logs errors once and throws them again, so that the alarm counts them. */
export function scheduled<Ports>(
  ports: () => Ports | Promise<Ports>,
  useCase: (ports: Ports, facts: ScheduleContext) => Promise<void>,
  log: Log = logToConsole,
) {
  startFunction('worker', log);
  const openPorts = memoizeAsync(async () => await ports());
  return middy<unknown, void>().handler(async (_event: unknown, context): Promise<void> => {
    try {
      await useCase(await openPorts(), {
        requestId: context.awsRequestId,
        remainingMs: () => context.getRemainingTimeInMillis(),
      });
      addMetric('RunsSucceeded', 1, context.functionName);
    } catch (error) {
      log('error', 'scheduled-run-failed', {
        function: context.functionName,
        requestId: context.awsRequestId,
        ...describeError(error),
      });
      throw error;
    } finally {
      flushInvocationMetrics();
    }
  });
}
