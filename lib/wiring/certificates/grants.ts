import { certificateGrantRepository } from '../../adapters/certificates/grant-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import { grantFor } from '../../certificates/lookup/grant-for.ts';
import type { Grants } from '../../certificates/ports.ts';
import { cacheMs, ttlCache } from '../memoize.ts';
import { setting } from '../setting.ts';

/** Opens CERTIFICATE_TYPES_TABLE; caches an account's grant, or its absence, for `cacheMs`. */
export function certificateGrants(): Grants {
  const table = certificateGrantRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  const cachedGrant = ttlCache(cacheMs, async (subject) => ({ grant: await table.grant(subject) }));
  return {
    grantFor: async (caller, type) => grantFor(caller, type, (await cachedGrant(caller.subject))?.grant ?? null),
  };
}
