import { z } from 'zod';
import { Failure } from '../../kernel/failure.ts';

export type IdentityEndpoints = { readonly tokenUrl: string; readonly authorizationUrl: string };

/** Milliseconds: whoever reads a document waits so long at the most. */
const timeoutMs = 1_000;

const Discovery = z.object({ issuer: z.string(), token_endpoint: z.url(), authorization_endpoint: z.url() });

/**
 * Asks an issuer where tokens are had (OpenID Connect Discovery 1.0 §4). Throws `issuer-…` Failures, or what `fetch`
 * throws, if it does not answer as that issuer.
 */
export async function readIdentityEndpoints(issuer: string): Promise<IdentityEndpoints> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
    headers: { accept: 'application/json' },
  });
  if (!response.ok) throw new Failure('issuer-discovery-failed', { status: response.status });
  const discovery = Discovery.parse(await response.json());
  if (discovery.issuer !== issuer) throw new Failure('issuer-discovery-mismatch');
  return { tokenUrl: discovery.token_endpoint, authorizationUrl: discovery.authorization_endpoint };
}
