import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import { localClients, localPeople } from '../accounts.ts';
import { notFoundPage } from '../gateway/not-found-page.ts';
import { identityKeys } from './identity-keys.ts';
import { signedOutPage, signInExpiredPage, signInPage, signInRefusedPage, signOutPage } from './identity-pages.ts';
import { sessionMemory } from './session-memory.ts';

export type Identity = { readonly handle: (request: IncomingMessage, response: ServerResponse) => void };
export type IdentitySettings = { readonly issuer: string; readonly audience: string; readonly keyFile: string };

/** The public client that people sign in through: authorization code with PKCE. */
export const portalClient = 'guiji-portal';
const accessSeconds = 3600;

/**
 * A real OpenID provider in the place of the city's own one: client credentials for programs, authorization code with PKCE for people,
 * who are picked from a list instead of typing a password. Access tokens are JWTs (RFC 9068, ES256) for our API.
 * `issuer` is where the provider is reached, path included. Sessions are held in memory; the keys are kept in `keyFile`.
 */
export async function openIdentity({ issuer, audience, keyFile }: IdentitySettings): Promise<Identity> {
  const { jwks, cookies } = await identityKeys(keyFile);
  const mount = new URL(issuer).pathname.replace(/\/$/, '');
  const origin = new URL(issuer).origin;
  const names = new Map(localPeople.map(({ subject, name }) => [subject, name]));

  const provider = new Provider(issuer, {
    adapter: sessionMemory(),
    responseTypes: ['code'],
    jwks,
    cookies: { keys: cookies },
    clientDefaults: {
      id_token_signed_response_alg: 'ES256',
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
    clients: [
      ...localClients().map(({ account, secret }) => ({
        client_id: account.subject,
        client_secret: secret,
        client_name: account.name,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        scope: 'api',
      })),
      {
        client_id: portalClient,
        client_name: '归集',
        token_endpoint_auth_method: 'none' as const,
        grant_types: ['authorization_code', 'refresh_token'],
        redirect_uris: [`${origin}/`, `${origin}/signed-in`],
        post_logout_redirect_uris: [`${origin}/`],
        scope: 'openid profile offline_access api',
      },
    ],
    scopes: ['openid', 'profile', 'offline_access', 'api'],
    claims: { openid: ['sub'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    ttl: {
      AccessToken: accessSeconds,
      ClientCredentials: accessSeconds,
      IdToken: accessSeconds,
      AuthorizationCode: 60,
      Interaction: 3600,
      Session: 12 * 3600,
      Grant: 12 * 3600,
      RefreshToken: 12 * 3600,
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => void (context.body = signOutPage(form)),
        postLogoutSuccessSource: (context) => void (context.body = signedOutPage()),
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => audience,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: 'api',
          audience,
          accessTokenTTL: accessSeconds,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
    findAccount: (_context, subject) =>
      names.has(subject)
        ? { accountId: subject, claims: () => ({ sub: subject, name: names.get(subject) }) }
        : undefined,
    // Our own client asks for our own API: nobody needs to be asked whether they agree.
    loadExistingGrant: async (context) => {
      const { client, session, params } = context.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(typeof params?.['scope'] === 'string' ? params['scope'] : 'openid');
      grant.addResourceScope(audience, 'api');
      await grant.save();
      return grant;
    },
    renderError: (context, { error, error_description = '' }) => {
      context.type = 'html';
      context.body = signInRefusedPage(error, error_description);
    },
    interactions: { url: (_context, interaction) => `${mount}/sign-in/${interaction.uid}` },
  });
  provider.use(async (context, next) => {
    await next();
    if (context.status !== 404 || context.body !== undefined || context.accepts('json', 'html') !== 'html') return;
    context.body = notFoundPage();
    context.status = 404;
  });
  const callback = provider.callback();

  const signIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { uid } = await provider.interactionDetails(request, response);
    if (request.method !== 'POST') {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
        .end(signInPage(`${mount}/sign-in/${uid}`));
      return;
    }
    const accountId = new URLSearchParams(await text(request)).get('account') ?? '';
    if (!names.has(accountId)) throw new Error('This person is not on the list');
    await provider.interactionFinished(request, response, { login: { accountId } }, { mergeWithLastSubmission: false });
  };

  return {
    handle: (request, response) => {
      const path = request.url ?? '/';
      if (path.startsWith(`${mount}/sign-in/`)) {
        signIn(request, response).catch(() => {
          if (response.headersSent) return void response.destroy();
          response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' }).end(signInExpiredPage());
        });
        return;
      }
      // The provider believes that it stands at the root and finds its mount point by comparing the two addresses.
      Object.assign(request, { originalUrl: path, url: path.slice(mount.length) || '/' });
      void callback(request, response);
    },
  };
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > 10_000) throw new Error('The form is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
