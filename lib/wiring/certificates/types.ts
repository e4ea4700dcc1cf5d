import { certificateTypeRepository } from '../../adapters/certificates/certificate-type-repository.ts';
import { documentClient } from '../../adapters/dynamodb/document-client.ts';
import type { CertificateTypes } from '../../certificates/ports.ts';
import { ttlCache } from '../memoize.ts';
import { setting } from '../setting.ts';

/** Milliseconds after which a new type is known everywhere. */
const typeCacheMs = 60_000;

/** The types of certificates, read together and kept for a minute. */
export function certificateTypes(): CertificateTypes {
  const table = certificateTypeRepository(documentClient(), setting('CERTIFICATE_TYPES_TABLE'));
  const known = ttlCache(typeCacheMs, async () => {
    const types = await table.types();
    return types.length === 0 ? undefined : new Map(types.map((type) => [type.type, type]));
  });
  return {
    type: async (id) => (await known('all'))?.get(id) ?? null,
    all: async () => [...((await known('all'))?.values() ?? [])],
  };
}
