import type { IncomingMessage, ServerResponse } from 'node:http';
import { Provider } from 'oidc-provider';
import { localPeople } from '../accounts.ts';
import { notFoundPage } from '../gateway/not-found-page.ts';
import { identityKeys } from './identity-keys.ts';
import { signInExpiredPage, signInPage } from './identity-pages.ts';
import { buildProviderSettings } from './provider-settings.ts';

type Handle = (request: IncomingMessage, response: ServerResponse) => void;
export type Identity = { readonly handle: Handle };
export type IdentitySettings = {
  readonly issuer: string;
  readonly audience: string;
  readonly keyFile: string;
};

const maxFormBytes = 10_000;
const people: ReadonlyMap<string, string> = new Map(localPeople.map(({ subject, name }) => [subject, name]));

/** Opens a real OpenID provider. Throws for a damaged `keyFile`. */
export async function openIdentity({ issuer, audience, keyFile }: IdentitySettings): Promise<Identity> {
  const mount = new URL(issuer).pathname.replace(/\/$/, '');
  const provider = createProvider({ issuer, audience, mount, keys: await identityKeys(keyFile) });
  const callback = provider.callback();
  return {
    handle: (request, response) => {
      const path = request.url ?? '/';
      if (path.startsWith(`${mount}/sign-in/`)) return handleSignIn(provider, mount, request, response);
      // The provider compares the two to find its mount point.
      Object.assign(request, { originalUrl: path, url: path.slice(mount.length) || '/' });
      void callback(request, response);
    },
  };
}

function createProvider({
  issuer,
  audience,
  mount,
  keys,
}: Pick<IdentitySettings, 'issuer' | 'audience'> & {
  readonly mount: string;
  readonly keys: Awaited<ReturnType<typeof identityKeys>>;
}): Provider {
  const signInPath = (interaction: string): string => `${mount}/sign-in/${interaction}`;
  const provider = new Provider(issuer, {
    ...buildProviderSettings({ issuer, audience, keys, people, signInPath }),
    // No consent page: our client asks for our API.
    loadExistingGrant: async (context) => {
      const { client, session, params } = context.oidc;
      if (client === undefined || session?.accountId === undefined) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(typeof params?.['scope'] === 'string' ? params['scope'] : 'openid');
      grant.addResourceScope(audience, 'api');
      await grant.save();
      return grant;
    },
  });
  provider.use(async (context, next) => {
    await next();
    if (context.status !== 404 || context.body !== undefined || context.accepts('json', 'html') !== 'html') return;
    context.body = notFoundPage();
    context.status = 404;
  });
  return provider;
}

function handleSignIn(provider: Provider, mount: string, request: IncomingMessage, response: ServerResponse): void {
  signIn(provider, mount, request, response).catch(() => {
    if (response.headersSent) return void response.destroy();
    response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' }).end(signInExpiredPage());
  });
}

async function signIn(
  provider: Provider,
  mount: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { uid } = await provider.interactionDetails(request, response);
  if (request.method !== 'POST') {
    response
      .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' })
      .end(signInPage(`${mount}/sign-in/${uid}`));
    return;
  }
  const accountId = new URLSearchParams(await readText(request)).get('account') ?? '';
  if (!people.has(accountId)) throw new Error('This person is not on the list');
  await provider.interactionFinished(request, response, { login: { accountId } }, { mergeWithLastSubmission: false });
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    if (size > maxFormBytes) throw new Error('The form is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
