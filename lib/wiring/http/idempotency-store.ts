import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { dynamoIdempotencyStore } from '../../adapters/idempotency/idempotency-store.ts';
import { memoize } from '../memoize.ts';
import { setting } from '../setting.ts';

export const idempotencyStore = memoize(() =>
  dynamoIdempotencyStore(documentClient(), setting('IDEMPOTENCY_TABLE'), Date.now),
);
