import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { disputeMarks } from '../../adapters/sharing/dispute-marks.ts';
import type { DisputedFields } from '../../sharing/objections/ports.ts';
import { memoize, ttlCache } from '../memoize.ts';
import { setting } from '../setting.ts';

/** As old as a dataset's pointer may be in uses under a grant. */
const disputesMs = 5_000;

/** Reads open objections in SHARING_TABLE; one cache for the process. */
export const disputedFields: () => DisputedFields = memoize(() => {
  const known = ttlCache(disputesMs, disputeMarks(documentClient(), setting('SHARING_TABLE')).disputedFields);
  return async (dataset) => (await known(dataset)) ?? new Map<string, readonly string[]>();
});
