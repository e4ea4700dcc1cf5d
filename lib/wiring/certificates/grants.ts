import { certificateGrantRepository } from '../../adapters/certificates/grant-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { grantFor } from '../../certificates/lookup/grant-for.ts';
import type { Grants } from '../../certificates/ports.ts';
import { ttlCache } from '../memoize.ts';
import { setting } from '../setting.ts';

/** Milliseconds after which a changed grant takes effect everywhere; that an account has none is kept as long. */
const grantCacheMs = 60_000;

/** Who may see which certificates. */
export function certificateGrants(): Grants {
  const table = certificateGrantRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  const kept = ttlCache(grantCacheMs, async (subject) => ({ grant: await table.grant(subject) }));
  return { grantFor: async (caller, type) => grantFor(caller, type, (await kept(caller.subject))?.grant ?? null) };
}
