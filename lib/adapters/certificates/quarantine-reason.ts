import { z } from 'zod';
import type { QuarantineReason } from '../../../schemas/certificates/quarantine.ts';
import { Failure } from '../../kernel/failure.ts';
import type { FailureCode } from '../../kernel/failures.ts';
import { isThrottled } from '../../kernel/is-throttled.ts';

const dataFailures: ReadonlySet<FailureCode> = new Set(['payload-not-canonical', 'document-not-canonical']);
const storedFailures: ReadonlySet<FailureCode> = new Set([
  'item-unreadable',
  'item-without-text',
  'record-version-missing',
]);

/**
 * Tells why an error is the fault of one record; `null` if a service or a setting is at fault, so that nothing is
 * quarantined while KMS or a table cannot be reached.
 */
export function quarantineReason(error: unknown): QuarantineReason | null {
  if (!(error instanceof Error) || isThrottled(error)) return null;
  // DynamoDB refuses an item over 400 KB so.
  if (error.name === 'ValidationException') return 'data-rejected';
  if (error instanceof z.ZodError) return 'stored-unreadable';
  if (error instanceof Failure) {
    if (dataFailures.has(error.code)) return 'data-rejected';
    return storedFailures.has(error.code) ? 'stored-unreadable' : null;
  }
  return error instanceof TypeError || error instanceof RangeError ? 'processing-error' : null;
}
