import { createHash, randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { z } from 'zod';
import { portalClient } from '../../infra/local/identity/provider-settings.ts';

const Tokens = z.object({ access_token: z.string(), token_type: z.literal('Bearer'), expires_in: z.number() });

/**
 * The address that starts a sign-in by authorization code with PKCE; `changed` replaces parameters, as a faulty
 * program would.
 */
export function authorizationAddress(
  url: string,
  verifier: string,
  changed: Readonly<Record<string, string>> = {},
): string {
  const asked = {
    client_id: portalClient,
    redirect_uri: `${url}/start`,
    response_type: 'code',
    scope: 'openid profile api',
    state: 'journey',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changed,
  };
  return `${url}/oidc/auth?${new URLSearchParams(asked).toString()}`;
}

export function newVerifier(): string {
  return randomBytes(32).toString('base64url');
}

/** Signs a person in through the list of people, and returns their access token. */
export async function signIn(page: Page, url: string, name: string): Promise<string> {
  const verifier = newVerifier();
  await page.goto(authorizationAddress(url, verifier));
  await page.getByRole('button', { name }).click();
  await page.waitForURL(`${url}/start?**`);
  return tokenFor(page, url, verifier);
}

/** Exchanges the code in the page's address for an access token. */
export async function tokenFor(page: Page, url: string, verifier: string): Promise<string> {
  const code = new URL(page.url()).searchParams.get('code') ?? '';
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: portalClient,
    redirect_uri: `${url}/start`,
    code,
    code_verifier: verifier,
  });
  const answer = await fetch(`${url}/oidc/token`, { method: 'POST', body });
  return Tokens.parse(await answer.json()).access_token;
}
