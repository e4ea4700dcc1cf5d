import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import type { TokenVerification } from '../../departments/ports.ts';
import { Failure } from '../../kernel/failure.ts';

/** `aud` must contain an audience; without `aud`, `client_id` must be one, as in Amazon Cognito. */
export type TokenSettings = {
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** A token must have been given it (RFC 6749 §3.3): one for another use of the same audience opens nothing. */
  readonly scope: string;
};

/** With a symmetric algorithm the public key would serve as the secret. */
const algorithms = ['ES256', 'RS256', 'PS256'];
const clockTolerance = 30;
/** Milliseconds for discovery, and again for the keys: the caller waits for an answer below 3 s (authorizer.ts). */
const issuerTimeoutMs = 1_000;

const Discovery = z.object({ issuer: z.string(), jwks_uri: z.url() });

/**
 * Verifies access tokens (RFC 7519, RFC 9068) with the issuer's keys (OpenID Connect Discovery 1.0 §4),
 * refetched for an unknown key at most every 30 s. Throws `issuer-…` Failures if the issuer is unavailable.
 */
export function tokenVerifier({
  issuer,
  audiences,
  scope,
}: TokenSettings): (token: string) => Promise<TokenVerification> {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const openKeys = async () => {
    keys ??= discoverKeys(issuer);
    try {
      return await keys;
    } catch (error) {
      keys = undefined;
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
          ? getSubject(payload)
          : undefined;
      if (subject === undefined) return { outcome: 'not-valid' };
      return hasScope(payload, scope) ? { outcome: 'valid', subject } : { outcome: 'scope-missing' };
    } catch (error) {
      if (isAboutToken(error)) return { outcome: 'not-valid' };
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
  if (discovery.issuer !== issuer) throw new Failure('issuer-discovery-mismatch');
  const keysAddress = new URL(discovery.jwks_uri);
  if (keysAddress.protocol !== new URL(issuer).protocol) throw new Failure('issuer-keys-insecure');
  return createRemoteJWKSet(keysAddress, { timeoutDuration: issuerTimeoutMs });
}

/** Id tokens are refused: they authorize nothing. */
function isAccessToken(typ: string | undefined, payload: JWTPayload): boolean {
  const typeFits = typ === undefined || ['jwt', 'at+jwt', 'application/at+jwt'].includes(typ.toLowerCase());
  return typeFits && (payload['token_use'] === undefined || payload['token_use'] === 'access');
}

function isMeantForUs(payload: JWTPayload, audiences: readonly string[]): boolean {
  const named = payload.aud ?? (typeof payload['client_id'] === 'string' ? payload['client_id'] : []);
  return [named].flat().some((audience) => audiences.includes(audience));
}

/** `scope` (RFC 8693 §4.2) is separated by spaces; `scp` of Microsoft Entra ID and Okta may be a list. */
function hasScope({ scope, scp }: JWTPayload, wanted: string): boolean {
  return [scope, scp].flat().some((granted) => typeof granted === 'string' && granted.split(' ').includes(wanted));
}

function getSubject({ sub, client_id: client }: JWTPayload): string | undefined {
  if (typeof sub === 'string' && sub !== '') return sub;
  return typeof client === 'string' && client !== '' ? client : undefined;
}

function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  );
}
