import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { keyTable } from '../../adapters/idempotency/idempotency-store.ts';
import { once } from '../memoize.ts';
import { setting } from '../setting.ts';

/** The key book of this deployment. */
export const keyBook = once(() => keyTable(documentClient(), setting('IDEMPOTENCY_TABLE'), Date.now));
