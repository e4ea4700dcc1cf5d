import { z } from 'zod';
import { Failure } from '../kernel/failure.ts';
import type { FailureCode } from '../kernel/failures.ts';
import { addMetric, type MetricName } from './metrics.ts';

export type LogFacts = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
export type LogCode = FailureCode | 'delivery-status-changed' | 'setting-changed';
export type Log = (level: 'info' | 'warn' | 'error', code: LogCode, facts?: LogFacts) => void;

/** Codes that an alarm counts. */
const countedCodes: ReadonlyMap<LogCode, MetricName> = new Map([
  ['http-throttled', 'Throttled'],
  ['message-throttled', 'Throttled'],
  ['audit-chain-broken', 'AuditChainFaults'],
  ['grant-suspended', 'GrantsSuspended'],
]);

/** Writes one JSON line, never with input data, addresses with queries or names of people. */
export const log: Log = (level, code, facts = {}) => {
  const counted = countedCodes.get(code);
  if (counted !== undefined) addMetric(counted, 1);
  console[level](JSON.stringify({ time: new Date().toISOString(), level, code, ...facts }));
};

/** Omits messages of errors other than `Failure`: they may quote the input. */
export function describeError(error: unknown, depth = 3): LogFacts {
  if (!(error instanceof Error)) return { error: typeof error };
  const cause =
    error.cause === undefined || depth === 0 ? {} : prefixed('cause.', describeError(error.cause, depth - 1));
  const own = error instanceof Failure ? { failure: error.code, ...error.facts } : {};
  const issues =
    error instanceof z.ZodError
      ? { issues: error.issues.slice(0, 10).map((issue) => `${issue.path.map(String).join('/')}: ${issue.code}`) }
      : {};
  return { error: error.name, ...own, ...issues, stack: stackFrames(error.stack ?? ''), ...cause };
}

function stackFrames(stack: string): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 12)
    .map((line) => line.trim().slice(3));
}

function prefixed(prefix: string, facts: LogFacts): LogFacts {
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [prefix + name, value]));
}
