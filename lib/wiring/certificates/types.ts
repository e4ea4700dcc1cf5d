import { certificateTypeRepository } from '../../adapters/certificates/certificate-type-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { CertificateTypes } from '../../certificates/ports.ts';
import { ttlCache } from '../memoize.ts';
import { setting } from '../setting.ts';

/** Delay until a new type is known everywhere. */
const typeCacheMs = 60_000;

/** Opens CERTIFICATE_TYPES_TABLE; caches all types for a minute, but never an empty table. */
export function certificateTypes(): CertificateTypes {
  const table = certificateTypeRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  const cachedTypes = ttlCache(typeCacheMs, async () => {
    const types = await table.types();
    return types.length === 0 ? undefined : new Map(types.map((type) => [type.type, type]));
  });
  return {
    type: async (id) => (await cachedTypes('all'))?.get(id) ?? null,
    all: async () => [...((await cachedTypes('all'))?.values() ?? [])],
  };
}
