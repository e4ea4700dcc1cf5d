import type { ClientMetadata, Configuration } from 'oidc-provider';
import { localClients } from '../accounts.ts';
import type { IdentityKeys } from './identity-keys.ts';
import { signedOutPage, signInRefusedPage, signOutPage } from './identity-pages.ts';
import { sessionMemory } from './session-memory.ts';

export const portalClient = 'guiji-portal';
const accessSeconds = 3600;
const sessionSeconds = 12 * 3600;

type Settings = {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: IdentityKeys;
  readonly people: ReadonlyMap<string, string>;
  readonly signInPath: (interaction: string) => string;
};

/** Grants are missing: `openIdentity` gives them without asking. */
export function buildProviderSettings({ issuer, audience, keys, people, signInPath }: Settings): Configuration {
  return {
    adapter: sessionMemory(),
    responseTypes: ['code'],
    jwks: keys.jwks,
    cookies: { keys: keys.cookies },
    clientDefaults: {
      id_token_signed_response_alg: 'ES256',
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
    clients: [...programClients(), browserClient(new URL(issuer).origin)],
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
      Session: sessionSeconds,
      Grant: sessionSeconds,
      RefreshToken: sessionSeconds,
    },
    // The portal renews its sign-in without `offline_access`, as providers that do not know that scope let it.
    issueRefreshToken: async (_context, client) => client.grantTypeAllowed('refresh_token'),
    features: buildFeatures(audience),
    findAccount: (_context, subject) =>
      people.has(subject)
        ? { accountId: subject, claims: () => ({ sub: subject, name: people.get(subject) }) }
        : undefined,
    renderError: (context, { error, error_description: description = '' }) => {
      context.type = 'html';
      context.body = signInRefusedPage(error, description);
    },
    interactions: { url: (_context, interaction) => signInPath(interaction.uid) },
  };
}

function programClients(): ClientMetadata[] {
  return localClients().map(({ account, secret }) => ({
    client_id: account.subject,
    client_secret: secret,
    client_name: account.name,
    grant_types: ['client_credentials'],
    response_types: [],
    redirect_uris: [],
    scope: 'api',
  }));
}

function browserClient(origin: string): ClientMetadata {
  return {
    client_id: portalClient,
    client_name: '归集',
    token_endpoint_auth_method: 'none',
    grant_types: ['authorization_code', 'refresh_token'],
    redirect_uris: [`${origin}/signed-in`, `${origin}/start`],
    post_logout_redirect_uris: [`${origin}/`],
    scope: 'openid profile offline_access api',
  };
}

/** RFC 9068, ES256. */
function buildFeatures(audience: string): NonNullable<Configuration['features']> {
  return {
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
  };
}
