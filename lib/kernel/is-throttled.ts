import { Failure } from './failure.ts';

/** How DynamoDB, S3, SQS, SSM and KMS name it; the SDK's own list, without the errors that mean something else too. */
const throttlingErrors: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
]);

const maxCauses = 3;

/**
 * Tells whether a service had no capacity left: the work itself is sound and may be repeated later. Looks through
 * three causes, and by name, for a bundle may hold the SDK twice.
 */
export function isThrottled(error: unknown, causes = maxCauses): boolean {
  if (!(error instanceof Error)) return false;
  if (throttlingErrors.has(error.name)) return true;
  if (error instanceof Failure && error.code === 'table-throttled') return true;
  return causes > 0 && isThrottled(error.cause, causes - 1);
}
