import { z } from 'zod';
import { Failure } from '../kernel/failure.ts';

export type LogFacts = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
export type Log = (level: 'info' | 'warn' | 'error', code: string, facts?: LogFacts) => void;

/** One JSON line per event: a code and ids. No input data, no addresses with queries, no names of people. */
export const log: Log = (level, code, facts = {}) => {
  console[level](JSON.stringify({ time: new Date().toISOString(), level, code, ...facts }));
};

/**
 * What the log may say of an error: its name, its code and ids if it is one of ours, where in the code it happened,
 * and the same of its causes. Messages of foreign errors are left out, for they may quote the input.
 */
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
