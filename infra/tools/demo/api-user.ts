import { accessToken } from '../../../lib/adapters/api/access-token.ts';
import { apiClient, type ApiClient } from '../../../lib/adapters/api/api-client.ts';
import { localClients } from '../../local/accounts.ts';

export type ApiUser = { readonly id: string; readonly secret: string; readonly api: ApiClient };

/** Throws when the local system has no such program. */
export function openApiUser(url: string, id: string): ApiUser {
  const client = localClients().find(({ account }) => account.subject === id);
  if (client === undefined) throw new Error(`there is no local client ${id}`);
  const { secret } = client;
  return {
    id,
    secret,
    api: apiClient(url, accessToken({ issuer: `${url}/oidc`, clientId: id, clientSecret: secret, scope: 'api' })),
  };
}
