import { UsageError } from './command.ts';

const minLength = 2;

/** Throws `UsageError` without a reason of two characters. */
export function requireReason(reason: string | undefined): string {
  const given = reason?.trim() ?? '';
  if (given.length < minLength) throw new UsageError('请用“--reason 原因”写明原因，操作会留痕。');
  return given;
}
