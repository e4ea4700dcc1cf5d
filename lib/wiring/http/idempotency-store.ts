import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { dynamoIdempotencyStore } from '../../adapters/idempotency/idempotency-store.ts';
import { memoize } from '../memoize.ts';
import { setting } from '../setting.ts';

/** Opens IDEMPOTENCY_TABLE once per warm function; answers expire after 24 hours. */
export const idempotencyStore = memoize(() =>
  dynamoIdempotencyStore(documentClient(), setting('IDEMPOTENCY_TABLE'), Date.now),
);
