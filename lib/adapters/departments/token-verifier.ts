import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { TokenVerification } from '../../departments/ports.ts';
import { Failure } from '../../kernel/failure.ts';

/** `audiences`: what a token's `aud` must name one of; a token without `aud` must name one as its `client_id`, as Amazon Cognito's do. */
export type TokenSettings = { readonly issuer: string; readonly audiences: readonly string[] };

/** Asymmetric only: a symmetric algorithm would take the public key for a secret. */
const algorithms = ['ES256', 'RS256', 'PS256'];
/** Seconds that our clock and the issuer's may differ. */
const clockTolerance = 30;
/** Milliseconds to wait for the issuer. */
const issuerTimeout = 5_000;

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Verifies access tokens (RFC 7519, RFC 9068) by the keys of the issuer's discovery document (OpenID Connect Discovery 1.0 §4).
 * Document and keys are kept while the function is warm; an unknown key id makes the keys be fetched again, every 30 s at the most.
 * Throws when the issuer can't be reached: then nothing can be said of the token.
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
        clockTolerance,
        requiredClaims: ['exp'],
      });
      const subject =
        isAccessToken(protectedHeader.typ, payload) && isMeantForUs(payload, audiences)
          ? subjectOf(payload)
          : undefined;
      return subject === undefined ? { outcome: 'not-valid' } : { outcome: 'valid', subject };
    } catch (error) {
      if (isAboutToken(error)) return { outcome: 'not-valid' };
      throw new Failure('issuer-keys-unavailable', {}, { cause: error });
    }
  };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, {
    signal: AbortSignal.timeout(issuerTimeout),
    redirect: 'error',
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Failure('issuer-discovery-failed', { status: response.status });
  const discovery = Discovery.parse(await response.json());
  if (discovery.issuer !== issuer) throw new Failure('issuer-discovery-mismatch');
  const keysAddress = new URL(discovery.jwks_uri);
  if (keysAddress.protocol !== new URL(issuer).protocol) throw new Failure('issuer-keys-insecure');
  return createRemoteJWKSet(keysAddress, { timeoutDuration: issuerTimeout });
}

/** An id token says who signed in at a portal; it is no key to an API. */
function isAccessToken(typ: string | undefined, payload: JWTPayload): boolean {
  const typeFits = typ === undefined || ['jwt', 'at+jwt', 'application/at+jwt'].includes(typ.toLowerCase());
  return typeFits && (payload['token_use'] === undefined || payload['token_use'] === 'access');
}

function isMeantForUs(payload: JWTPayload, audiences: readonly string[]): boolean {
  const named = payload.aud ?? (typeof payload['client_id'] === 'string' ? payload['client_id'] : []);
  return [named].flat().some((audience) => audiences.includes(audience));
}

function subjectOf({ sub, client_id: client }: JWTPayload): string | undefined {
  if (typeof sub === 'string' && sub !== '') return sub;
  return typeof client === 'string' && client !== '' ? client : undefined;
}

/** jose's own errors are about the token, save those about fetching the keys; all others are about the network. */
function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  );
}
