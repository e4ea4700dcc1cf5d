import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { TokenVerification } from '../../departments/ports.ts';
import { Failure } from '../../kernel/failure.ts';

/** A token's `aud` must name one of `audiences`; without `aud`, its `client_id` must, as Amazon Cognito's tokens do. */
export type TokenSettings = { readonly issuer: string; readonly audiences: readonly string[] };

/** Asymmetric algorithms only: with a symmetric one, the public key would pass as the secret. */
const algorithms = ['ES256', 'RS256', 'PS256'];
/** Clock skew to the issuer that is accepted. */
const clockToleranceSeconds = 30;
const issuerTimeoutMs = 5_000;

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Verifies access tokens (RFC 7519, RFC 9068) with the keys of the issuer's discovery document (OpenID Connect
 * Discovery 1.0 §4). A warm function caches both and fetches the keys again for an unknown key id, at most every 30 s.
 * Throws a failure when the issuer can't be reached.
 */
export function tokenVerifier({ issuer, audiences }: TokenSettings): (token: string) => Promise<TokenVerification> {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const openKeys = async () => {
    keys ??= discoverKeys(issuer);
    try {
      return await keys;
    } catch (error) {
      keys = undefined; // the next request tries again
      throw error;
    }
  };

  return async (token) => {
    const getKey = await openKeys();
    try {
      const { payload, protectedHeader } = await jwtVerify(token, getKey, {
        issuer,
        algorithms,
        clockTolerance: clockToleranceSeconds,
        requiredClaims: ['exp'],
      });
      const subject =
        isAccessToken(protectedHeader.typ, payload) && hasOurAudience(payload, audiences)
          ? readSubject(payload)
          : undefined;
      return subject === undefined ? { outcome: 'not-valid' } : { outcome: 'valid', subject };
    } catch (error) {
      if (isTokenError(error)) return { outcome: 'not-valid' };
      throw new Failure('issuer-keys-unavailable', {}, { cause: error });
    }
  };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, {
    signal: AbortSignal.timeout(issuerTimeoutMs),
    redirect: 'error',
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Failure('issuer-discovery-failed', { status: response.status });
  const discovery = Discovery.parse(await response.json());
  if (discovery.issuer !== issuer) throw new Failure('issuer-discovery-names-another');
  const keysAddress = new URL(discovery.jwks_uri);
  if (keysAddress.protocol !== new URL(issuer).protocol) throw new Failure('issuer-keys-less-protected');
  return createRemoteJWKSet(keysAddress, { timeoutDuration: issuerTimeoutMs });
}

/** Rejects id tokens: they are made for a portal, not for an API. */
function isAccessToken(typ: string | undefined, payload: JWTPayload): boolean {
  const typeFits = typ === undefined || ['jwt', 'at+jwt', 'application/at+jwt'].includes(typ.toLowerCase());
  return typeFits && (payload['token_use'] === undefined || payload['token_use'] === 'access');
}

function hasOurAudience(payload: JWTPayload, audiences: readonly string[]): boolean {
  const named = payload.aud ?? (typeof payload['client_id'] === 'string' ? payload['client_id'] : []);
  return [named].flat().some((audience) => audiences.includes(audience));
}

function readSubject({ sub, client_id: client }: JWTPayload): string | undefined {
  if (typeof sub === 'string' && sub !== '') return sub;
  return typeof client === 'string' && client !== '' ? client : undefined;
}

/** Whether the token is at fault: jose's own errors, except those about fetching the keys. */
function isTokenError(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  );
}
