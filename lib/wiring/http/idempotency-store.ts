import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { dynamoIdempotencyStore } from '../../adapters/idempotency/idempotency-store.ts';
import { memoize } from '../memoize.ts';
import { setting } from '../setting.ts';

/** The key book of this deployment. */
export const idempotencyStore = memoize(() =>
  dynamoIdempotencyStore(documentClient(), setting('IDEMPOTENCY_TABLE'), Date.now),
);
