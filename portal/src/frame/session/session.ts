import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts';
import { z } from 'zod';
import type { PortalSettings } from '../../../../schemas/departments/portal-settings.ts';
import { SessionEnded } from '../../shared/api/api-errors.ts';
import { forgetDrafts } from '../../shared/use-draft.ts';

const ReturnState = z.object({ returnTo: z.string().regex(/^\/(?![/\\])/) });
const returnPath = '/signed-in';

export type SessionState = 'signed-in' | 'signed-out' | 'ended';
export type Session = {
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
  /** The access token, renewed when it has expired. Throws SessionEnded. */
  readonly token: (expired?: string) => Promise<string>;
  /** Leaves the page for the provider, and comes back to the same address. */
  readonly signIn: () => Promise<void>;
  readonly signOut: () => Promise<void>;
};

/**
 * Opens the session of this window: authorization code with PKCE (RFC 7636), tokens in the window's own storage,
 * renewal by refresh token. Finishes a sign-in when the provider has sent the person back.
 */
export async function openSession({ issuer, clientId, scope }: PortalSettings): Promise<Session> {
  const { origin } = location;
  const manager = new UserManager({
    authority: issuer,
    client_id: clientId,
    redirect_uri: `${origin}${returnPath}`,
    post_logout_redirect_uri: `${origin}/`,
    scope: `openid profile ${scope}`,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    // Renewal is asked for when a token is used: a page that nobody looks at keeps no session alive.
    automaticSilentRenew: false,
    monitorSession: false,
  });
  if (location.pathname === returnPath) await finishSignIn(manager);
  const user = await manager.getUser();
  return sessionOf(manager, user);
}

/** A reload of the return address, or a code that is used up, begins again at the first page. */
async function finishSignIn(manager: UserManager): Promise<void> {
  const returnTo = await manager.signinRedirectCallback().then(
    ({ state }) => ReturnState.safeParse(state).data?.returnTo ?? '/',
    () => '/',
  );
  history.replaceState(null, '', returnTo);
}

function sessionOf(manager: UserManager, found: User | null): Session {
  let user = found;
  let state: SessionState = found === null ? 'signed-out' : 'signed-in';
  let renewing: Promise<User | null> | undefined;
  const listeners = new Set<() => void>();

  const change = (next: SessionState): void => {
    state = next;
    for (const listener of listeners) listener();
  };
  const renew = async (): Promise<string> => {
    // Refresh tokens are used once: several calls at the same time share one renewal.
    renewing ??= manager
      .signinSilent()
      .catch(() => null)
      .finally(() => {
        renewing = undefined;
      });
    user = (await renewing) ?? null;
    if (user === null || user.expired === true) {
      change('ended');
      throw new SessionEnded();
    }
    if (state !== 'signed-in') change('signed-in');
    return user.access_token;
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    token: async (expired) => {
      if (user === null) throw new SessionEnded();
      const isUsable = user.expired !== true && user.access_token !== expired;
      return isUsable ? user.access_token : await renew();
    },
    signIn: async () => {
      const { pathname, search } = location;
      await manager.signinRedirect({ state: { returnTo: `${pathname}${search}` } });
    },
    signOut: async () => {
      forgetDrafts();
      // Without a user no `id_token_hint` goes out: it would carry the person's name in an address.
      await manager.removeUser();
      await manager.signoutRedirect();
    },
  };
}
