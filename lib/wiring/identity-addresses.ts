import type { IdentityAddresses } from '../../schemas/openapi/security-schemes.ts';
import { readIdentityEndpoints, type IdentityEndpoints } from '../adapters/departments/identity-endpoints.ts';
import { setting } from './setting.ts';

/** Of the endpoints that a provider has told. */
const knownMs = 10 * 60_000;
/** Anyone may read the document: a provider that does not answer is not asked at each request. */
const unknownMs = 10_000;

type Kept = { readonly until: number; readonly endpoints: Promise<IdentityEndpoints | null> };

/**
 * Tells where this stage's tokens are had; without endpoints while its provider does not answer, as the document is
 * useful without them.
 */
export function identityAddresses(
  ask: (issuer: string) => Promise<IdentityEndpoints> = readIdentityEndpoints,
  now: () => number = Date.now,
): () => Promise<IdentityAddresses> {
  let kept: Kept | undefined;
  const keep = (issuer: string): Kept => {
    const endpoints = ask(issuer).catch(() => {
      kept = { until: now() + unknownMs, endpoints: Promise.resolve(null) };
      return null;
    });
    return { until: now() + knownMs, endpoints };
  };
  return async () => {
    const addresses = { issuer: setting('OIDC_ISSUER'), scope: setting('OIDC_SCOPE') };
    if (kept === undefined || kept.until <= now()) kept = keep(addresses.issuer);
    const endpoints = await kept.endpoints;
    return endpoints === null ? addresses : { ...addresses, endpoints };
  };
}
