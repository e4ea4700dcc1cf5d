import { certificateTypeRepository } from '../../adapters/certificates/certificate-type-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { CertificateTypes } from '../../certificates/ports.ts';
import { cacheMs, ttlCache } from '../memoize.ts';
import { setting } from '../setting.ts';

/** Opens CERTIFICATE_TYPES_TABLE; caches all types for `cacheMs`, but never an empty table. */
export function certificateTypes(): CertificateTypes {
  const table = certificateTypeRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  const cachedTypes = ttlCache(cacheMs, async () => {
    const types = await table.types();
    return types.length === 0 ? undefined : new Map(types.map((type) => [type.type, type]));
  });
  return {
    type: async (id) => (await cachedTypes('all'))?.get(id) ?? null,
    all: async () => [...((await cachedTypes('all'))?.values() ?? [])],
  };
}
